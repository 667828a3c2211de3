"""Pages of the catalogue: open to everyone, on the platform's and on every municipality's host."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benchmark.catalogue import presenters, selectors, words
from benchmark.catalogue.browsing import choose
from benchmark.catalogue.forms import BrowseForm
from tenants.membership.permissions import open_to_everyone


@require_safe
@open_to_everyone
def start(request: HttpRequest) -> HttpResponse:
    """Browse by question and field of action; the data source comes later, on the sheet."""
    form = BrowseForm(request.GET)
    criteria = form.criteria()
    everything = selectors.indicators()
    found = choose(everything, criteria)
    context = {
        "form": form,
        "sections": presenters.sections(found, selectors.fields(), kind=criteria.kind),
        "found": len(found),
        "everything": len(everything),
        "rates": presenters.rates(found),
        "balance": presenters.balance(found),
    }
    return render(request, "catalogue/start.html", context)


@require_safe
@open_to_everyone
def field(request: HttpRequest, code: str) -> HttpResponse:
    """All indicators of one field of action."""
    try:
        wanted = selectors.field(code)
    except selectors.UnknownField as error:
        raise Http404 from error
    found = [each for each in selectors.indicators() if each.field_code == code]
    context = {
        "field": wanted,
        "sections": presenters.sections(found, [wanted]),
        "rates": presenters.rates(found),
        "balance": presenters.balance(found),
    }
    return render(request, "catalogue/field.html", context)


@require_safe
@open_to_everyone
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The definition sheet of an indicator."""
    try:
        definition = selectors.indicator(code)
    except selectors.UnknownIndicator as error:
        raise Http404 from error
    context = {
        "sheet": presenters.sheet(definition, selectors.concepts()),
        "versions": selectors.versions(code),
    }
    return render(request, "catalogue/indicator.html", context)


@require_safe
@open_to_everyone
def concept(request: HttpRequest, code: str) -> HttpResponse:
    """What a concept means, what it may be compared with, and who uses it."""
    try:
        wanted = selectors.concept(code)
    except selectors.UnknownConcept as error:
        raise Http404 from error
    context = {
        "concept": wanted,
        "unit": words.word(words.ANALYSIS_UNITS, wanted.unit_of_analysis),
        "evidence": words.word(words.EVIDENCE, wanted.evidence),
        "family": words.word(words.FAMILIES, wanted.family),
        "place": words.word(words.PLACES, wanted.place),
        "period": presenters.period(wanted),
        "versions": selectors.concept_versions(code),
        "neighbours": presenters.neighbours(code, selectors.conversions(), selectors.concepts()),
        "indicators": [each for each in selectors.indicators() if code in each.concepts],
    }
    return render(request, "catalogue/concept.html", context)
