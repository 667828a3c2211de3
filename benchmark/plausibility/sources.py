"""Two sources for one figure: what they state, how far they differ, and why that is probably so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from statistics import median

from benchmark.plausibility.breaks import Break, near_census
from benchmark.plausibility.context import Context
from benchmark.plausibility.findings import Cause, Evidence, Finding, Reason, Weight, finding
from benchmark.plausibility.kinds import FEWEST_PEERS
from benchmark.plausibility.records import Aspect, Record, Scale

SMALL_CORRECTION = Decimal("0.01")  # relative; what offices correct afterwards
YEARS_BESIDE_BREAK = 6  # so many years before and after a break are compared
SURE = Decimal(4)  # a shift of so many of its own errors is no chance


def find(records: Iterable[Record], context: Context) -> list[Finding]:
    """Differences between two sources of one point, and between two concepts of one series (told once)."""
    points: dict[tuple[str, str, str, int], list[Record]] = defaultdict(list)
    for row in records:
        if row.value is not None:
            points[row.point.place, row.point.subject, row.point.group, row.point.year].append(row)
    found: list[Finding] = []
    by_concepts: dict[tuple[str, ...], list[tuple[Record, Record]]] = defaultdict(list)
    for rows in points.values():
        for one, other in combinations(rows, 2):
            if one.point.concept != other.point.concept:
                first, second = sorted((one, other), key=lambda row: row.point.concept)
                name = (*first.point[:2], first.point.place, first.point.concept, second.point.concept)
                by_concepts[name].append((first, second))
            elif one.source != other.source and _apart(one, other):
                found.append(_told(one, other, context.breaks))
    return found + [_of_concepts(pairs) for pairs in by_concepts.values() if any(_apart(*pair) for pair in pairs)]


def _apart(one: Record, other: Record) -> bool:
    """Whether two numbers differ by more than their rounding."""
    if one.value is None or other.value is None:
        return False
    return abs(one.value - other.value) > _rounding(one) + _rounding(other)


def _rounding(row: Record) -> Decimal:
    if row.scale is Scale.COUNT:
        return Decimal(row.step // 2)
    if row.decimals is not None:
        return Decimal(5).scaleb(-row.decimals - 1)
    return abs(row.value or Decimal(0)) * Decimal("1e-6")


def _told(one: Record, other: Record, breaks: Sequence[Break]) -> Finding:
    """A difference within one concept: somebody has to choose."""
    evidence = _evidence(one, other, _cause(one, other, breaks), 1)
    weight = Weight.CONTRADICTION if evidence.cause is Cause.UNKNOWN else Weight.QUESTION
    return finding(Reason.TWO_SOURCES, weight, (one, other), evidence, also=evidence.sources)


def _of_concepts(pairs: Sequence[tuple[Record, Record]]) -> Finding:
    """A difference between two concepts is expected; it is told once, with the numbers of the last year."""
    one, other = max(pairs, key=lambda pair: pair[0].point.year)
    evidence = _evidence(one, other, Cause.CONCEPT, len(pairs))
    return finding(Reason.TWO_SOURCES, Weight.HINT, (one, other), evidence)


def _evidence(one: Record, other: Record, cause: Cause, count: int) -> Evidence:
    observed, compared = one.value or Decimal(0), other.value or Decimal(0)
    return Evidence(
        observed=observed,
        compared=compared,
        scale=one.scale,
        change=(observed - compared) / compared if compared else None,
        cause=cause,
        sources=(one.source, other.source),
        count=count,
    )


def _cause(one: Record, other: Record, breaks: Sequence[Break]) -> Cause:
    """Why two numbers of one concept probably differ; the surest cause first."""
    if one.base and other.base and one.base != other.base:
        return Cause.CENSUS
    if one.step != other.step:
        return Cause.ROUNDING
    if near_census(one, breaks):
        return Cause.CENSUS
    first, second = one.value or Decimal(0), other.value or Decimal(0)
    corrected = abs(first - second) <= SMALL_CORRECTION * max(first, second)
    return Cause.LATER_CORRECTION if corrected else Cause.UNKNOWN


def level_shifts(pairs: Iterable[tuple[Record, Record]], breaks: Sequence[Break]) -> list[Finding]:
    """Breaks at which the distance between two sources changes in most places alike.

    Pairs are two records of one place, group and year. One finding per break, about the records of the break's year.
    """
    distances: dict[str, dict[int, Decimal]] = defaultdict(dict)
    rows: dict[int, list[Record]] = defaultdict(list)
    for one, other in pairs:
        if one.value is not None and other.value is not None:
            distances[one.point.place][one.point.year] = one.value - other.value
            rows[one.point.year] += [one, other]
    found = []
    for year, code in sorted({(entry.year, entry.code) for entry in breaks if _concerned(entry, rows)}):
        steps = [step for years in distances.values() if (step := _step(years, year)) is not None]
        if len(steps) < FEWEST_PEERS:
            continue
        middle_before, middle_after = median([a for a, _ in steps]), median([b for _, b in steps])
        shift = median([b - a for a, b in steps])
        spread = median([abs(b - a - shift) for a, b in steps])
        error = Decimal("1.4826") * spread / Decimal(len(steps)).sqrt()
        if abs(shift) > SURE * error:
            evidence = Evidence(
                middle_after, middle_before, Aspect.VALUE, rows[year][0].scale, year - 1, shift, break_code=code,
                sources=(rows[year][0].source, rows[year][1].source), count=len(steps), tolerance=SURE * error,
            )  # fmt: skip
            found.append(finding(Reason.LEVEL_SHIFT, Weight.HINT, rows[year], evidence))
    return found


def _concerned(entry: Break, rows: dict[int, list[Record]]) -> bool:
    """A break that changed one of the two sources, within the years both have."""
    return any(entry.concerns(row) for row in rows.get(entry.year, []))


def _step(years: dict[int, Decimal], at: int) -> tuple[Decimal, Decimal] | None:
    """The middle distance of one place before and from a year on; None where one side has no figures."""
    before = [years[year] for year in range(at - YEARS_BESIDE_BREAK, at) if year in years]
    after = [years[year] for year in range(at, at + YEARS_BESIDE_BREAK) if year in years]
    return (median(before), median(after)) if before and after else None
