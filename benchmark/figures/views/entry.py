"""The grid of a set in one year: all rows on one page, saved one by one, completed and locked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator
from benchmark.figures import actions, presenters, selectors
from benchmark.figures.contents import Point, point_of_key
from benchmark.figures.entry.facts import facts_of
from benchmark.figures.entry.lines import line_of
from benchmark.figures.entry.sent import pressed_in, sent_rows
from benchmark.figures.entry.sets import EntrySet
from benchmark.figures.entry.sheets import lines_of_sheet, save_sheet, sheet_of_set, words_for
from benchmark.figures.entry.shown import Line
from benchmark.figures.entry.typed import Typed
from benchmark.figures.forms import ReasonForm
from benchmark.figures.locks import CORE_SET, name_of
from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.figures.views.sheets import (
    anchor,
    answer_needed,
    is_script,
    paste_into,
    reasons_to_choose,
    tell_what_was_saved,
)
from tenants.membership.people import Person, person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused

YEARS_OFFERED = 15


@needs(Permission.FIGURES_VIEW)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """All rows of one set in one year."""
    return render(request, "figures/entry.html", _page(request, request.GET))


@needs(Permission.FIGURES_EDIT)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save every row that was touched; what is wrong with a row stands in it."""
    members, year = _chosen(request.POST)
    sheet = sheet_of_set(members, year)
    try:
        saved = save_sheet(sheet, request.POST, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return render(request, "figures/entry.html", _page(request, request.POST), status=refused.status)
    lines = lines_of_sheet(sheet, saved, by=person_of(request))
    if status := answer_needed(saved, lines):
        return render(request, "figures/entry.html", _page(request, request.POST, lines=lines), status=status)
    tell_what_was_saved(request, saved)
    return _back(members, year, anchor(request))


@needs(Permission.FIGURES_EDIT)
@require_POST
def save_one(request: HttpRequest) -> HttpResponse:
    """Save one row as the script sends it when a field is left; answers with the pieces of the row that change."""
    point = point_of_key(request.POST.get("key", ""))
    if point is None:
        raise Http404
    try:
        definition = indicator(point.indicator_code)
    except UnknownIndicator as error:
        raise Http404 from error
    line, status = _saved_line(request.POST, point, definition, by=person_of(request))
    return render(request, "figures/parts/entry_pieces.html", {"line": line}, status=status)


def _saved_line(data: QueryDict, point: Point, definition: IndicatorDefinition, *, by: Person) -> tuple[Line, int]:
    """Save one row and prepare it anew, with the texts as they stand in the browser; and the status to answer."""
    told, status = "", 200
    pressed, sent = pressed_in(data), next(iter(sent_rows(data, [point])), None)
    try:
        if pressed.theirs == point:
            actions.discard_cell(point=point, by=by)
        elif sent is not None and sent.wrong:
            told, status = sent.wrong, 422
        elif sent is not None:
            actions.save_cell(
                point=point,
                typed=sent.typed,
                seen_version=sent.seen_version,
                by=by,
                confirmed=sent.confirmed,
                definition=definition,
            )
    except Refused as refused:
        told, status = str(refused), refused.status
    (facts,) = facts_of([point], {definition.code: definition}, by=by.reference, just_saved=True)
    names = words_for([facts])
    if sent is None or status != 200:
        return line_of(facts, names, bound=sent.typed if sent else None, told=told), status
    kept = facts.mine.typed if facts.mine else Typed.of(facts.stored)
    return line_of(facts, names, standing=replace(sent.typed, confirmation=kept.confirmation)), status


@needs(Permission.FIGURES_EDIT)
@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Lay a copied block onto the rows; nothing is saved yet."""
    members, year = _chosen(request.POST)
    pasted = paste_into(sheet_of_set(members, year), request, by=person_of(request))
    if is_script(request):
        return pasted.fragment(request)
    page = _page(request, request.POST, lines=pasted.lines) | {"pasted": pasted}
    return render(request, "figures/entry.html", page, status=pasted.status)


@needs(Permission.FIGURES_EDIT)
@require_POST
def complete(request: HttpRequest) -> HttpResponse:
    """Save what was typed, then lock the set and year."""
    members, year = _chosen(request.POST)
    sheet, by = sheet_of_set(members, year), person_of(request)
    try:
        saved = save_sheet(sheet, request.POST, by=by)
        lines = lines_of_sheet(sheet, saved, by=by)
        if status := answer_needed(saved, lines):
            return render(request, "figures/entry.html", _page(request, request.POST, lines=lines), status=status)
        actions.complete_entry(set_code=members.code, year=year, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return render(request, "figures/entry.html", _page(request, request.POST), status=refused.status)
    messages.success(request, _("The collection is completed. Its figures are locked until somebody reopens it."))
    return _back(members, year)


@needs(Permission.FIGURES_VIEW)
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Unlock a set and year with a reason."""
    members, year = _chosen(request.POST)
    form = ReasonForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.reopen_entry(set_code=members.code, year=year, reason=reason, by=person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("The collection is open again."))
            return _back(members, year)
    return render(request, "figures/entry.html", _page(request, request.POST, reason=form), status=status)


def _chosen(data: Any, sets: Sequence[EntrySet] | None = None) -> tuple[EntrySet, int]:
    """The set and year that are asked for, or the usual ones."""
    newest = timezone.localdate().year
    text = data.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else newest - 1
    code = data.get("set") or CORE_SET
    members = next((one for one in sets or selectors.entry_sets() if one.code == code), None)
    if members is None or not FIRST_YEAR <= year <= newest:
        raise Http404
    return members, year


def _back(members: EntrySet, year: int, place: str = "") -> HttpResponse:
    chosen = urlencode({"set": members.code, "year": str(year)})
    return redirect(f"{reverse('figures:entry')}?{chosen}{place}")


def _page(
    request: HttpRequest, data: Any, *, lines: list[Line] | None = None, reason: ReasonForm | None = None
) -> dict[str, Any]:
    sets = selectors.entry_sets()
    members, year = _chosen(data, sets)
    by = person_of(request)
    if lines is None:
        lines = lines_of_sheet(sheet_of_set(members, year), by=by)
    lock = selectors.lock_of(members.code, year)
    newest = timezone.localdate().year
    settled = sum(1 for line in lines if line.is_settled)
    return {
        "set": members,
        "year": year,
        "sets": sets,
        "years": range(newest, newest - YEARS_OFFERED, -1),
        "groups": _grouped(lines),
        "by_year": False,
        "save_url": reverse("figures:entry_save"),
        "paste_url": reverse("figures:entry_paste"),
        "kept_fields": {"set": members.code, "year": year},
        "reasons": reasons_to_choose(),
        "total": len(lines),
        "settled": settled,
        "is_whole": settled == len(lines) and bool(lines),
        "lock": lock,
        "locked_by": name_of(lock.completed_by) if lock else "",
        "reason_form": reason or ReasonForm(),
        "may_reopen": by.may(Permission.FIGURES_EDIT) or by.may(Permission.FIGURES_APPROVE),
    }


def _grouped(lines: Sequence[Line]) -> list[tuple[Any, str, list[Line]]]:
    """Rows of the same indicator and concept together, with the name of the concept."""
    names = presenters.concept_names()

    def place(line: Line) -> Point:
        return line.facts.point._replace(group="")

    return [
        (rows[0].facts.definition, names.get(point.concept, point.concept), rows)
        for point, found in groupby(lines, key=place)
        for rows in [list(found)]
    ]
