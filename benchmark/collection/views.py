"""Pages of the yearly collection, on the municipality's own host."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benchmark.collection import actions, selectors
from benchmark.collection.forms import DeadlineForm, ItemForm, YearForm
from benchmark.collection.models import Collection
from benchmark.collection.selectors import ItemRow, Stage, Standing
from benchmark.collection.tasks import tasks_of
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused

STAGE_KINDS = {
    Stage.OPEN: "neutral",
    Stage.STARTED: "warning",
    Stage.ENTERED: "info",
    Stage.CHECKED: "info",
    Stage.DONE: "success",
}
USUAL = timedelta(days=90)


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and how far each year has come."""
    years = [selectors.standing(one) for one in selectors.collections()]
    place = request.tenant  # type: ignore[attr-defined]
    context = {
        "tasks": tasks_of(person_of(request), ags=place.ags, kind=place.kind, now=years),
        "years": [(year, [(stage.label, year.count(stage)) for stage in Stage]) for year in years],
    }
    return render(request, "collection/start.html", context)


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def open_year(request: HttpRequest) -> HttpResponse:
    """Open a data year, rolled over from the one before."""
    known = selectors.collections()
    newest = known[0].year if known else timezone.localdate().year - 2
    initial = {"year": min(newest + 1, timezone.localdate().year), "deadline": _usual_deadline(known)}
    form = YearForm(request.POST or None, initial=initial, use_required_attribute=False)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_collection(**form.cleaned_data, by=person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("The year %(year)s is open. Only values are missing.") % {"year": opened.year})
            return redirect("collection:year", opened.year)
    before = selectors.standing(known[0]) if known else None
    return render(request, "collection/open.html", {"form": form, "before": before}, status=status)


@needs(Permission.FIGURES_VIEW)
@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: every indicator with its stage, who is responsible and from which source."""
    return _year_page(request, _collection_or_404(year))


@needs(Permission.FIGURES_EDIT)
@require_POST
def deadline(request: HttpRequest, year: int) -> HttpResponse:
    """Move the deadline."""
    collection = _collection_or_404(year)
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        return _year_page(request, collection, form=form, status=422)
    try:
        actions.move_deadline(collection=collection, deadline=form.cleaned_data["deadline"], by=person_of(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _year_page(request, collection, form=form, status=refused.status)
    messages.success(request, _("Saved."))
    return redirect("collection:year", year)


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Who collects one indicator, from which source, with which question."""
    collection = _collection_or_404(year)
    row = _item_or_404(selectors.standing(collection), code)
    if request.method == "GET":
        return _item_page(request, collection, row, ItemForm.about(row))
    form = ItemForm(request.POST, use_required_attribute=False)
    try:
        if "drop" in request.POST:
            actions.drop_item(collection=collection, indicator_code=code, by=person_of(request))
        elif not form.is_valid():
            return _item_page(request, collection, row, form, status=422)
        else:
            actions.change_item(collection=collection, indicator_code=code, by=person_of(request), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _item_page(request, collection, row, form, status=refused.status)
    messages.success(request, _("Saved."))
    return redirect("collection:year", year)


def _year_page(
    request: HttpRequest, collection: Collection, *, form: DeadlineForm | None = None, status: int = 200
) -> HttpResponse:
    shown = selectors.standing(collection)
    context: dict[str, Any] = {
        "year": shown,
        "items": [(row, STAGE_KINDS[row.stage]) for row in shown.items],
        "form": form or DeadlineForm(initial={"deadline": collection.deadline}, use_required_attribute=False),
    }
    return render(request, "collection/year.html", context, status=status)


def _item_page(
    request: HttpRequest, collection: Collection, row: ItemRow, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    context = {"collection": collection, "item": row, "form": form}
    return render(request, "collection/item.html", context, status=status)


def _usual_deadline(known: list[Collection]) -> date:
    """The same day of the next year as last time, or three months from now."""
    today = timezone.localdate()
    if known:
        before = known[0].deadline
        wanted = before.replace(year=before.year + 1, day=min(before.day, 28))
        if wanted > today:
            return wanted
    return today + USUAL


def _collection_or_404(year: int) -> Collection:
    found = selectors.collection_of(year)
    if found is None:
        raise Http404
    return found


def _item_or_404(year: Standing, code: str) -> ItemRow:
    for row in year.items:
        if row.definition.code == code:
            return row
    raise Http404
