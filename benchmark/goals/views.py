"""Pages on the municipality's own host: which indicators are used, why, and what is to be reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator, indicators
from benchmark.figures import words
from benchmark.goals import actions, selectors
from benchmark.goals.forms import UseForm
from benchmark.goals.models import Direction
from benchmark.goals.selectors import UseRow
from benchmark.web.numbers import with_unit
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@dataclass(frozen=True)
class UseLine:
    """One indicator of the catalogue with its use, in words."""

    definition: IndicatorDefinition
    use: UseRow | None
    target: str
    threshold: str
    direction: str
    group: str
    overdue: bool


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The indicators in use with question and target, and the core indicators without."""
    uses = {use.indicator_code: use for use in selectors.uses()}
    lines = [_line(definition, uses.get(definition.code)) for definition in indicators()]
    context = {
        "used": [line for line in lines if line.use],
        "unused": [line for line in lines if not line.use and line.definition.core],
        "others": [line for line in lines if not line.use and not line.definition.core],
    }
    return render(request, "goals/start.html", context)


@needs(Permission.GOALS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Set or change question, target, goal and decision of one indicator."""
    try:
        definition = indicator(code)
    except UnknownIndicator as error:
        raise Http404 from error
    use = selectors.use_of(definition.code)
    status = 200
    form = UseForm(request.POST or None, definition=definition, use=use)
    if request.method == "POST":
        status = _save(request, definition, form)
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("goals:start")
    history = [_line(definition, version) for version in selectors.use_history(definition.code)]
    context = {"definition": definition, "use": use, "form": form, "history": history}
    return render(request, "goals/edit.html", context, status=status)


def _save(request: HttpRequest, definition: IndicatorDefinition, form: UseForm) -> int:
    """Store a valid form; the HTTP status says what came of it."""
    if not form.is_valid():
        return 422
    cleaned = form.cleaned_data
    try:
        actions.set_use(
            indicator_code=definition.code,
            question=cleaned["question"],
            target=form.target(),
            leading_group=cleaned["leading_group"],
            goal=cleaned["goal"],
            decision_title=cleaned["decision_title"],
            decision_link=cleaned["decision_link"],
            change_reason=cleaned.get("change_reason", ""),
            expected_version=cleaned["version"],
            by=person_of(request),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return refused.status
    return 200


def _line(definition: IndicatorDefinition, use: UseRow | None) -> UseLine:
    if use is None:
        return UseLine(definition, None, "", "", "", "", overdue=False)
    numbers = [
        "" if number is None else with_unit(number, definition.unit, decimals=definition.decimals)
        for number in (use.target_value, use.threshold_value)
    ]
    return UseLine(
        definition=definition,
        use=use,
        target=numbers[0],
        threshold=numbers[1],
        direction=str(Direction(use.direction).label) if use.direction else "",
        group=words.group(use.leading_group),
        overdue=bool(use.still_open_until and use.still_open_until < timezone.localdate()),
    )
