"""Which municipality an address speaks of."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from benchmark.territories.keys import KeyProblem, UnknownKey
from benchmark.territories.selectors import TerritoryInfo, normalise_key, territory
from comparisons.joining.search import find_places
from comparisons.joining.structure import became

_Page = Callable[[HttpRequest, TerritoryInfo], HttpResponse]


def of_a_place(name: str) -> Callable[[_Page], Callable[[HttpRequest, str], HttpResponse]]:
    """Give a page its municipality; `name` is the page's own address name.

    Other spellings of a key lead to the usual one, ended municipalities to their successors, all else to the search.
    """

    def wrap(page: _Page) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(page)
        def found(request: HttpRequest, key: str) -> HttpResponse:
            try:
                ags = normalise_key(key)
                place = territory(ags)
            except KeyProblem as problem:
                return _not_found(request, key, str(problem))
            if place.unincorporated:
                return _not_found(request, key, str(UnknownKey(key)))
            if place.valid_until is not None:
                context: dict[str, Any] = {"place": place, "successors": became(place)}
                return render(request, "joining/ended.html", context, status=404)
            return page(request, place) if ags == key else redirect(f"joining:{name}", key=ags)

        return found

    return wrap


def _not_found(request: HttpRequest, key: str, problem: str) -> HttpResponse:
    """The search with the sentence what is wrong with the key."""
    found = find_places(key)
    context = {"q": key, "found": found, "problem": found.problem or problem}
    return render(request, "joining/search.html", context, status=404)
