"""One world for all tests of a module: six Landkreise, a released circle, an own path with target and a gap."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from tests.comparisons.insights import scenes


def municipality_of(slug: str) -> Any:
    """A municipality of the test world."""
    from tenants.border import Role, acting_as
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug=slug)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test starts without kept charts and without counted sign-ins."""
    cache.clear()


@pytest.fixture(scope="module")
def scene(world_of_module: None) -> SimpleNamespace:
    """Ahausen with figures in all states, Bedorf with other ones, and their circle."""
    members = [municipality_of(place.slug) for place in scenes.SIX]
    ahausen, bedorf, *_others = members
    scenes.released_ring(members, (251, 331, 123, 211, 289, 417))
    scenes.use(ahausen, "REC-01", scenes.target_of("3", since=2022), question="Wer wird deutsch?")
    scenes.enter(ahausen, "ARB-01", "foreign", scenes.EMPLOYMENT)
    scenes.enter(ahausen, "ARB-01", "german", scenes.GERMANS)
    scenes.miss(ahausen, "ARB-01", "foreign", 2020, "too_small")
    scenes.settle_figures(ahausen)
    scenes.enter(ahausen, "ARB-01", "foreign", {2024: (5700, 10000)}, source="Entwurf der Probe")
    scenes.use(ahausen, "ARB-01", scenes.target_of("70"), question="Kommen alle in Arbeit?")
    scenes.enter(ahausen, "DEM-01", "total", {2022: (9000, 90000), 2023: (9001, 90000)}, invented=True)
    scenes.enter(bedorf, "ARB-01", "foreign", {2023: (4321, 10000)}, source="Geheim in Bedorf")
    scenes.settle_figures(bedorf)
    return SimpleNamespace(ahausen=ahausen, bedorf=bedorf, circle=scenes.CIRCLE)
