"""The changes of one territory: who it was made of, what it became, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from benchmark.territories.dates import is_exact
from benchmark.territories.descent import FIRST_FIGURES
from benchmark.territories.models import CrosswalkWeight, Succession, Territory

_Kind = Succession.Kind


@dataclass(frozen=True)
class Relative:
    """A predecessor or successor; `share` (0 to 1) of the people of the divided territory, None where it is whole."""

    ags: str
    name: str
    full_name: str
    population: int | None
    population_year: int | None
    share: Decimal | None = None


@dataclass(frozen=True)
class TerritoryChange:
    """What happened on one day: `before` became `after`, the territory asked for among them.

    `kind` is merged, renamed, split or moved. Not `exact`: no more than the year is known. Not `complete`: there were
    more predecessors than those named.
    """

    date: date
    exact: bool
    kind: str
    before: tuple[Relative, ...]
    after: tuple[Relative, ...]
    complete: bool


def history_of(ags: str, since: date = FIRST_FIGURES) -> list[TerritoryChange]:
    """All changes a territory took part in since a day, the oldest first (two queries, three where one was divided)."""
    rows = list(
        Succession.objects.filter(Q(old_ags=ags) | Q(new_ags=ags), date__gt=since).order_by(
            "date", "old_ags", "new_ags"
        )
    )
    days: dict[tuple[date, bool], list[Succession]] = defaultdict(list)
    for row in rows:
        days[row.date, row.new_ags == ags].append(row)
    spans = _spans({ags} | {key for row in rows for key in (row.old_ags, row.new_ags)}) if rows else {}
    known = {key: _relative(found[-1]) for key, found in spans.items()}
    shares = _shares([row for row in rows if row.kind in (_Kind.SPLIT, _Kind.MOVED)])
    changes = []
    for (day, arrives), steps in sorted(days.items(), key=lambda item: item[0]):
        others = tuple(
            replace(known[key], share=shares.get((row.old_ags, row.new_ags)))
            for row in steps
            if (key := row.old_ags if arrives else row.new_ags) in known
        )
        stays = (known[ags],) if _goes_on(spans.get(ags, []), day) else ()
        changes.append(
            TerritoryChange(
                date=day,
                exact=is_exact(day),
                kind=_kind(steps),
                before=(*stays, *others) if arrives else (known[ags],),
                after=(known[ags],) if arrives else (*stays, *others),
                complete=all(row.complete for row in steps),
            )
        )
    return changes


def _kind(steps: Iterable[Succession]) -> str:
    """The kind of a day with several steps: a division outweighs a merger."""
    kinds = {row.kind for row in steps}
    return next(kind for kind in (_Kind.SPLIT, _Kind.MERGED, _Kind.MOVED, _Kind.RENAMED) if kind in kinds).value


def _spans(keys: set[str]) -> dict[str, list[Territory]]:
    """The spans of keys, the latest last."""
    found: dict[str, list[Territory]] = defaultdict(list)
    for row in Territory.objects.filter(ags__in=keys).order_by(F("valid_from").asc(nulls_first=True)):
        found[row.ags].append(row)
    return found


def _relative(row: Territory) -> Relative:
    return Relative(row.ags, row.name, row.full_name, row.population, row.population_year)


def _goes_on(spans: list[Territory], day: date) -> bool:
    """Whether a territory existed before a day and went on after it."""
    return any(
        (row.valid_from is None or row.valid_from < day) and (row.valid_until is None or row.valid_until >= day)
        for row in spans
    )


def _shares(divided: list[Succession]) -> dict[tuple[str, str], Decimal]:
    """By how much of its people a divided territory lies in each other one, from its last year as a whole."""
    if not divided:
        return {}
    rows = CrosswalkWeight.objects.filter(old_ags__in={row.old_ags for row in divided}).order_by("year")
    until = {(row.old_ags, row.new_ags): row.date.year for row in divided}
    return {
        (row.old_ags, row.new_ags): row.by_population
        for row in rows
        if row.year < until.get((row.old_ags, row.new_ags), 0)
    }
