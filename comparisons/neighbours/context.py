"""The table the distance works on: municipalities of one kind as rows, structural variables as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Context:
    """Public context of municipalities of one kind; NaN where a variable has no published value.

    `logarithmic` names the variables whose ratios matter and not their differences, such as population.
    """

    keys: tuple[str, ...]
    variables: tuple[str, ...]
    values: Matrix
    logarithmic: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.keys), len(self.variables)):
            raise ValueError(f"{self.values.shape} values for {len(self.keys)} keys × {len(self.variables)} variables")

    def row(self, key: str) -> int:
        """The row of a municipality. Raises KeyError for one that is not in the table."""
        return self._places[key]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def value(self, key: str, variable: str) -> float | None:
        """One value in the variable's own unit, None where there is none."""
        number = float(self.values[self.row(key), self.variables.index(variable)])
        return None if np.isnan(number) else number


def context_of(
    rows: Mapping[str, Mapping[str, float | None]],
    variables: Sequence[str],
    *,
    logarithmic: frozenset[str] = frozenset(),
) -> Context:
    """The table of some municipalities given as key → variable → value; what is not given is missing."""
    values = np.array(
        [
            [np.nan if (number := row.get(variable)) is None else float(number) for variable in variables]
            for row in rows.values()
        ],
        dtype=np.float64,
    ).reshape(len(rows), len(variables))
    return Context(tuple(rows), tuple(variables), values, logarithmic)
