"""What a moderator reads: that something is shown, by whom and to whom, never a value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from benchmark.territories.selectors import territories_of
from comparisons.circles.models import Circle
from comparisons.named_figures.models import NamedConsent, ShownFigure


@dataclass(frozen=True)
class GivenConsent:
    """One consent without its values: `years` shown today, `ended` years that others have seen and see no more."""

    name: str
    sort_key: str
    indicator_code: str
    definition_version: int
    group: str
    years: tuple[int, ...]
    ended: tuple[int, ...]
    viewers: int
    whole_circle: bool
    given_at: datetime.datetime


def given_consents(circle: Circle) -> list[GivenConsent]:
    """All consents of a circle, by indicator, group and name."""
    rows = list(NamedConsent.objects.filter(circle=circle))
    running: dict[int, set[int]] = {}
    shown = ShownFigure.objects.filter(consent__in=rows, ended_at__isnull=True).order_by()
    for consent, year in shown.values_list("consent_id", "year"):
        running.setdefault(consent, set()).add(year)
    places = territories_of({row.ags for row in rows}) if rows else {}
    found = [
        GivenConsent(
            name=places[row.ags].name if row.ags in places else row.ags,
            sort_key=places[row.ags].sort_key if row.ags in places else row.ags,
            indicator_code=row.indicator_code,
            definition_version=row.definition_version,
            group=row.group,
            years=tuple(year for year in sorted(row.years) if year in running.get(row.pk, ())),
            ended=tuple(year for year in sorted(row.years) if year not in running.get(row.pk, ())),
            viewers=len(row.viewers),
            whole_circle=row.whole_circle,
            given_at=row.given_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.indicator_code, one.group, one.sort_key, one.given_at))
