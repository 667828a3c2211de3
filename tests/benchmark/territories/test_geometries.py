"""The official boundaries fit the directory: every unit that is drawn is known, and none is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmark.territories.keys import resolve
from benchmark.territories.names import search_keys
from benchmark.territories.selectors import gemeinden_of, kreise_of, territories_of
from tenants.border import Role, acting_as

pytestmark = [pytest.mark.official_files, pytest.mark.requirement("I3.3")]
EISENACH = "16056"  # a city of its own until 30.06.2021, drawn as of 31.12.2018


def units(folder: Path, name: str, layer: str) -> list[dict[str, Any]]:
    content = json.loads((folder / "geo" / name).read_text(encoding="utf-8"))
    assert content["type"] == "Topology"
    arcs = len(content["arcs"])
    found = content["objects"][layer]["geometries"]
    for one in found:
        rings = one["arcs"] if one["type"] == "Polygon" else [ring for part in one["arcs"] for ring in part]
        assert all(-arcs <= arc < arcs for ring in rings for arc in ring)
    return found


def test_all_kreise_of_2018_are_in_the_directory(world_of_module: None, official_files: Path) -> None:
    drawn = {
        one["properties"]["AGS"]: one["properties"]["GEN"]
        for one in units(official_files, "kreise_2018.topo.json", "lk")
    }
    assert len(drawn) == 401
    assert (drawn["01001"], drawn["03159"], drawn[EISENACH]) == ("Flensburg", "Göttingen", "Eisenach")
    with acting_as(Role.PLATFORM):
        known = territories_of(drawn)
        today = {place.ags for number in range(1, 17) for place in kreise_of(f"{number:02}")}
    assert set(known) == set(drawn)
    assert set(drawn) - today == {EISENACH}
    assert today <= set(drawn)


def test_all_gemeinden_of_nordrhein_westfalen_are_in_the_directory(world_of_module: None, official_files: Path) -> None:
    drawn = {
        one["properties"]["AGS"]: one["properties"]["GEN"]
        for one in units(official_files, "nrw_gemeinden.topo.json", "regions")
    }
    assert len(drawn) == 396
    assert drawn["05754044"] == "Verl"
    with acting_as(Role.PLATFORM):
        kreise = kreise_of("05")
        gemeinden = {place.ags: place for kreis in kreise for place in gemeinden_of(kreis.ags)}
        keys = {place.ags for place in kreise} | set(gemeinden)
    found = {resolve(key, keys.__contains__) for key in drawn}
    assert len(found) == 396
    assert set(gemeinden) <= found
    names = [ags for ags, place in gemeinden.items() if not set(search_keys(drawn[ags])) & set(search_keys(place.name))]
    assert len(names) <= 5, names
