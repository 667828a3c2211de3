"""What one cell says: as a label, as a year, as a number in the style of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from benchmark.harmonisation.missing import Sign
from benchmark.harmonisation.numbers import NumberError, Parsed, parse_german, parse_plain

Cell = str | Decimal | date | bool | None

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
LONGEST_YEAR = 40  # characters; longer cells are sentences
_YEAR_WORDS = r"(?:(?:berichtsjahr|jahr|stand|stichtag|ende|am|zum|per|year)[:.]?\s*)*"
_YEAR = re.compile(rf"{_YEAR_WORDS}(?:(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?)?((?:19|20)\d\d)\**", re.IGNORECASE)
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[ T]00:00:00)?")
_YEAR_WITHIN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATED = re.compile(
    r"(?:\b(?:am|zum|stand:?|jahr)\s+)?(?:\d{1,2}\.\s?\d{1,2}\.\s?)?(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"_\d\d$")
_FOOTNOTE = re.compile(r"(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\*+|(?<=\D)\s?\d{1,2}\))$")
_NUMBER_NOTE = re.compile(r"(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*]+|\s+\d{1,2}\)|(?<=\d)\s?[rpsb])$")
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_ENGLISH = re.compile("[-\u2212]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\\.[0-9]+)?")
_SPACES = re.compile(r"\s+")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
LETTER = re.compile(r"[^\W\d_]")


class Style(StrEnum):
    """What dots and commas mean in the texts of a file."""

    GERMAN = "german"  # 1.234,5
    ENGLISH = "english"  # 1,234.5


@dataclass(frozen=True)
class Number:
    """A cell read as a number: a value, a printed sign, or an error; `percent` where a percent sign stood with it."""

    value: Decimal | None = None
    sign: Sign | None = None
    error: NumberError | None = None
    readings: tuple[Decimal, ...] = ()
    percent: bool = False

    @property
    def is_one(self) -> bool:
        """Whether the cell belongs into a column of numbers: a number or the sign for a missing one."""
        return self.value is not None or self.sign is not None or self.error is NumberError.AMBIGUOUS


EMPTY = Number(error=NumberError.EMPTY)


def text_of(cell: Cell) -> str:
    """A cell as people see it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _SPACES.sub(" ", cell).strip()
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, Decimal):
        plain = f"{cell:f}"
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
    return f"{cell:%d.%m.%Y}"


def label_of(cell: Cell) -> str:
    """A label without the marks of footnotes."""
    if isinstance(cell, str):
        cell = re.sub(r"(?<=\w)-\n\s*(?=[a-zäöü])", "", cell)
    return _FOOTNOTE.sub("", text_of(cell)).strip()


def identity_of(label: str) -> str:
    """A label as next year's file will have it: without years, capitals and double spaces."""
    plain = _SHORT_YEAR.sub("_#", _YEAR_WITHIN.sub("#", label.casefold()))
    return _SPACES.sub(" ", plain).strip()


def year_of(cell: Cell) -> int | None:
    """The year if the whole cell says one: 2019, 31.12.2019, a date, “Stand: 31.12.2019”; else None."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, date):
        return _possible(cell.year)
    if isinstance(cell, Decimal):
        return int(cell) if EARLIEST_YEAR <= cell <= LATEST_YEAR and cell == int(cell) else None
    return _year_of_text(cell) if len(cell) <= LONGEST_YEAR else None


@lru_cache(maxsize=20_000)
def _year_of_text(text: str) -> int | None:
    if not _FOUR_DIGITS.search(text):
        return None
    text = label_of(text)
    if iso := _ISO_DAY.fullmatch(text):
        return _year_of_day(*(int(part) for part in iso.groups()))
    if found := _YEAR.fullmatch(text):
        day, month, year = found.groups()
        return _year_of_day(int(year), int(month), int(day)) if day else _possible(int(year))
    return None


def years_within(text: str) -> tuple[int, ...]:
    """All different years that a text mentions, in their order."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR_WITHIN.findall(text) if _possible(int(year))))


def without_years(text: str) -> str:
    """A label without the years in it and what is left of their dates."""
    return _SPACES.sub(" ", _DATED.sub(" ", text)).strip(" -–,;:()")


class Kind(StrEnum):
    """What a cell looks like, without knowing its column."""

    BLANK = "blank"
    YEAR = "year"
    NUMBER = "number"  # also a printed sign
    TEXT = "text"


