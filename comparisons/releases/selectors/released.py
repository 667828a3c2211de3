"""What a circle is shown: frozen rows of releases, read by every page, chart, export and report."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from comparisons.circles.models import Circle, Round
from comparisons.releases.calendar import next_quarter_begins, this_quarter
from comparisons.releases.disclosure import Bar, Level, Verdict
from comparisons.releases.disclosure import Refusal as DisclosureRefusal
from comparisons.releases.models import Release, ReleasedStatistic


@dataclass(frozen=True)
class ReleasedBar:
    """One bar of a distribution: edges in the indicator's unit (None: open) and the number of members in it.

    `first` and `last` are the numbers of its cells.
    """

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    n: int


@dataclass(frozen=True)
class ReleasedYear:
    """One released statistic of a circle; edges and mean in the indicator's unit, an open side of a cell is None.

    `refusal` is empty when something is shown; `needed` then is None. Cells are numbers in the grid `grid_id`.
    Of the `n` members, the values of `public_count` are officially published and `consented_count` have shown theirs
    to others; `left_out` members contributed too, but more can be shown without them. `histogram` is empty where too
    few contributed for bars.
    """

    indicator_code: str
    definition_version: int
    concept: str
    group: str
    year: int
    n: int
    expected: int
    level: Level
    refusal: str
    needed: int | None
    grade: str
    reasons: tuple[dict[str, Any], ...]
    invented_count: int
    grid_id: str
    mean: Decimal | None
    median_cell: int | None
    median_low: Decimal | None
    median_high: Decimal | None
    q1_cell: int | None
    q1_low: Decimal | None
    q1_high: Decimal | None
    q3_cell: int | None
    q3_low: Decimal | None
    q3_high: Decimal | None
    p10_cell: int | None
    p10_low: Decimal | None
    p10_high: Decimal | None
    p90_cell: int | None
    p90_low: Decimal | None
    p90_high: Decimal | None
    release_number: int
    published_at: datetime.datetime
    histogram: tuple[ReleasedBar, ...] = ()
    public_count: int = 0
    consented_count: int = 0
    left_out: int = 0

    @property
    def shown(self) -> bool:
        return not self.refusal

    def verdict(self) -> Verdict:
        """The verdict as the disclosure rules know it, to compare an own cell with."""
        quartiles = _pair(self.q1_cell, self.q3_cell)
        tails = _pair(self.p10_cell, self.p90_cell)
        known = {one.value for one in DisclosureRefusal}
        refusal = DisclosureRefusal(self.refusal) if self.refusal in known else None
        return Verdict(
            self.n,
            self.level,
            refusal=refusal,
            needed=self.needed,
            mean=self.mean,
            median=self.median_cell,
            quartiles=quartiles,
            tails=tails,
            histogram=tuple(Bar(bar.first, bar.last, bar.n) for bar in self.histogram) or None,
            public=self.public_count,
            consented=self.consented_count,
            left_out=self.left_out,
        )


@dataclass(frozen=True)
class ReleaseInfo:
    """One release in a circle's history."""

    number: int
    round_title: str
    published_at: datetime.datetime
    released_by: str
    quarter: str
    rule_set: str
    shown: int
    refused: int


@dataclass(frozen=True)
class RoundRelease:
    """A round's release: its number, when it was made, and the indicators of which something is shown."""

    number: int
    published_at: datetime.datetime
    shown: frozenset[str]


@dataclass(frozen=True)
class OverviewRow:
    """One indicator and group of a round's newest release, by year."""

    indicator_code: str
    group: str
    years: tuple[ReleasedYear, ...]


def released(
    circle: Circle, indicator_code: str, group: str | None = None, *, latest_only: bool = True
) -> list[ReleasedYear]:
    """Released statistics of one indicator by group and year, earliest first; refusals included."""
    rows = ReleasedStatistic.objects.filter(circle=circle, indicator_code=indicator_code)
    if group is not None:
        rows = rows.filter(group=group)
    return _read(rows, latest_only=latest_only)


