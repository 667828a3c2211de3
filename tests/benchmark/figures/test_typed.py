"""Texts of one row as the server reads them: number, sign, question, error, and what they say together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from benchmark.catalogue.selectors import indicator
from benchmark.figures.contents import Point, point_of_key
from benchmark.figures.entry.typed import LEFT_OPEN, Reading, Typed, read

pytestmark = pytest.mark.requirement("I3.8")
POINT = Point("DEM-01", 2023, "total", "NAT_FS")


@pytest.fixture
def reads(world_of_module: None) -> Any:
    """Read a row of DEM-01 (shares of people in percent)."""
    from tenants.border import Role, acting_as

    with acting_as(Role.PLATFORM):
        definition = indicator("DEM-01")

    def with_usual(**texts: str) -> Reading:
        with translation.override("de"):
            return read(definition, POINT, Typed(**texts), None, people="Personen")

    return with_usual


@pytest.mark.parametrize(
    ("field", "text", "echo"),
    [
        ("numerator", "12.345", "12345 Personen"),
        ("numerator", " 12345 ", "12345 Personen"),
        ("denominator", "1.234.567", "1234567 Personen"),
        ("value", "46,2", "46,2\u202f%"),
        ("numerator", "–", "0 Personen"),
        ("numerator", "x", "von der Quelle gesperrt"),
    ],
)
def test_what_is_typed_is_echoed(reads: Any, field: str, text: str, echo: str) -> None:
    assert reads(**{field: text}).echoes[field].text == echo


def test_a_number_with_two_readings_is_a_question_and_no_figure(reads: Any) -> None:
    reading = reads(value="1.234")
    assert reading.echoes["value"].readings == ("1234", "1,234")
    assert reading.asks
    assert reading.numbers is None


@pytest.mark.parametrize("text", ["12,5", "1e3", "NaN", "031", "zwölf"])
def test_what_is_no_count_says_why(reads: Any, text: str) -> None:
    reading = reads(numerator=text, denominator="100")
    assert reading.echoes["numerator"].error
    assert reading.has_errors
    assert reading.numbers is None


def test_the_share_is_computed_at_once(reads: Any) -> None:
    assert reads(numerator="1", denominator="3").value == Decimal("33.33333333")


def test_one_count_alone_only_waits(reads: Any) -> None:
    reading = reads(numerator="5")
    assert (reading.numbers, reading.has_errors, reading.asks) == (None, False, False)


@pytest.mark.parametrize(
    "texts",
    [
        {"numerator": "11", "denominator": "10"},
        {"numerator": "1", "denominator": "0"},
        {"value": "101"},
        {"numerator": "1", "denominator": "2", "value": "50"},
        {"numerator": "1", "denominator": "2", "missing": "blocked"},
        {"value": "5", "missing": LEFT_OPEN},
    ],
)
def test_what_cannot_be_together_says_why(reads: Any, texts: dict[str, str]) -> None:
    assert reads(**texts).error


def test_left_open_is_no_reason(reads: Any) -> None:
    reading = reads(missing=LEFT_OPEN)
    assert reading.open_on_purpose
    assert reading.numbers is None


def test_the_mark_of_a_row_changes_with_every_text_and_place() -> None:
    row = Typed(numerator="1", denominator="2")
    digests = {
        row.digest,
        replace(row, note="neu").digest,
        Typed(numerator="12").digest,
        Typed(denominator="12").digest,
    }
    assert len(digests) == 4


@pytest.mark.parametrize("key", ["", "DEM-01", "DEM-01.20x3.total.NAT_FS", "DEM-01.²023.total.X", "a.1.b.c.d"])
def test_what_is_no_key_names_no_point(key: str) -> None:
    assert point_of_key(key) is None


def test_a_key_reads_back() -> None:
    assert point_of_key(POINT.key) == POINT
