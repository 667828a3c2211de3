"""What the long files of single cities have in common: one head, rows by area, and no foot that tells a whole file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from benchmark.statistics_offices.refusals import FileRefused


def head_of(data: bytes) -> list[str]:
    """The names of the columns in the first line, lower case; empty where it is no comma-separated line."""
    first = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1").strip()
    try:
        return [cell.strip().lower() for cell in next(csv.reader([first]), [])]
    except csv.Error:  # no text at all
        return []


def rows_of(text: str, width: int, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells below the head; raises FileRefused for a row that is cut off or damaged."""
    if not text.endswith("\n"):
        raise FileRefused(
            _("“%(file)s” is cut off: its last row does not end. Please download it again.") % {"file": name}
        )
    lines = csv.reader(text.splitlines(), strict=True)
    next(lines)
    row = 1
    try:
        for cells in lines:
            row += 1
            if len(cells) != width:
                raise FileRefused(
                    _(
                        "“%(file)s”, row %(row)s: %(found)s cells instead of %(expected)s. The row is cut off or "
                        "damaged. Please download the file again."
                    )
                    % {"file": name, "row": row, "found": len(cells), "expected": width}
                )
            yield row, cells
    except csv.Error as error:
        raise FileRefused(
            _("“%(file)s”, row %(row)s cannot be read as a table row. Please download the file again.")
            % {"file": name, "row": row + 1}
        ) from error


class Completeness:
    """Which areas each part of a file lists: every part for every year, every area in every part.

    A part is one table or characteristic; the rows of its last area must have the features that all areas have.
    `optional` are areas that need not be everywhere, such as people who belong to no district.
    """

    def __init__(self, *, optional: frozenset[str] = frozenset()) -> None:
        self._optional = optional
        self._areas: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._last: tuple[tuple[str, str], str] = (("", ""), "")

    def note(self, part: str, year: str, area: str, feature: str = "") -> None:
        """One row of the file."""
        self._areas.setdefault((part, year), {}).setdefault(area, set()).add(feature)
        self._last = ((part, year), area)

    def refuse_cut_off(self, name: str) -> None:
        """Raise FileRefused where a part, an area of a part, or a feature of the last area is missing."""
        if not self._areas:
            raise FileRefused(_("“%(file)s” has a head but no data rows. Please download it again.") % {"file": name})
        parts = {part for part, _year in self._areas}
        years = {year for _part, year in self._areas}
        everywhere = set().union(*self._areas.values()) - self._optional
        last, area = self._last
        others = [features for one, features in self._areas[last].items() if one != area]
        features_of_all = set.intersection(*others) if others else set()
        whole = (
            len(self._areas) == len(parts) * len(years)
            and all(everywhere <= areas.keys() for areas in self._areas.values())
            and features_of_all <= self._areas[last][area]
        )
        if not whole:
            raise FileRefused(
                _("“%(file)s” is cut off: some of its rows lack areas that the others have. Please download it again.")
                % {"file": name}
            )
