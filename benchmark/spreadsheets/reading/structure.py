"""What the columns of a table are: period, key, label or numbers; found by their cells, not by their wording."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from benchmark.spreadsheets.reading.blocks import Frame, frame_of, head_rows, is_unit_row
from benchmark.spreadsheets.reading.cells import (
    LETTER,
    Cell,
    Kind,
    identity_of,
    kind_of,
    label_of,
    text_of,
    without_years,
    year_of,
    years_within,
)
from benchmark.spreadsheets.reading.sheets import Sheet, letters

ONLY_YEARS = "#"  # identity of columns whose head says nothing but a year
MOST = 0.6  # share of filled cells that must agree before a column is called something
MOST_LOOKED_AT = 400  # rows that decide what a column is
_KEY_LABEL = re.compile(
    r"ags|gkz|ars\b|schlüssel|schluessel|kennziffer|regionalnr|[kg]id|\bid|_id|\bnr\b|nummer|code|key"
)
_YEAR_LABEL = re.compile(r"jahr|zeit|stichtag|stand|year|period|datum")


class Role(StrEnum):
    """What a column is for."""

    YEAR = "year"
    KEY = "key"
    LABEL = "label"
    NUMBER = "number"
    EMPTY = "empty"


@dataclass(frozen=True)
class Column:
    """One column; `identity` is what stays the same next year, `year` stands where the head gives one."""

    index: int
    label: str
    identity: str
    role: Role
    year: int | None = None
    unit: str = ""
    repeats: bool = False  # blank cells mean the cell above

    @property
    def name(self) -> str:
        return letters(self.index)


@dataclass(frozen=True)
class Structure:
    """How one sheet is built."""

    sheet: str
    frame: Frame
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    title_years: tuple[int, ...]
    head_years: tuple[int, ...]  # years in labels of numbers, outside of a time axis
    years_in_head: bool  # whether the head is a time axis

    def of(self, *roles: Role) -> list[Column]:
        return [column for column in self.columns if column.role in roles]

    @property
    def signature(self) -> str:
        """A fingerprint of the structure: which columns there are and where the years stand, no values, no years."""
        parts = [f"{column.role}:{column.identity}" for column in self.columns if column.role is not Role.EMPTY]
        kept = [str(self.years_in_head), *dict.fromkeys(parts)]
        return hashlib.sha256("\n".join(kept).encode()).hexdigest()


def structure_of(sheet: Sheet, corrected: Frame | None = None) -> Structure | None:
    """How a sheet is built, within the frame a person gave or the one found; None where there are no numbers."""
    frame = corrected or frame_of(sheet)
    if frame is None or frame.data >= min(frame.end, len(sheet.rows)) or not sheet.width:
        return None
    frame = replace(frame, end=min(frame.end, len(sheet.rows)))
    head = head_rows(sheet, frame)
    looked_at = _sample(sheet.rows[frame.data : frame.end])
    cells = [[row[column] for row in looked_at] for column in range(sheet.width)]
    labels, units = _labels(head, sheet.width)
    roles = _roles(cells, labels)
    years = _head_years(head, sheet.width)
    numbers = [column for column in range(sheet.width) if roles[column] is Role.NUMBER]
    dated = [column for column in numbers if years[column] is not None]
    in_head = len(dated) > 0 and len(dated) >= MOST * len(numbers)
    columns = _columns(labels, units, roles, years if in_head else [None] * sheet.width, cells)
    titles = _titles(sheet, frame)
    loose = {year for at in numbers if not (in_head and at in dated) for year in years_within(labels[at])}
    return Structure(
        sheet=sheet.name,
        frame=frame,
        columns=columns,
        titles=titles,
        title_years=tuple(dict.fromkeys(year for title in titles for year in years_within(title))),
        head_years=tuple(sorted(loose)),
        years_in_head=in_head,
    )


def _sample(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """Enough rows to judge by, spread over the whole table."""
    step = max(1, len(rows) // MOST_LOOKED_AT)
    return rows[::step]


def _labels(head: list[Sequence[Cell]], width: int) -> tuple[list[str], list[str]]:
    """The labels of each column from top to bottom, and its unit where a row of the head names units."""
    units = [""] * width
    lines: list[list[str]] = []
    for number, row in enumerate(head):
        texts = [label_of(cell) for cell in row]
        if is_unit_row(row):
            units = _filled(texts)
        else:
            spans = number < len(head) - 1 and not all(is_unit_row(later) for later in head[number + 1 :])
            lines.append(_filled(texts) if spans or _one_for_all(texts) else texts)
    labels = []
    for column in range(width):
        parts = dict.fromkeys(line[column] for line in lines if line[column])
        labels.append(" · ".join(parts))
    return labels, units


def _one_for_all(texts: list[str]) -> bool:
    """Whether a line of the head has one text only, which then speaks for all columns to its right."""
    said = [at for at, text in enumerate(texts) if text]
    return len(said) == 1 and said[0] > 0 and len(texts) - said[0] > 2


def _filled(texts: list[str]) -> list[str]:
    """A line of the head whose merged cells repeat their text to the right."""
    last, filled = "", []
    for text in texts:
        last = text or last
        filled.append(last)
    return filled


def _roles(cells: list[list[Cell]], labels: list[str]) -> list[Role]:
    roles = [_role(column, labels[at].casefold()) for at, column in enumerate(cells)]
    if roles[0] is Role.NUMBER and not labels[0] and Role.LABEL in roles[1:3] and all(map(_like_key, _said(cells[0]))):
        roles[0] = Role.KEY
    if Role.YEAR in roles:
        first = roles.index(Role.YEAR)
        roles = [Role.NUMBER if role is Role.YEAR and at != first else role for at, role in enumerate(roles)]
        before = [role for role in roles[:first] if role is Role.NUMBER]
        if before and not _YEAR_LABEL.search(labels[first].casefold()):
            roles[first] = Role.NUMBER
    return roles


def _role(column: list[Cell], label: str) -> Role:
    said = _said(column)
    if not said:
        return Role.EMPTY
    enough = MOST * len(said)
    kinds = Counter(kind_of(cell) for cell in said)
    if kinds[Kind.YEAR] >= enough:
        return Role.YEAR
    if sum(_like_key(cell) for cell in said) >= enough and (_KEY_LABEL.search(label) or _zero_first(said)):
        return Role.KEY
    if kinds[Kind.NUMBER] + kinds[Kind.YEAR] >= enough:
        return Role.NUMBER
    if not any(isinstance(cell, str) and LETTER.search(cell) for cell in said):
        return Role.NUMBER if any(isinstance(cell, Decimal) for cell in said) else Role.LABEL
    return Role.LABEL


def _said(column: list[Cell]) -> list[Cell]:
    return [cell for cell in column if cell is not None and cell != ""]


def _like_key(cell: Cell) -> bool:
    text = text_of(cell)
    return text.isdecimal() and len(text) <= 12


def _zero_first(said: list[Cell]) -> bool:
    """Whether digits with a zero in front stand in a column, as only keys have them."""
    return any(isinstance(cell, str) and len(cell.strip()) > 1 and cell.strip().startswith("0") for cell in said)


def _head_years(head: list[Sequence[Cell]], width: int) -> list[int | None]:
    """The year above each column; merged cells repeat theirs to the right."""
    found: list[int | None] = [None] * width
    for row in head:
        years: list[int | None] = []
        for cell in row:
            within = years_within(label_of(cell)) if isinstance(cell, str) else ()
            years.append(year_of(cell) or (within[0] if len(within) == 1 else None))
        if not any(years):
            continue
        last, blank = None, True
        for column in range(width):
            if text_of(row[column]):
                last, blank = years[column], False
            if last is not None and not blank:
                found[column] = last
    return found


def _columns(
    labels: list[str], units: list[str], roles: list[Role], years: list[int | None], cells: list[list[Cell]]
) -> tuple[Column, ...]:
    """Columns with identities that tell them apart; a year in the head is no part of them."""
    seen: Counter[tuple[str, int | None]] = Counter()
    columns = []
    for at, role in enumerate(roles):
        year = years[at] if role is Role.NUMBER else None
        label = " · ".join(part for part in map(without_years, labels[at].split(" · ")) if part) if year else labels[at]
        unit = units[at] if role is Role.NUMBER else ""
        identity = identity_of(f"{label} [{unit}]" if unit else label)
        if not identity:
            identity = letters(at).casefold() if year is None else ONLY_YEARS
        seen[identity, year] += 1
        if seen[identity, year] > 1:
            identity = f"{identity} ~{seen[identity, year]}"
        repeats = role in (Role.LABEL, Role.KEY, Role.YEAR) and _repeats(cells[at])
        columns.append(Column(at, label, identity, role, year, unit, repeats))
    return tuple(columns)


def _repeats(column: list[Cell]) -> bool:
    """Whether a column is filled only where its text changes, as merged cells leave it."""
    if len(column) < 3 or not text_of(column[0]):
        return False
    filled = sum(1 for cell in column if text_of(cell))
    return 1 < filled <= 0.7 * len(column)


def _titles(sheet: Sheet, frame: Frame) -> tuple[str, ...]:
    """The texts above the head."""
    texts = (text_of(cell) for row in sheet.rows[: frame.head] for cell in row)
    return tuple(dict.fromkeys(text for text in texts if text))
