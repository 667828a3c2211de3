"""How a file is built, and which of its numbers become which figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benchmark.catalogue.selectors import concepts, indicators
from benchmark.spreadsheets import actions, words
from benchmark.spreadsheets.desk import Desk, proposal, recognised_in
from benchmark.spreadsheets.entry_forms import EntryForm, entry_initial
from benchmark.spreadsheets.forms import StructureForm
from benchmark.spreadsheets.presenters import Pictured, labels_of, pictured
from benchmark.spreadsheets.reading.applying import apply
from benchmark.spreadsheets.reading.mapping import Correction, Entry, Mapping
from benchmark.spreadsheets.reading.proposing import alike_sheets, apart_of, places_of
from benchmark.spreadsheets.reading.recognising import Recognised
from benchmark.spreadsheets.selectors import UploadRow
from benchmark.spreadsheets.views.finding import open_upload, own_of
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs

SPARE_ENTRIES = 2
MOST_ENTRIES = 30


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def structure(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The file as a table, and how the service understands its structure."""
    row, desk = open_upload(upload_id)
    form = _structure_form(request, row, desk)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _restructured(request, row, desk, form):
            return redirect("spreadsheets:entries", upload_id)
    page: Pictured = pictured(desk)
    context = {"upload": row, "form": form, "picture": page, "others": desk.others, "hidden": desk.opened.hidden}
    return render(request, "spreadsheets/structure.html", context, status=status)


def _structure_form(request: HttpRequest, row: UploadRow, desk: Desk) -> StructureForm:
    """The form with the reasons of what the service found by itself."""
    own = own_of(request)
    found = proposal(desk.opened, own, (), file_name=row.name)
    form = StructureForm(
        request.POST or None,
        opened=desk.opened,
        structure=desk.structure,
        mapping=row.mapping,
        alike=_built_alike(desk),
        others=_otherwise_built(desk),
        suggestions=labels_of(desk),
        must_ask=found is not None and found[0].style.must_ask,
    )
    if found is not None:
        seen = found[0]
        form.explain(
            {
                "year_from": words.why_years(seen.mapping.year_from, seen.main[1]),
                "unit_column": words.why_own(seen.own, own.name),
                "style": words.why_style(seen.style),
            }
        )
    return form


def _otherwise_built(desk: Desk) -> list[str]:
    """One sheet of every other structure with numbers."""
    found: dict[str, str] = {}
    for sheet in desk.opened.sheets:
        built, _others = alike_sheets([sheet], Correction())
        if built and built[0][1].signature != desk.structure.signature:
            found.setdefault(built[0][1].signature, sheet.name)
    return list(found.values())


def _built_alike(desk: Desk) -> list[str]:
    """All sheets that are built like the one read, also those a person does not want."""
    everything, _others = alike_sheets(desk.opened.sheets, desk.mapping.correction, signature=desk.structure.signature)
    return [sheet.name for sheet, _structure in everything]


def _restructured(request: HttpRequest, row: UploadRow, desk: Desk, form: StructureForm) -> bool:
    """Keep what was said about the structure, with new proposals where the old ones find nothing any more."""
    mapping = form.mapping_said()
    signature = _signature(desk, form, mapping)
    alike, _others = alike_sheets(
        desk.opened.sheets, mapping.correction, left_out=mapping.left_out_sheets, signature=signature
    )
    if not alike:
        form.add_error(None, _("There is no table with numbers in these rows. Please check rows and sheets."))
        return False
    if form.chosen_sheet.name != desk.structure.sheet:
        mapping = replace(mapping, apart=apart_of(alike, mapping, file_name=row.name))
    places = {one.place for one in places_of(alike, mapping, file_name=row.name)}
    kept = tuple(entry for entry in mapping.entries if _parts(entry) <= places)
    if not kept:
        known = recognised_in(alike, mapping, desk.opened, indicators(), file_name=row.name)
        kept = tuple(one.entry for one in known)
    mapping = replace(mapping, entries=kept)
    actions.change_mapping(upload_id=row.id, mapping=mapping, signature=alike[0][1].signature, by=person_of(request))
    return True


