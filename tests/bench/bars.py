"""What must hold for reading official files and showing them, and whether it held in this run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.bench.pairs import Pair

READER, STORING, PROFILE, PREVIEW, MEMORY = 3.0, 3.0, 1.0, 2.0, 512.0


@dataclass(frozen=True)
class Bar:
    """One limit with the figure measured; it holds where the figure is not above it."""

    name: str
    measured: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.measured <= self.limit


def bars(pairs: Sequence[Pair], memory: float) -> list[Bar]:
    """All bars of this run; raises LookupError where one was not measured at all.

    Ratios and seconds are medians of the repetitions; `memory` is in MB.
    """
    found = [
        *_of(pairs, "read ", lambda pair: pair.ratio, READER, "× peer"),
        *_of(pairs, "import ", lambda pair: pair.ratio, STORING, "× raw COPY", peer="raw COPY"),
        *_of(pairs, "profile ", _seconds, PROFILE, "s", ending=", cold"),
        *_of(pairs, "preview ", _seconds, PREVIEW, "s"),
    ]
    return [*found, Bar("memory of one reader, at most", memory, MEMORY, "MB")]


def _of(
    pairs: Sequence[Pair],
    beginning: str,
    figure: Callable[[Pair], float],
    limit: float,
    unit: str,
    *,
    ending: str = "",
    peer: str = "",
) -> list[Bar]:
    """One bar for each pair so named."""
    found = [
        Bar(pair.name, figure(pair), limit, unit)
        for pair in pairs
        if pair.name.startswith(beginning) and pair.name.endswith(ending) and pair.peer.startswith(peer)
    ]
    if not found:
        raise LookupError(f"nothing measured for “{beginning}…{ending}”")
    return found


def _seconds(pair: Pair) -> float:
    return statistics.median(pair.our_seconds)


def lines(found: Sequence[Bar]) -> Iterator[str]:
    """One line per bar, and how many of them hold."""
    row = "{:<68} {:>18} {:>20} {:>6}"
    yield row.format("bar", "measured", "at most", "holds")
    for bar in found:
        measured, limit = (f"{figure:.2f} {bar.unit}" for figure in (bar.measured, bar.limit))
        yield row.format(bar.name, measured, limit, "yes" if bar.holds else "NO")
    yield f"{sum(bar.holds for bar in found)} of {len(found)} hold"