def released_by_circle(circle: Circle, group: str | None = None) -> dict[str, list[ReleasedYear]]:
    """The newest released statistics of all indicators of a circle, in one query."""
    rows = ReleasedStatistic.objects.filter(circle=circle)
    if group is not None:
        rows = rows.filter(group=group)
    found: dict[str, list[ReleasedYear]] = defaultdict(list)
    for one in _read(rows, latest_only=True):
        found[one.indicator_code].append(one)
    return dict(found)


def releases_of(circle: Circle) -> list[ReleaseInfo]:
    """A circle's releases, newest first."""
    refused: dict[int, list[bool]] = defaultdict(list)
    for release_id, refusal in ReleasedStatistic.objects.filter(circle=circle).values_list("release_id", "refusal"):
        refused[release_id].append(bool(refusal))
    return [
        ReleaseInfo(
            number=release.number,
            round_title=release.round.title,
            published_at=release.published_at,
            released_by=release.released_by,
            quarter=release.quarter,
            rule_set=release.rule_set,
            shown=refused[release.pk].count(False),
            refused=refused[release.pk].count(True),
        )
        for release in Release.objects.filter(circle=circle).select_related("round").order_by("-number")
    ]


def next_release_from(round: Round) -> datetime.date | None:
    """First day on which this round may be released; None if that is today.

    One of its indicators and years released in this quarter already makes the whole round wait for the next one.
    """
    released_now = ReleasedStatistic.objects.filter(
        circle=round.circle,
        quarter=this_quarter(),
        year__range=(round.first_year, round.last_year),
        indicator_code__in=round.charter.core_indicators.values("indicator_code"),
    )
    return next_quarter_begins(timezone.localdate()) if released_now.exists() else None


def newest_release(round: Round) -> RoundRelease | None:
    """The newest release of a round and what it shows; None before the first."""
    newest = Release.objects.filter(round=round).order_by("-number").first()
    if newest is None:
        return None
    codes = newest.statistics.filter(refusal="").values_list("indicator_code", flat=True)
    return RoundRelease(newest.number, newest.published_at, frozenset(codes))


def release_overview(round: Round) -> list[OverviewRow]:
    """The newest release of a round as rows of indicator and group with their years; empty before the first."""
    newest = Release.objects.filter(round=round).order_by("-number").first()
    if newest is None:
        return []
    found: dict[tuple[str, str], list[ReleasedYear]] = defaultdict(list)
    for one in _read(ReleasedStatistic.objects.filter(release=newest), latest_only=True):
        found[one.indicator_code, one.group].append(one)
    return [OverviewRow(code, group, tuple(years)) for (code, group), years in found.items()]


def _read(rows: Any, *, latest_only: bool) -> list[ReleasedYear]:
    ordered = rows.select_related("release").order_by("indicator_code", "group", "year", "release__number")
    found = [released_year(row) for row in ordered]
    if latest_only:
        newest = {(one.indicator_code, one.group, one.year): one for one in found}
        found = list(newest.values())
    return found


def released_year(row: ReleasedStatistic) -> ReleasedYear:
    """One frozen row as it leaves this room."""
    own = {"level", "reasons", "release_number", "published_at", "histogram"}
    plain = {name: getattr(row, name) for name in ReleasedYear.__dataclass_fields__ if name not in own}
    return ReleasedYear(
        **plain,
        level=Level(row.level),
        reasons=tuple(row.reasons),
        histogram=tuple(
            ReleasedBar(**bar | {"low": _number(bar["low"]), "high": _number(bar["high"])}) for bar in row.histogram
        ),
        release_number=row.release.number,
        published_at=row.release.published_at,
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _pair(first: int | None, second: int | None) -> tuple[int, int] | None:
    return None if first is None or second is None else (first, second)
