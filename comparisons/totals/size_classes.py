"""Classes of Gemeinden by number of inhabitants, from the public directory alone; none is smaller than it may be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EDGES = (0, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000)  # inhabitants; each class begins with its edge


@dataclass(frozen=True)
class SizeClass:
    """Gemeinden with `low` or more and fewer than `high` inhabitants; `high` None has no end."""

    low: int
    high: int | None
    keys: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The class as it is kept with an agreement."""
        return {"low": self.low, "high": self.high, "keys": list(self.keys)}


def from_json(kept: list[dict[str, Any]]) -> tuple[SizeClass, ...]:
    """The classes of an agreement."""
    return tuple(SizeClass(one["low"], one["high"], tuple(one["keys"])) for one in kept)


def size_classes(inhabitants: Mapping[str, int | None], *, fewest: int) -> tuple[SizeClass, ...]:
    """Classes with at least `fewest` Gemeinden each: smaller ones are put together with the next larger one.

    What remains at the end is put to the class before. Where the directory does not know the inhabitants of a
    Gemeinde there is one class of all.
    """
    everybody = tuple(sorted(inhabitants))
    whole = (SizeClass(0, None, everybody),)
    if any(number is None for number in inhabitants.values()) or len(everybody) < fewest:
        return whole
    found: list[SizeClass] = []
    low, waiting = 0, list[str]()
    for place, _edge in enumerate(EDGES):
        waiting += [key for key in everybody if bisect_right(EDGES, inhabitants[key] or 0) == place + 1]
        high = EDGES[place + 1] if place + 1 < len(EDGES) else None
        if len(waiting) >= fewest:
            found.append(SizeClass(low, high, tuple(sorted(waiting))))
            low, waiting = high or low, []
    if not found:
        return whole
    last = found.pop()
    return (*found, SizeClass(last.low, None, tuple(sorted([*last.keys, *waiting]))))
