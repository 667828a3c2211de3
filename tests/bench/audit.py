"""What the release gate costs and what the grid costs: seconds, memory and the error of what is shown.

``python -m tests.bench.audit`` prints the table alone; every cost is measured in a process of its own, once.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean

import numpy as np
import yaml

from comparisons.releases.disclosure import Grid, Level, Parameters, judge, own_position
from comparisons.releases.disclosure.audit import (
    Measure,
    Point,
    Problem,
    SumRow,
    audit_each,
    distribution_row,
    recheck,
)
from comparisons.releases.disclosure.audit.cells_told import cells_told
from comparisons.releases.disclosure.audit.solver import Clock
from comparisons.releases.disclosure.judge import QUARTILES, grouped_mean, rank

MEMBERS, INDICATORS, YEARS, CIRCLES, TOTALS = 400, 15, 20, 20, 20
NICE = "0 1 1.5 2 2.5 3 3.5 4 4.5 5 6 7 8 9 10 12 14 16 18 20 23 26 30 35 40 45 50 60 70 80 100"
GRID = Grid(tuple(map(Decimal, NICE.split())), "%")
DEFINITIONS = Path(__file__).resolve().parents[2] / "benchmark" / "catalogue" / "definitions" / "indicators"
CATALOGUE = ("DEM-01", "ARB-01", "KIT-01", "SOZ-01")


@dataclass(frozen=True)
class Measured:
    """One number, the unit it is in, and what it should not exceed (None: only told)."""

    name: str
    value: float
    unit: str
    target: float | None = None

    def line(self) -> str:
        wanted = "" if self.target is None else f"   (wanted: at most {self.target:g})"
        return f"{self.name:<78} {self.value:>10.3f} {self.unit}{wanted}"


def costs() -> list[Measured]:
    """A3 of a whole release with public totals, and the ladder over a whole release with overlapping circles."""
    found = []
    for part in ("told", "ladder"):
        answer = subprocess.run(
            [sys.executable, "-m", "tests.bench.audit", part], check=True, capture_output=True, text=True
        )
        found += [Measured(**one) for one in json.loads(answer.stdout)]
    return found


def utility(repetitions: int = 400) -> list[Measured]:
    """Errors of grids of 5, 10 and 20 percent and of the catalogue's own, on skewed shares (Beta 3, 20)."""
    chance = np.random.default_rng(1)
    population = 100 * chance.beta(3, 20, 200_000)
    spread = float(np.subtract(*np.percentile(population, [75, 25])))
    grids = {f"grid {p} %": geometric(p) for p in (5, 10, 20)}
    grids |= {f"grid of {code} in the catalogue": of_catalogue(code) for code in CATALOGUE}
    found = []
    for name, grid in grids.items():
        draws = [100 * chance.beta(3, 20, n) for n in (9, 17, 50, 400) for _ in range(repetitions // 4)]
        quantiles = [error for draw in draws for error in _quantile_errors(draw, grid)]
        means = [_mean_error(draw, grid) for draw in draws]
        wanted = None if name in ("grid 5 %", "grid 20 %") else 4.0
        found.append(
            Measured(f"{name}: error of Q1, median, Q3 in % of IQR", 100 * mean(quantiles) / spread, "%", wanted)
        )
        found.append(Measured(f"{name}: error of the grouped mean in % of IQR", 100 * mean(means) / spread, "%"))
    quarters = [share for _ in range(repetitions // 4) for share in [_quarters_right(100 * chance.beta(3, 20, 50))]]
    found.append(Measured("own quarter told rightly at n = 50 (around counts half)", 100 * mean(quarters), "%"))
    kept, changed = _directions(chance, repetitions)
    found.append(Measured("direction of the median from year to year kept or called equal", kept, "%"))
    found.append(Measured("change told although nothing changed", changed, "%", 0.0))
    return found


def of_catalogue(code: str) -> Grid:
    """The frozen grid of an indicator for Kreise and its first group."""
    content = yaml.safe_load((DEFINITIONS / f"{code}.yaml").read_text(encoding="utf-8"))
    edges = next(iter(content["grid"]["groups"].values()))["kreise"]
    return Grid(tuple(Decimal(str(edge)) for edge in edges), content["unit"])


def geometric(percent: int) -> Grid:
    """Cells as wide as a percentage of their lower edge, and one point at least."""
    edges = [Decimal(0)]
    while edges[-1] < 80:
        edges.append(edges[-1] + max(Decimal(1), (edges[-1] * percent / 100).quantize(Decimal("0.01"))))
    return Grid((*edges[:-1], Decimal(100)), "%")


def _cells(values: np.ndarray, grid: Grid) -> list[int]:
    return [grid.cell_of(Decimal(str(round(float(value), 6)))) for value in values]


def _quantile_errors(values: np.ndarray, grid: Grid) -> Iterator[float]:
    ordered, cells = np.sort(values), sorted(_cells(values, grid))
    for share in (QUARTILES[0], Fraction(1, 2), QUARTILES[1]):
        place = rank(len(cells), share) - 1
        yield abs(float(grid.midpoint(cells[place])) - float(ordered[place]))


def _mean_error(values: np.ndarray, grid: Grid) -> float:
    return abs(float(grouped_mean(_cells(values, grid), grid)) - float(values.mean()))


def _quarters_right(values: np.ndarray) -> float:
    """Share of members whose quarter is told; "around" a quartile counts half."""
    cells = _cells(values, GRID)
    verdict = judge(cells, grid=GRID, parameters=Parameters())
    assert verdict.level >= Level.QUARTILES
    named = ("lowest_quarter", "second_quarter", "third_quarter", "highest_quarter")
    order = np.argsort(np.argsort(values))
    right = 0.0
    for place, cell in enumerate(cells):
        told = own_position(cell, verdict, GRID).value
        quarter = min(int(4 * order[place] / len(cells)), 3)
        right += 0.5 if told.startswith("around") else float(told == named[quarter])
    return right / len(cells)


def _directions(chance: np.random.Generator, repetitions: int) -> tuple[float, float]:
    """Medians of two years of the same 50: never the opposite direction; and nothing changed is never a change."""
    kept, changed = [], []
    for _ in range(repetitions):
        before = 100 * chance.beta(3, 20, 50)
        after = before * chance.normal(1.02, 0.05, 50)
        told = [judge(_cells(one, GRID), grid=GRID, parameters=Parameters()).median for one in (before, after, before)]
        real = np.sign(np.sort(after)[24] - np.sort(before)[24])
        shown = np.sign(told[1] - told[0])  # type: ignore[operator]
        kept.append(float(shown in (real, 0)))
        changed.append(float(told[2] != told[0]))
    return 100 * mean(kept), 100 * mean(changed)


def world(*, circles: int, totals: int, tied_every: int = 1) -> Problem:
    """A whole release: 400 members, 15 indicators, 20 years; totals in every n-th indicator-year only."""
    chance = random.Random(1)  # noqa: S311
    points = tuple(Point(f"t_{place:04d}") for place in range(MEMBERS))
    denominators = tuple(int(10 ** chance.uniform(3.3, 5.0)) for _ in points)
    around = [tuple(sorted(chance.sample(points, chance.randint(40, 200)))) for _ in range(circles)]
    measures: list[Measure] = []
    rows = []
    for number in range(INDICATORS * YEARS):
        key = f"I{number % INDICATORS:02d}/{2004 + number // INDICATORS}"
        numerators = [int(d * chance.betavariate(3, 20)) for d in denominators]
        cells = tuple(
            GRID.cell_of(Decimal(100 * x) / Decimal(d)) for x, d in zip(numerators, denominators, strict=True)
        )
        one = Measure(key, key[:3], int(key[4:]), GRID, points, cells, denominators)
        measures.append(one)
        for circle in around:
            verdict = judge([one.cell_of[point] for point in circle], grid=GRID, parameters=Parameters())
            rows.append(distribution_row(verdict, measure=key, points=circle, grid=GRID))
        each = MEMBERS // TOTALS
        for total in range(totals if number % tied_every == 0 else 0):
            span = range(total * each, total * each + each)
            rows.append(SumRow.exact([one.primitive(points[at]) for at in span], sum(numerators[at] for at in span)))
    return Problem(tuple(measures), (), tuple(rows), Parameters())


def _told() -> list[Measured]:
    problem = world(circles=0, totals=TOTALS)
    begun, worked = time.perf_counter(), time.process_time()
    outcome = cells_told(problem, Clock(60))
    used, worked = time.perf_counter() - begun, time.process_time() - worked
    narrowed = {one.primitive[1:3] for one in outcome.certified if one.relative < 1}
    return [
        Measured("A3, 400 members x 15 indicators x 20 years, 20 exact public totals", used, "s", 1.0),
        Measured("    processor time of that", worked, "s"),
        Measured("    indicator-years in which an outsider narrows some cell", 100 * len(narrowed) / 300, "%"),
    ]


def _ladder() -> list[Measured]:
    """The whole gate as a release runs it: parts one by one, proofs written; one total in every thirtieth part."""
    problem = world(circles=CIRCLES, totals=1, tied_every=30)
    begun, worked = time.perf_counter(), time.process_time()
    rulings = audit_each(problem)
    used, worked = time.perf_counter() - begun, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    begun = time.perf_counter()
    faults = [fault for part, ruling in rulings if ruling.passed for fault in recheck(part, ruling.certificate or {})]
    again = time.perf_counter() - begun
    by_rung = {rung: sum(str(ruling.rung) == rung for _, ruling in rulings) for rung in ("A3", "A2", "A1", "None")}
    return [
        Measured("ladder, the same with 20 overlapping circles, totals in ten indicator-years", used, "s", 60.0),
        Measured("    processor time of that", worked, "s"),
        Measured("    peak memory of that process", memory, "GiB", 2.0),
        Measured("    proofs checked again, faults found", float(len(faults)), "faults", 0.0),
        Measured("    time of checking them again", again, "s"),
        *(Measured(f"    parts passed by {rung}", float(count), "parts") for rung, count in by_rung.items()),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured = {"told": _told, "ladder": _ladder}[sys.argv[1]]()
        print(json.dumps([vars(one) for one in measured]))
    else:
        for one in [*costs(), *utility()]:
            print(one.line())