def _signature(desk: Desk, form: StructureForm, mapping: Mapping) -> str:
    """The structure of the chosen sheet, with the rows as the person named them."""
    built, _others = alike_sheets([form.chosen_sheet], mapping.correction)
    return built[0][1].signature if built else ""


def _parts(entry: Entry) -> set[object]:
    return {part for part in (entry.numerator, entry.denominator, entry.value) if part is not None}


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def entries(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Which numbers of the table become which figures."""
    row, desk = open_upload(upload_id)
    definitions = {definition.code: definition for definition in indicators()}
    places = desk.places
    shared = {"definitions": definitions, "concepts": concepts(), "places": places}
    known = recognised_in(desk.alike, desk.mapping, desk.opened, list(definitions.values()), file_name=row.name)
    status, forms, problem = 200, _entry_forms(request, desk, shared), ""
    if request.method == "POST":
        if "more" in request.POST:
            forms += _blank_forms(len(forms), shared)
        elif not [form for form in forms if not form.is_valid()]:
            chosen = tuple(entry for form in forms if (entry := form.entry()) is not None)
            problem = _what_is_wrong(desk, chosen)
            if not problem:
                mapping = replace(desk.mapping, entries=chosen)
                signature = desk.structure.signature
                actions.change_mapping(upload_id=row.id, mapping=mapping, signature=signature, by=person_of(request))
                return redirect("spreadsheets:preview", upload_id)
        status = 200 if "more" in request.POST else 422
    context = {
        "upload": row,
        "forms": [(form, _reason(form, known)) for form in forms],
        "problem": problem,
        "picture": pictured(desk),
        "no_places": not places,
        "found_none": not desk.mapping.entries,
        "count": len(forms),
    }
    return render(request, "spreadsheets/entries.html", context, status=status)


def _entry_forms(request: HttpRequest, desk: Desk, shared: dict[str, Any]) -> list[EntryForm]:
    if request.method == "POST":
        wanted = request.POST.get("count", "")
        count = min(int(wanted), MOST_ENTRIES) if wanted.isascii() and wanted.isdigit() else 0
        return [EntryForm(request.POST, prefix=str(number), **shared) for number in range(count)]
    shown = [
        EntryForm(prefix=str(number), initial=entry_initial(entry, shared["places"]), **shared)
        for number, entry in enumerate(desk.mapping.entries)
    ]
    return shown + _blank_forms(len(shown), shared)[: 1 if shown else SPARE_ENTRIES]


def _blank_forms(begin: int, shared: dict[str, Any]) -> list[EntryForm]:
    end = min(begin + SPARE_ENTRIES, MOST_ENTRIES)
    return [EntryForm(prefix=str(number), **shared) for number in range(begin, end)]


def _what_is_wrong(desk: Desk, chosen: tuple[Entry, ...]) -> str:
    """What speaks against the chosen series, as a sentence; empty where nothing does."""
    if not chosen:
        return _("Please choose at least one indicator and the numbers that belong to it.")
    points = [(entry.indicator, entry.group, entry.concept) for entry in chosen]
    twice = next((point for point in points if points.count(point) > 1), None)
    if twice is not None:
        return _("The indicator %(code)s is chosen twice for the same group and concept.") % {"code": twice[0]}
    if not apply(desk.alike, replace(desk.mapping, entries=chosen), file_name=desk.name).rows_read:
        return _("The table has no row with numbers. Please check its structure.")
    return ""


def _reason(form: EntryForm, known: list[Recognised]) -> str:
    """Why this series was proposed, while it is still as proposed."""
    if form.is_bound:
        return ""
    for one in known:
        if form.initial and form.initial == entry_initial(one.entry, form.places):
            return words.recognised(one.labels, concept_named=one.concept_named)
    return ""
