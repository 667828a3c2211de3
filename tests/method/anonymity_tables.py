"""The tables of the method sheet on anonymity: `test_anonymity_sheet.py` checks each line against the rules, and
`python -m tests.method.anonymity_sheet` prints them in `docs/method/anonymity.md`.

Numbers are written down here by hand, from the rules and from published examples; nothing is computed.
"""

from __future__ import annotations

from typing import NamedTuple


class Threshold(NamedTuple):
    """From how many contributions on something is shown, by coalition and by members that count as known."""

    coalition: int
    known: int
    mean: int
    median: int
    quartiles: int
    tails: int


THRESHOLDS = (
    Threshold(1, 0, 5, 7, 13, 31),
    Threshold(1, 1, 5, 9, 17, 41),
    Threshold(2, 0, 5, 9, 17, 41),
    Threshold(2, 1, 6, 11, 21, 51),
    Threshold(2, 2, 7, 13, 25, 61),
    Threshold(3, 0, 6, 11, 21, 51),
    Threshold(3, 1, 7, 13, 25, 61),
)


class Mixture(NamedTuple):
    """A circle in which some values are known: who makes up the statistic, and which step of the table is reached.

    `protected` counts members whose value is not published, `consented` those of them that show it by name.
    """

    protected: int
    public: int
    consented: int
    in_it: int
    left_out: int
    level: str


NOTHING, MEAN, MEDIAN, QUARTILES = "nichts", "Mittelwert", "Median", "Viertelgrenzen"
MIXTURES = (
    Mixture(9, 0, 0, 9, 0, MEDIAN),
    Mixture(9, 0, 1, 9, 0, MEAN),
    Mixture(9, 0, 5, 9, 0, NOTHING),
    Mixture(0, 9, 0, 9, 0, MEDIAN),
    Mixture(1, 36, 0, 36, 1, QUARTILES),
    Mixture(7, 30, 0, 30, 7, QUARTILES),
    Mixture(34, 3, 0, 37, 0, QUARTILES),
    Mixture(4, 1, 0, 5, 0, NOTHING),
    Mixture(5, 1, 0, 6, 0, MEAN),
)


class Sum(NamedTuple):
    """A sum of counts and whether it may be shown: with coalition c and protection p in percent (p %-rule)."""

    parts: tuple[int, ...]
    coalition: int
    percent: int
    allowed: bool
    reason: str


SUMS = (
    Sum((50000, 49000, 1000), 1, 10, False, "Die zweitgrößte Kommune schätzt die größte auf 2 % genau."),
    Sum((52000, 50000, 8000), 1, 10, True, "Die beste Schätzung liegt 15 % daneben."),
    Sum((300, 20, 10), 1, 10, False, "Der Rest ist mit 10 kleiner als ein Zehntel der größten Zahl."),
    Sum((40, 30, 20, 10), 2, 10, True, "Zwei Kommunen zusammen lassen 10 übrig, mehr als ein Zehntel von 40."),
    Sum((40, 30, 20, 3), 2, 10, False, "Zwei Kommunen zusammen lassen nur 3 übrig."),
)

ROUNDED = ((0, 0), (1, 0), (2, 0), (3, 5), (4, 5), (5, 5), (6, 5), (7, 5), (8, 10), (11, 10), (12, 10), (13, 15))
