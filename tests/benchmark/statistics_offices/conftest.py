"""A small directory, the extracts (hand-made, invented numbers) and shortcuts for reading files without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import Extract, Value, extract
from benchmark.statistics_offices.territory_keys import Directory
from benchmark.territories import compact

EXTRACTS = Path(__file__).parent / "extracts"

ALWAYS = ((None, None),)
SMALL = Directory(
    {
        "03152": ((None, date(2016, 10, 31)),),
        "03156": ((None, date(2016, 10, 31)),),
        "03157": ALWAYS,
        "03159": ((date(2016, 11, 1), None),),
        "03241": ((date(2001, 11, 1), None),),
        "03241001": ALWAYS,
        "03155": ALWAYS,
        "03459": ALWAYS,
        "03459007": ALWAYS,
        "05754": ALWAYS,
        "05754008": ALWAYS,
        "05754024": ALWAYS,
        "07131": ALWAYS,
        "07131001": ALWAYS,
        "11000": ALWAYS,
    }
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Sentences are compared in the source language, whether translations are compiled or not."""
    with translation.override("en"):
        yield


@pytest.fixture
def bytes_of() -> Callable[[str], bytes]:
    """The bytes of an extract."""
    return lambda name: (EXTRACTS / name).read_bytes()


def understood(data: bytes, name: str, directory: Directory = SMALL) -> Extract:
    """A file read and understood, without storing anything."""
    return extract(readers.read(data, name), directory, name=name)


def by_cell(found: Extract) -> dict[tuple[str, str, str, int], Value]:
    """Values by measure, group, AGS and year."""
    return {(v.measured.measure, v.measured.group, v.ags, v.year): v for v in found.values}


@pytest.fixture(scope="session")
def whole_directory() -> Directory:
    """The directory as shipped, without a database."""
    spans: dict[str, tuple[tuple[date | None, date | None], ...]] = {}
    for kreis in compact.read_kreise():
        spans[kreis.ags] = (*spans.get(kreis.ags, ()), (kreis.valid_from, kreis.valid_until))
    for gemeinde in compact.read_gemeinden():
        spans[gemeinde.ars[:5] + gemeinde.ars[-3:]] = ALWAYS
    return Directory(spans)
