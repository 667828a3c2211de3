"""One remembered mapping: how it reads, what it was used for, another name, retirement."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.catalogue.selectors import indicators
from benchmark.figures.presenters import concept_names
from benchmark.spreadsheets import actions, selectors
from benchmark.spreadsheets.forms import NameForm
from benchmark.spreadsheets.presenters import mapping_facts, mapping_lines
from benchmark.spreadsheets.selectors import RememberedRow
from benchmark.spreadsheets.views.finding import name_of
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs


@needs(Permission.FIGURES_VIEW)
@require_GET
def show(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """How a mapping reads a file, and which files it has read."""
    row = _found(mapping_id)
    return _page(request, row, NameForm(initial={"name": row.name}, use_required_attribute=False))


def _page(request: HttpRequest, row: RememberedRow, form: NameForm, *, status: int = 200) -> HttpResponse:
    definitions = {definition.code: definition for definition in indicators()}
    context = {
        "mapping": row,
        "confirmed_by": name_of(row.confirmed_by),
        "facts": mapping_facts(row.mapping),
        "lines": mapping_lines(row.mapping, definitions, concept_names()),
        "files": selectors.uploads_of(row.id),
        "form": form,
        "may_edit": person_of(request).may(Permission.FIGURES_EDIT),
    }
    return render(request, "spreadsheets/mapping.html", context, status=status)


def _found(mapping_id: int) -> RememberedRow:
    row = selectors.remembered_mapping(mapping_id)
    if row is None:
        raise Http404
    return row


@needs(Permission.FIGURES_EDIT)
@require_POST
def rename(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Give a mapping another name."""
    row = _found(mapping_id)
    form = NameForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    actions.rename_mapping(mapping_id=mapping_id, name=form.cleaned_data["name"], by=person_of(request))
    messages.success(request, _("The mapping has a new name."))
    return redirect("spreadsheets:mapping", mapping_id)


@needs(Permission.FIGURES_EDIT)
@require_POST
def retire(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Use a mapping no more."""
    _found(mapping_id)
    actions.retire_mapping(mapping_id=mapping_id, by=person_of(request))
    messages.success(request, _("The mapping is no longer used for new files."))
    return redirect("spreadsheets:start")
