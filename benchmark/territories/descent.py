"""What a territory was made of, step by step, with weights and spans: everything needed for sums, in one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from benchmark.territories.models import CrosswalkWeight, Succession, Territory

FIRST_FIGURES = date(1995, 1, 1)  # no table of the offices that is read here begins earlier


@dataclass(frozen=True)
class Step:
    """On this day `old_ags` became (part of) `new_ags`; kinds and `complete` as in the directory."""

    old_ags: str
    new_ags: str
    date: date
    kind: str
    complete: bool


@dataclass(frozen=True)
class Share:
    """Of `old_ags` on 31.12. of `year`, these shares lie in `new_ags` as it was on 31.12.2020."""

    year: int
    old_ags: str
    new_ags: str
    by_area: Decimal
    by_population: Decimal
    by_employment: Decimal | None


@dataclass(frozen=True)
class Span:
    """The name of a key and the days between which it was in force (None: open)."""

    name: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Descent:
    """One territory with all whose land may lie in it today: changes, weights, and spans of each key."""

    ags: str
    steps: tuple[Step, ...]
    shares: tuple[Share, ...]
    spans: dict[str, tuple[Span, ...]]

    @property
    def predecessors(self) -> frozenset[str]:
        """All keys but its own."""
        return frozenset(self.spans) - {self.ags}

    def in_force(self, day: date) -> frozenset[str]:
        """The keys that existed on a day."""
        return frozenset(
            ags
            for ags, spans in self.spans.items()
            if any((s.valid_from or day) <= day <= (s.valid_until or day) for s in spans)
        )

    def name(self, ags: str) -> str:
        """The last name of a key."""
        spans = self.spans.get(ags)
        return spans[-1].name if spans else ags

    @property
    def since(self) -> date | None:
        """The day from which the territory is what it is today, None where it never changed."""
        return max((step.date for step in self.steps if step.new_ags == self.ags), default=None)


_DESCENT = """
WITH RECURSIVE edges AS (
    SELECT old_ags, new_ags FROM {succession} WHERE date > %(since)s
    UNION SELECT old_ags, new_ags FROM {weight} WHERE year >= %(year)s
), older (ags) AS (
    SELECT %(ags)s::varchar
    UNION SELECT edges.old_ags FROM edges JOIN older ON edges.new_ags = older.ags
)
SELECT 'span', ags, name, valid_from, valid_until, NULL, NULL, NULL::numeric, NULL::numeric, NULL::numeric
  FROM {territory} WHERE ags IN (SELECT ags FROM older)
UNION ALL
SELECT 'step', old_ags, new_ags, date, NULL, kind, complete, NULL, NULL, NULL
  FROM {succession} WHERE old_ags IN (SELECT ags FROM older) AND date > %(since)s
UNION ALL
SELECT 'share', old_ags, new_ags, make_date(year, 12, 31), NULL, NULL, NULL, by_area, by_population, by_employment
  FROM {weight} WHERE old_ags IN (SELECT ags FROM older) AND year >= %(year)s
"""


def descent_of(ags: str, since: date = FIRST_FIGURES) -> Descent:
    """Everything a territory was made of since a day (one query); of an unknown key there is nothing."""
    tables = {"succession": Succession, "weight": CrosswalkWeight, "territory": Territory}
    query = _DESCENT.format(**{name: connection.ops.quote_name(model._meta.db_table) for name, model in tables.items()})
    spans: dict[str, list[Span]] = defaultdict(list)
    steps: list[Step] = []
    shares: list[Share] = []
    with connection.cursor() as cursor:
        cursor.execute(query, {"ags": ags, "since": since, "year": since.year - 1})
        for what, old, new, day, until, kind, complete, area, people, employment in cursor.fetchall():
            if what == "span":
                spans[old].append(Span(new, day, until))
            elif what == "step":
                steps.append(Step(old, new, day, kind, complete))
            else:
                shares.append(Share(day.year, old, new, area, people, employment))
    return Descent(
        ags,
        tuple(sorted(steps, key=lambda step: (step.date, step.old_ags, step.new_ags))),
        tuple(shares),
        {key: tuple(sorted(found, key=lambda span: span.valid_from or date.min)) for key, found in spans.items()},
    )
