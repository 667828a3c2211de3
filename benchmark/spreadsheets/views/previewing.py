"""What would be stored, what is left out and why; then storing it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.figures.presenters import concept_names
from benchmark.figures.selectors import current_figures
from benchmark.spreadsheets import actions, selectors
from benchmark.spreadsheets.desk import Desk
from benchmark.spreadsheets.forms import AnswerForm, StoreForm
from benchmark.spreadsheets.judging import Judgement, judge
from benchmark.spreadsheets.presenters import default_name, left_out_lines, lines, problem_lines, read_as
from benchmark.spreadsheets.reading.cells import Style
from benchmark.spreadsheets.reading.mapping import YearFrom
from benchmark.spreadsheets.reading.outcome import Applied, Wrong
from benchmark.spreadsheets.selectors import UploadRow
from benchmark.spreadsheets.views.finding import name_of, open_upload
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What storing would do; a POST answers what the file itself does not say."""
    row, desk = open_upload(upload_id)
    asked = _asked(desk, desk.applied())
    if request.method == "POST" and any(asked.values()):
        form = AnswerForm(request.POST, **asked)
        if not form.is_valid():
            return _page(request, row, desk, answers=form, status=422)
        said = form.cleaned_data
        mapping = desk.mapping
        if said.get("style"):
            mapping = replace(mapping, style=Style(said["style"]))
        if said.get("typed_year"):
            mapping = replace(mapping, typed_year=said["typed_year"])
        actions.change_mapping(upload_id=row.id, mapping=mapping, signature=row.signature, by=person_of(request))
        return redirect("spreadsheets:preview", upload_id)
    return _page(request, row, desk)


def _asked(desk: Desk, applied: Applied) -> dict[str, bool]:
    """Which questions are open: what dots mean, and which year it is."""
    kinds = {problem.wrong for problem in applied.problems}
    year = Wrong.YEAR_OPEN in kinds and desk.mapping.year_from is YearFrom.TYPED
    unread = year and desk.mapping.style is None  # without a year, no number was looked at
    return {"asks_style": Wrong.TWO_READINGS in kinds or (unread and desk.style.must_ask), "asks_year": year}


def _page(
    request: HttpRequest,
    row: UploadRow,
    desk: Desk,
    *,
    answers: AnswerForm | None = None,
    form: StoreForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    definitions = {definition.code: definition for definition in indicators()}
    applied = desk.applied()
    judgement = judge(applied, definitions, current_figures())
    asked = _asked(desk, applied)
    known = selectors.remembered_mapping(row.remembered_id) if row.remembered_id else None
    same = known is not None and replace(desk.mapping.lasting(), style=known.mapping.style) == known.mapping
    if known is not None and form is None:
        form = _store_form(judgement, source=known.source, name=known.name)
    form = form or _store_form(judgement, source=row.source, name=default_name(desk))
    if not judgement.problems:
        del form.fields["leave_out_wrong"]
    context: dict[str, Any] = {
        "upload": row,
        "lines": lines(judgement, definitions, concept_names()),
        "counts": _counts(judgement),
        "problems": problem_lines(judgement.problems),
        "left_out": left_out_lines(applied, desk),
        "answers": (answers or AnswerForm(**asked)) if any(asked.values()) else None,
        "form": form,
        "read_as": read_as(known, name_of(known.confirmed_by)) if known is not None and same else "",
        "refused": refused,
        "may_store": bool(judgement.figures) and not asked["asks_style"],
    }
    return render(request, "spreadsheets/preview.html", context, status=status)


def _store_form(judgement: Judgement, *, source: str, name: str) -> StoreForm:
    initial = {"digest": judgement.digest, "source": source, "name": name}
    return StoreForm(initial=initial, use_required_attribute=False)


def _counts(judgement: Judgement) -> dict[str, int]:
    effects = [one.effect.value for one in judgement.figures]
    return {name: effects.count(name) for name in ("new", "changed", "same")}


@needs(Permission.FIGURES_EDIT)
@require_POST
def store(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Store what the preview showed."""
    row = selectors.upload(upload_id)
    if row is None:
        raise Http404
    if not row.is_open:
        messages.info(request, _("This file was already taken over. Nothing was done again."))
        return redirect("spreadsheets:start")
    form = StoreForm(request.POST)
    refused, status = "", 422
    if form.is_valid():
        try:
            done = actions.store_figures(upload_id=upload_id, by=person_of(request), **form.cleaned_data)
        except Refused as error:
            refused, status = str(error), error.status
        else:
            messages.success(request, _told(done))
            return redirect("spreadsheets:start")
    _row, desk = open_upload(upload_id)
    return _page(request, row, desk, form=_renewed(form, desk), refused=refused, status=status)


def _renewed(form: StoreForm, desk: Desk) -> StoreForm:
    """The form again with the words that were typed, for the preview as it is now."""
    definitions: dict[str, IndicatorDefinition] = {one.code: one for one in indicators()}
    digest = judge(desk.applied(), definitions, current_figures()).digest
    again = StoreForm({**form.data.dict(), "digest": digest})
    again.is_valid()
    return again


def _told(done: actions.Stored) -> str:
    written = ngettext(
        "%(count)s figure was stored as a draft.", "%(count)s figures were stored as drafts.", done.written
    )
    same = ngettext("%(count)s was the same as before.", "%(count)s were the same as before.", done.unchanged)
    parts = [written % {"count": done.written}]
    if done.unchanged:
        parts.append(same % {"count": done.unchanged})
    return " ".join(parts)
