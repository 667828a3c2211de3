"""What somebody makes of a rendered table: reads it from the page and narrows every number by linear programmes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from lxml import html
from scipy.optimize import linprog

MARK = "·"
Truth = Mapping[str, Mapping[str, int]]  # Gemeinde -> column -> number


def cells_of(page: bytes) -> list[list[str]]:
    """The body of the first table of a page: head, Gemeinden, one text per column."""
    body = html.fromstring(page.decode()).xpath("//main//table/tbody")[0]
    return [[_text(cell) for cell in row.xpath("./th|./td")] for row in body.xpath("./tr")]


def _text(cell: html.HtmlElement) -> str:
    hidden = {" ".join(one.text_content().split()) for one in cell.xpath('.//*[contains(@class, "sr-only")]')}
    text = " ".join(cell.text_content().split())
    for one in hidden:
        text = text.replace(one, "").strip()
    return text


def number(text: str) -> int | None:
    """A number as it is printed; None for the mark."""
    if text == MARK:
        return None
    return 0 if text == "–" else int(text.replace(".", ""))


@dataclass(frozen=True)
class Published:
    """One printed sum: whose numbers, which column, between which limits."""

    members: frozenset[str]
    column: str
    low: int
    high: int


def published(rows: Sequence[Sequence[str]], members: Sequence[Collection[str]], columns: Sequence[str], *, blur: int):
    """All printed sums of a table; `blur` is how far a printed number may be from the true one."""
    for row, whose in zip(rows, members, strict=True):
        for column, text in zip(columns, row[2:], strict=True):
            value = number(text)
            if value is not None:
                yield Published(frozenset(whose), column, max(value - blur, 0), value + blur)


@dataclass(frozen=True)
class Attack:
    """An attacker who knows all printed sums, that totals add up, and the coalition's own numbers."""

    truth: Truth
    sums: tuple[Published, ...]
    columns: tuple[str, ...]
    total: str = ""

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self.truth))

    def place(self, member: str, column: str) -> int:
        return self.members.index(member) * len(self.columns) + self.columns.index(column)

    def interval(self, member: str, column: str, coalition: Collection[str]) -> tuple[float, float]:
        """The smallest and the largest number that contradicts nothing."""
        size = len(self.members) * len(self.columns)
        bounds = [(0.0, None)] * size
        for known in coalition:
            for name in self.columns:
                value = float(self.truth[known][name])
                bounds[self.place(known, name)] = (value, value)
        rows, limits = [], []
        for one in self.sums:
            row = np.zeros(size)
            row[[self.place(each, one.column) for each in one.members]] = 1
            rows += [row, -row]
            limits += [one.high, -one.low]
        equal = []
        if self.total:
            for each in self.members:
                row = np.zeros(size)
                for name in self.columns:
                    row[self.place(each, name)] = 1 if name == self.total else -1
                equal.append(row)
        objective = np.zeros(size)
        objective[self.place(member, column)] = 1
        ends = []
        for side in (1, -1):
            found = linprog(
                side * objective,
                A_ub=np.array(rows) if rows else None,
                b_ub=limits or None,
                A_eq=np.array(equal) if equal else None,
                b_eq=np.zeros(len(equal)) if equal else None,
                bounds=bounds,
            )
            assert found.status in (0, 3), found.message
            ends.append(np.inf * -side if found.status == 3 else side * found.fun)
        return ends[0], ends[1]

    def width(self, member: str, column: str, coalition: Collection[str], *, p: float = 0.1) -> float:
        """The attacker's room on the narrower side, divided by what must be left: at least 1 is safe."""
        low, high = self.interval(member, column, coalition)
        value = self.truth[member][column]
        return min(high - value, value - low) / (p * value) if value else float("inf")  # nothing betrays no person

    def narrowest(self, size: int, *, columns: Collection[str] = ()) -> float:
        """The narrowest width over all numbers and all coalitions of this size."""
        return min(self.width(*one) for one in self._targets(size, columns or self.columns))

    def _targets(self, size: int, columns: Collection[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for coalition in combinations(self.members, size):
            for member in self.members:
                if member not in coalition:
                    for column in columns:
                        yield member, column, coalition
