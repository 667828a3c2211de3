"""How a cell of a German table is read. The table below is printed in the Methodenblatt."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.harmonisation.missing import Sign
from benchmark.harmonisation.numbers import Ambiguous, NumberError, parse_german, parse_plain

UNDECLARED, DOTS, NO_DOTS = None, True, False

NUMBERS = [
    ("0", UNDECLARED, "0"),
    ("1234", UNDECLARED, "1234"),
    ("12,5", UNDECLARED, "12.5"),
    ("12,50", NO_DOTS, "12.50"),
    ("1.234", DOTS, "1234"),
    ("1.234,5", UNDECLARED, "1234.5"),
    ("1.234,5", DOTS, "1234.5"),
    ("1.234.567", UNDECLARED, "1234567"),
    ("-5", UNDECLARED, "-5"),
    ("\u22125", UNDECLARED, "-5"),
    ("-0", UNDECLARED, "0"),
    ("-0,0", UNDECLARED, "0.0"),
    ("1 234", UNDECLARED, "1234"),
    ("1\u202f234,5", UNDECLARED, "1234.5"),
    ("12\u00a0345\u00a0678", UNDECLARED, "12345678"),
    ("  42 ", UNDECLARED, "42"),
]

ERRORS = [
    ("", UNDECLARED, NumberError.EMPTY),
    ("\u202f", UNDECLARED, NumberError.EMPTY),
    ("1.234", NO_DOTS, NumberError.DECIMAL_POINT),
    ("1.234,5", NO_DOTS, NumberError.SEPARATOR),
    ("1 234", NO_DOTS, NumberError.SEPARATOR),
    ("12.5", UNDECLARED, NumberError.DECIMAL_POINT),
    ("0.123", UNDECLARED, NumberError.DECIMAL_POINT),
    ("1.23,4", UNDECLARED, NumberError.SEPARATOR),
    ("1.234 567", UNDECLARED, NumberError.SEPARATOR),
    ("1'234", UNDECLARED, NumberError.SEPARATOR),
    ("1_000", UNDECLARED, NumberError.SEPARATOR),
    ("1e308", UNDECLARED, NumberError.EXPONENT),
    ("1e309", UNDECLARED, NumberError.EXPONENT),
    ("1E-5", UNDECLARED, NumberError.EXPONENT),
    ("NaN", UNDECLARED, NumberError.NOT_FINITE),
    ("-nan", UNDECLARED, NumberError.NOT_FINITE),
    ("Infinity", UNDECLARED, NumberError.NOT_FINITE),
    ("-inf", UNDECLARED, NumberError.NOT_FINITE),
    ("\u0663", UNDECLARED, NumberError.FOREIGN_DIGITS),
    ("\uff11\uff12", UNDECLARED, NumberError.FOREIGN_DIGITS),
    ("1\u00b2", UNDECLARED, NumberError.FOREIGN_DIGITS),
    ("12,5 %", UNDECLARED, NumberError.PERCENT_SIGN),
    ("12,5%", UNDECLARED, NumberError.PERCENT_SIGN),
    ("03101", UNDECLARED, NumberError.LEADING_ZERO),
    ("9" * 19, UNDECLARED, NumberError.TOO_LARGE),
    ("9" * 400, UNDECLARED, NumberError.TOO_LARGE),
    ("#NV", UNDECLARED, NumberError.SPREADSHEET_ERROR),
    ("#DIV/0!", UNDECLARED, NumberError.SPREADSHEET_ERROR),
    ("rund 100", UNDECLARED, NumberError.NOT_A_NUMBER),
    ("+5", UNDECLARED, NumberError.NOT_A_NUMBER),
    (",5", UNDECLARED, NumberError.NOT_A_NUMBER),
    ("5,", UNDECLARED, NumberError.NOT_A_NUMBER),
    ("--5", UNDECLARED, NumberError.NOT_A_NUMBER),
    ("1\n2", UNDECLARED, NumberError.NOT_A_NUMBER),
]

SIGNS = [
    ("-", Sign.NOTHING),
    ("\u2013", Sign.NOTHING),
    (".", Sign.UNKNOWN),
    ("x", Sign.BLOCKED),
    ("/", Sign.NOT_RELIABLE),
    ("...", Sign.LATER),
    ("\u2026", Sign.LATER),
    ("()", Sign.LIMITED),
]


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(("text", "thousands", "value"), NUMBERS)
def test_a_number(text, thousands, value):
    parsed = parse_german(text, thousands=thousands)
    assert (str(parsed.value), parsed.sign, parsed.error) == (value, None, None)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(("text", "thousands", "error"), ERRORS)
def test_not_a_number(text, thousands, error):
    parsed = parse_german(text, thousands=thousands)
    assert (parsed.value, parsed.sign, parsed.error) == (None, None, error)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(("text", "sign"), SIGNS)
def test_a_printed_sign_is_neither_number_nor_error(text, sign):
    for parsed in (parse_german(text, thousands=None), parse_plain(text)):
        assert (parsed.value, parsed.sign, parsed.error) == (None, sign, None)


@pytest.mark.requirement("B8")
def test_a_number_in_brackets_keeps_its_value_and_its_limited_validity():
    parsed = parse_german("(12,3)", thousands=None)
    assert (parsed.value, parsed.sign) == (Decimal("12.3"), Sign.LIMITED)


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("text", "readings"), [("1.234", ("1234", "1.234")), ("\u221212.345", ("-12345", "-12.345")), ("(1.234)", None)]
)
def test_a_dot_nobody_declared_is_a_question(text, readings):
    parsed = parse_german(text, thousands=None)
    assert isinstance(parsed, Ambiguous)
    assert (parsed.value, parsed.error) == (None, NumberError.AMBIGUOUS)
    if readings:
        assert tuple(map(str, parsed.readings)) == readings


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(
    ("text", "value", "error"),
    [
        ("12.5", "12.5", None),
        ("1.234", "1.234", None),
        ("0.123456789012345", "0.123456789012345", None),
        ("-3", "-3", None),
        ("12,5", "None", NumberError.DECIMAL_COMMA),
        ("1,234.5", "None", NumberError.NOT_A_NUMBER),
        ("1e-05", "None", NumberError.EXPONENT),
        ("nan", "None", NumberError.NOT_FINITE),
        ("#NV", "None", NumberError.SPREADSHEET_ERROR),
    ],
)
def test_a_file_with_decimal_points(text, value, error):
    parsed = parse_plain(text)
    assert (str(parsed.value), parsed.error) == (value, error)


def read_slowly(text: str) -> set[Decimal]:
    """Every reading of a text without sign words, found by trying all meanings of each separator letter by letter."""
    body, minus = (text[1:], True) if text[:1] in ("-", "\u2212") else (text, False)
    readings = set()
    for group in ("", ".", " ", "\u202f"):
        for point in (",", "."):
            if group == point:
                continue
            whole, *rest = body.split(point)
            if len(rest) > 1 or (rest and (not rest[0] or set(rest[0]) - set("0123456789"))):
                continue
            parts = whole.split(group) if group else [whole]
            if group and (len(parts) < 2 or any(len(part) != 3 for part in parts[1:]) or not 1 <= len(parts[0]) <= 3):
                continue
            digits = "".join(parts)
            if not digits or set(digits) - set("0123456789") or (len(digits) > 1 and digits[0] == "0"):
                continue
            value = sum(int(digit) * Decimal(10) ** place for place, digit in enumerate(reversed(digits)))
            value += sum(
                (int(digit) * Decimal(10) ** -place for place, digit in enumerate(rest[0] if rest else "", 1)),
                Decimal(0),
            )
            readings.add(-value if minus else value)
    return readings


@given(st.text(alphabet="0123456789,. \u202f-\u2212", max_size=14))
def test_the_parser_agrees_with_a_slow_reader_of_all_meanings(text):
    text = text.strip(" \u202f")
    parsed = parse_german(text, thousands=None)
    readings = read_slowly(text)
    if parsed.value is not None:
        assert parsed.value in readings
    elif parsed.error is NumberError.AMBIGUOUS:
        assert set(parsed.readings) == readings
        assert len(readings) == 2
    elif parsed.sign is None:
        german = {reading for reading in readings if "," in text or "." not in text}
        assert not german


@given(
    st.decimals(min_value=-(10**17), max_value=10**17, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from([".", "\u202f", " ", ""]),
)
def test_what_is_written_the_german_way_is_read_back_exactly(value, separator):
    written = f"{value:,}".replace(",", "\u0001").replace(".", ",").replace("\u0001", separator)
    parsed = parse_german(written, thousands=True)
    assert parsed.value == value


@given(st.text(max_size=30))
def test_no_text_whatsoever_breaks_the_parser(text):
    for parsed in (parse_german(text, thousands=None), parse_plain(text)):
        assert (parsed.value is not None) + (parsed.error is not None) + (parsed.sign is not None) >= 1
        assert parsed.value is None or parsed.value.is_finite()
