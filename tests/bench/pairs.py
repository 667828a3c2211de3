"""Two ways of doing the same, measured in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Seconds of both ways per repetition, and what exactly each of them did."""

    name: str
    ours: str
    peer: str
    our_seconds: list[float]
    peer_seconds: list[float]

    @property
    def ratios(self) -> list[float]:
        """Ours divided by the peer, per repetition: below 1 ours is quicker."""
        return [ours / peer for ours, peer in zip(self.our_seconds, self.peer_seconds, strict=True)]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)


def timed(work: Callable[[], object]) -> float:
    """Seconds that this took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def paired(
    name: str,
    ours: tuple[str, Callable[[], float]],
    peer: tuple[str, Callable[[], float]],
    *,
    repetitions: int,
    before_each: Callable[[], None] = lambda: None,
) -> Pair:
    """Measure both in turns; every second time the peer begins. Each way returns its own seconds."""
    seconds: dict[str, list[float]] = {"ours": [], "peer": []}
    ways = [("ours", ours[1]), ("peer", peer[1])]
    for number in range(repetitions):
        for side, way in ways if number % 2 == 0 else reversed(ways):
            before_each()
            seconds[side].append(way())
    return Pair(name, ours[0], peer[0], seconds["ours"], seconds["peer"])
