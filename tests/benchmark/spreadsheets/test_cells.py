"""Single cells: numbers in two styles, signs, years, labels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.harmonisation.missing import Sign
from benchmark.harmonisation.numbers import NumberError
from benchmark.spreadsheets.reading.cells import Style, identity_of, label_of, read_number, style_of, year_of

pytestmark = pytest.mark.requirement("I3.1")

GERMAN, ENGLISH = Style.GERMAN, Style.ENGLISH


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234", GERMAN, "1234"),
        ("1.234", ENGLISH, "1.234"),
        ("1,234", ENGLISH, "1234"),
        ("1,234", GERMAN, "1.234"),
        ("1.234,5", None, "1234.5"),
        ("1,234.5", None, "1234.5"),
        ("12,5", None, "12.5"),
        ("12 345", None, "12345"),
        ("-0", None, "0"),
        ("−5", None, "-5"),
        ("12.345²", GERMAN, "12345"),
        ("12.345 1)", GERMAN, "12345"),
        ("812r", None, "812"),
        ("9,2 %", None, "9.2"),
        ("(17)", None, "17"),
    ],
)
def test_numbers(text: str, style: Style | None, value: str) -> None:
    assert read_number(text, style).value == Decimal(value)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("text", "style", "error"),
    [
        ("1.234", None, NumberError.AMBIGUOUS),
        ("1,234", None, NumberError.AMBIGUOUS),
        ("1e308", None, NumberError.EXPONENT),
        ("NaN", None, NumberError.NOT_FINITE),
        ("Infinity", None, NumberError.NOT_FINITE),
        ("1_000", None, NumberError.SEPARATOR),
        ("٣", None, NumberError.FOREIGN_DIGITS),
        ("１２", None, NumberError.FOREIGN_DIGITS),
        ("12.5", GERMAN, NumberError.DECIMAL_POINT),
        ("#DIV/0!", None, NumberError.SPREADSHEET_ERROR),
        ("", None, NumberError.EMPTY),
        ("03157", None, NumberError.LEADING_ZERO),
        ("rund 500", None, NumberError.NOT_A_NUMBER),
    ],
)
def test_no_numbers(text: str, style: Style | None, error: NumberError) -> None:
    found = read_number(text, style)
    assert (found.value, found.error) == (None, error)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(("text", "sign"), [("-", Sign.NOTHING), (".", Sign.UNKNOWN), ("x", Sign.BLOCKED)])
def test_signs(text: str, sign: Sign) -> None:
    assert read_number(text, None).sign is sign


def test_two_readings_are_both_named() -> None:
    assert set(read_number("1.234", None).readings) == {Decimal(1234), Decimal("1.234")}
    assert set(read_number("1,234", None).readings) == {Decimal(1234), Decimal("1.234")}


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([GERMAN, ENGLISH]))
def test_what_is_written_in_a_style_is_read_in_it(number: int, style: Style) -> None:
    written = f"{number:,}" if style is ENGLISH else f"{number:,}".replace(",", ".")
    assert read_number(written, style).value == number


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2019", 2019),
        (Decimal(2019), 2019),
        ("31.12.2019", 2019),
        ("2019-12-31", 2019),
        (date(2019, 12, 31), 2019),
        ("Stand: 31.12.2019", 2019),
        ("2019*", 2019),
        ("29.02.2025", None),
        ("20255", None),
        (Decimal("2019.5"), None),
        ("Summe", None),
        ("2019/20", None),
        (Decimal(12345), None),
        (True, None),
    ],
)
@pytest.mark.requirement("B11")
def test_years(cell: Any, year: int | None) -> None:
    assert year_of(cell) == year


def test_what_the_texts_of_a_file_show() -> None:
    assert style_of(["12.345", "9,2"]).style is GERMAN
    assert style_of(["12,345", "9.2"]).style is ENGLISH
    assert style_of(["1.234.567"]).style is GERMAN
    undecided = style_of(["12.345", "87"])
    assert (undecided.style, undecided.must_ask) == (None, True)
    against = style_of(["9,2", "9.25"])
    assert (against.style, against.must_ask, against.contradicts) == (None, True, True)
    assert not style_of(["87", "-"]).must_ask


def test_labels_stay_the_same_next_year() -> None:
    assert identity_of("Einwohner 31.12.2023") == identity_of("EINWOHNER  31.12.2024")
    assert identity_of("pop_19") == identity_of("pop_22")
    assert identity_of("Deutsche") != identity_of("Ausländer")
    assert label_of("Ausländer1)") == "Ausländer"
    assert label_of("Schul-\nabgänge²") == "Schulabgänge"
