"""Pages for everybody: search, profile, similar municipalities, readiness check, sample report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from benchmark.catalogue.selectors import fields
from benchmark.territories.selectors import TerritoryInfo
from comparisons.joining.circle_suggestions import circle_templates, existing_circles
from comparisons.joining.pages import facts_of, profile_page, readiness_page, tabs_of
from comparisons.joining.places import of_a_place
from comparisons.joining.profile import profile_of
from comparisons.joining.readiness import answers_of
from comparisons.joining.report import report_of
from comparisons.joining.search import find_places
from comparisons.joining.similar import similar_to
from comparisons.joining.variables import USUAL_WEIGHTS
from comparisons.joining.words import WEIGHTS
from comparisons.neighbours import clean_weights
from tenants.membership.permissions import open_to_everyone

SUGGESTED = 8


@open_to_everyone
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Municipalities that a name or key may mean; a key, or a name that only one has, leads straight there."""
    text = request.GET.get("q", "")
    found = find_places(text)
    certain = found.exact or (len(found.hits) == 1 and not found.problem and not found.close_only)
    if certain:
        return redirect("joining:profile", key=found.hits[0].place.ags)
    return render(request, "joining/search.html", {"q": text.strip(), "found": found, "problem": found.problem})


@open_to_everyone
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The likeliest municipalities as a fragment, while somebody types."""
    text = request.GET.get("q", "")
    return render(request, "joining/_suggestions.html", {"q": text.strip(), "found": find_places(text, most=SUGGESTED)})


@open_to_everyone
@require_safe
@of_a_place("profile")
def profile(request: HttpRequest, place: TerritoryInfo) -> HttpResponse:
    """What official statistics say of a municipality, whom it resembles, and what it could do next."""
    known = profile_of(place)
    context = {
        **profile_page(known),
        "similar": similar_to(place),
        "circles": existing_circles(known.structure),
        "templates": circle_templates(known.structure),
        "tabs": tabs_of(place, "profile"),
    }
    return render(request, "joining/profile.html", context)


@open_to_everyone
@require_safe
@of_a_place("neighbours")
def neighbours(request: HttpRequest, place: TerritoryInfo) -> HttpResponse:
    """Similar municipalities by variables and weights of one's own choice; the choice is in the address."""
    weights = clean_weights(request.GET.dict(), USUAL_WEIGHTS)
    own_land = request.GET.get("land") == "1"
    context = {
        "place": place,
        "facts": facts_of(place),
        "similar": similar_to(place, weights=weights, own_land=own_land),
        "own_land": own_land,
        "choices": list(WEIGHTS.items()),
        "changed": weights != USUAL_WEIGHTS or own_land,
        "tabs": tabs_of(place, "neighbours"),
    }
    return render(request, "joining/neighbours.html", context)


@open_to_everyone
@require_safe
@of_a_place("readiness")
def readiness(request: HttpRequest, place: TerritoryInfo) -> HttpResponse:
    """A few questions, answered in the address; a list of steps and a form of taking part come out."""
    chosen = request.GET.getlist("field")
    context = {
        **readiness_page(profile_of(place), answers_of(request.GET.dict()), chosen, fields()),
        "tabs": tabs_of(place, "readiness"),
    }
    return render(request, "joining/readiness.html", context)


@open_to_everyone
@require_safe
@of_a_place("report")
def report(request: HttpRequest, place: TerritoryInfo) -> HttpResponse:
    """What a report could look like, made of the municipality's public figures and marked explanations."""
    context = {"report": report_of(profile_of(place)), "place": place, "tabs": tabs_of(place, "report")}
    return render(request, "joining/report.html", context)
