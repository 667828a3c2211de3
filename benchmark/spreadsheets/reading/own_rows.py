"""Which rows of a table speak of one's own municipality, and which columns tell those rows apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmark.spreadsheets.reading.cells import LETTER, Cell, identity_of, text_of
from benchmark.spreadsheets.reading.sheets import Sheet
from benchmark.spreadsheets.reading.structure import Column, Role, Structure

MOST_APART = 3  # columns that together may tell rows apart
MOST_KINDS = 400  # different texts of a column that tells rows apart
_KIND_WORDS = re.compile(
    r"\b(landkreis|kreisfreie|kreis|stadtkreis|hansestadt|landeshauptstadt|universitätsstadt|stadt|gemeinde|markt|region|lk|krfr|st|insgesamt|gesamt)\b\.?"
)
_TOTAL = re.compile(r"(gesamtstadt|stadt gesamt|insgesamt|gesamt|summe|kreis insgesamt|landkreis|gesamtsumme|total)")


@dataclass(frozen=True)
class Own:
    """The municipality whose table it is."""

    ags: str
    name: str


class Why:
    """Why rows were taken for one's own."""

    KEY = "key"
    SHORT_KEY = "short_key"  # digits in front are missing
    NAME = "name"
    TOTAL = "total"
    NONE = "none"  # the table speaks of one unit only


@dataclass(frozen=True)
class OwnRows:
    """The column and the text that mark one's own rows; both empty where all rows are one's own."""

    column: str = ""
    text: str = ""
    why: str = Why.NONE


def own_rows(sheet: Sheet, structure: Structure, own: Own) -> OwnRows:
    """The rows of the municipality: by its key, else by its name, else the row of the sum of all units."""
    for column in structure.of(Role.KEY):
        texts = _texts(sheet, structure, column)
        for text in texts:
            if is_own_key(text, own.ags):
                why = Why.KEY if text == own.ags or len(text) >= len(own.ags) else Why.SHORT_KEY
                return OwnRows(column.identity, text, why)
        if texts and all(len(text) <= 3 for text in texts) and (short := _short_key(texts, own.ags)):
            return OwnRows(column.identity, short, Why.SHORT_KEY)
    for column in structure.of(Role.LABEL):
        for text in _texts(sheet, structure, column):
            if core_of(text) and core_of(text) == core_of(own.name):
                return OwnRows(column.identity, text, Why.NAME)
    if structure.of(Role.KEY):
        for column in structure.of(Role.LABEL):
            for text in _texts(sheet, structure, column):
                if _TOTAL.fullmatch(identity_of(text)):
                    return OwnRows(column.identity, text, Why.TOTAL)
    return OwnRows()


def core_of(name: str) -> str:
    """A name without the words for its kind: “Landkreis Peine” and “Peine, Landkreis” are the same."""
    return re.sub(r"[^\w]+", " ", _KIND_WORDS.sub(" ", name.casefold())).strip()


def is_own_key(text: str, ags: str) -> bool:
    """Whether digits are the municipality's key: short or with zeros behind, with or without the leading zero."""
    if not text.isdecimal() or len(text) < 4:
        return False
    forms = {ags}
    if len(ags) == 5:
        forms |= {f"{ags}000", f"{ags}0000000"}
    else:
        forms |= {f"{ags[:5]}0000{ags[5:]}"} | ({ags[:5]} if ags.endswith("000") else set())
    return text.lstrip("0") in {form.lstrip("0") for form in forms}


def same_text(one: str, other: str) -> bool:
    """Whether two labels are the same, apart from capitals, footnote marks and zeros in front of a key."""
    if one.isdecimal() and other.isdecimal():
        return one.lstrip("0") == other.lstrip("0")
    return identity_of(one) == identity_of(other)


def _short_key(texts: Iterable[str], ags: str) -> str:
    """The last three digits of a Kreis, as tables of one Land print them."""
    if len(ags) != 5:
        return ""
    return next((text for text in texts if text.isdecimal() and text.lstrip("0") == ags[2:].lstrip("0")), "")


def _texts(sheet: Sheet, structure: Structure, column: Column) -> list[str]:
    """All different texts of a column, in the order of the table."""
    rows = sheet.rows[structure.frame.data : structure.frame.end]
    return [text for text in dict.fromkeys(label_text(row[column.index]) for row in rows) if text]


_FOOTNOTE = re.compile(r"(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\*+|(?<=\D)\s?\d{1,2}\))$")


def label_text(cell: Cell) -> str:
    """The text of a label cell as it is compared and shown."""
    return _FOOTNOTE.sub("", text_of(cell)).strip() if isinstance(cell, str) else text_of(cell)


def apart_columns(rows: Sequence[tuple[int | None, tuple[str, ...]]], columns: Sequence[Column]) -> tuple[str, ...]:
    """The fewest label columns that tell rows of one year apart; none where there is one row per year.

    `rows` are the year of each own row and its texts in these columns. Columns of mere numbers come last.
    """
    rows = [row for row in rows if any(row[1]) or row[0] is not None]
    if len({year for year, _ in rows}) == len(rows):
        return ()
    kinds = {at: {texts[at] for _, texts in rows} for at in range(len(columns))}
    usable = [at for at, found in kinds.items() if 1 < len(found) <= MOST_KINDS]
    usable.sort(key=lambda at: (not any(LETTER.search(text) for text in kinds[at]), len(kinds[at]), at))
    usable = usable[:6]
    best: tuple[str, ...] = ()
    most = len({year for year, _ in rows})
    for size in range(1, MOST_APART + 1):
        for chosen in combinations(usable, size):
            different = len({(year, *(texts[at] for at in chosen)) for year, texts in rows})
            if different > most:
                most, best = different, tuple(columns[at].identity for at in chosen)
            if different == len(rows):
                return best
    return best


def meant_as_year(cell: Cell) -> bool:
    """Whether a cell that is no year was meant as one: digits without words, as 20255 or 29.02.2025."""
    text = text_of(cell)
    return any(letter.isdigit() for letter in text) and not LETTER.search(text)