def kind_of(cell: Cell) -> Kind:
    """What a cell looks like; a text that can be read as a number in some style is one."""
    if cell is None or cell == "":
        return Kind.BLANK
    if isinstance(cell, str):
        return _kind_of_text(cell)
    if year_of(cell) is not None:
        return Kind.YEAR
    return Kind.NUMBER if isinstance(cell, Decimal) else Kind.TEXT


@lru_cache(maxsize=50_000)
def _kind_of_text(text: str) -> Kind:
    if year_of(text) is not None:
        return Kind.YEAR
    if len(text) > LONGEST_YEAR or len(LETTER.findall(text)) > 1:
        return Kind.TEXT if text.strip() else Kind.BLANK
    if not text.strip():
        return Kind.BLANK
    return Kind.NUMBER if read_number(text, None).is_one else Kind.TEXT


def _possible(year: int) -> int | None:
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _year_of_day(year: int, month: int, day: int) -> int | None:
    try:
        return _possible(date(year, month, day).year)
    except ValueError:
        return None


def read_number(cell: Cell, style: Style | None) -> Number:
    """Read a cell as a number. Without a style, a text with two readings is AMBIGUOUS; it is never guessed."""
    if isinstance(cell, Decimal):
        return Number(value=cell) if cell.is_finite() else Number(error=NumberError.NOT_FINITE)
    if cell is None:
        return EMPTY
    if not isinstance(cell, str):
        return Number(error=NumberError.NOT_A_NUMBER)
    text = cell.strip()
    if not text:
        return EMPTY
    if text.isascii() and text.isdigit() and (text[0] != "0" or len(text) == 1) and len(text) < 13:
        return Number(value=Decimal(text))
    if len(text) > 2:
        text = _NUMBER_NOTE.sub("", text).strip() or text
    percent = text.endswith("%")
    if percent:
        text = text[:-1].rstrip()
    return _in_style(text, style, percent=percent)


def _in_style(text: str, style: Style | None, *, percent: bool) -> Number:
    if style is Style.GERMAN:
        return _number(parse_german(text, thousands=True), percent=percent)
    if style is Style.ENGLISH:
        return _number(_parse_english(text), percent=percent)
    german, english = parse_german(text, thousands=None), _parse_english(text)
    if german.error is NumberError.AMBIGUOUS:
        return _number(german, percent=percent)
    if german.value is None or english.value is None:
        return _number(english if german.error and not english.error else german, percent=percent)
    if german.value == english.value:
        return _number(german, percent=percent)
    readings = (english.value, german.value)
    return Number(error=NumberError.AMBIGUOUS, readings=readings, percent=percent)


def _parse_english(text: str) -> Parsed:
    return parse_plain(text.replace(",", "") if _ENGLISH.fullmatch(text) else text)


def _number(parsed: Parsed, *, percent: bool) -> Number:
    return Number(parsed.value, parsed.sign, parsed.error, parsed.readings, percent)


@dataclass(frozen=True)
class StyleFound:
    """The style that the texts of a file show, with the texts that show it; both where they contradict each other."""

    style: Style | None
    german: str = ""
    english: str = ""
    ambiguous: str = ""

    @property
    def contradicts(self) -> bool:
        return bool(self.german and self.english)

    @property
    def must_ask(self) -> bool:
        """Whether a text can be read in two ways and nothing in the file says how."""
        return self.style is None and bool(self.ambiguous or self.contradicts)


def style_of(texts: Iterable[str]) -> StyleFound:
    """What the numbers written as text say about dots and commas."""
    german = english = ambiguous = ""
    for text in texts:
        if "." not in text and "," not in text:
            continue
        plain = text.strip().rstrip("%").strip()
        if _TWO_READINGS.fullmatch(plain):
            ambiguous = ambiguous or plain
            continue
        one, two = parse_german(plain, thousands=None), _parse_english(plain)
        if one.error is NumberError.AMBIGUOUS or (None not in (one.value, two.value) and one.value != two.value):
            ambiguous = ambiguous or plain
        elif one.value is not None and two.value is None:
            german = german or plain
        elif two.value is not None and one.value is None:
            english = english or plain
    style = None
    if bool(german) != bool(english):
        style = Style.GERMAN if german else Style.ENGLISH
    return StyleFound(style, german, english, ambiguous)
