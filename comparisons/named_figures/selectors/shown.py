"""What a municipality shows and is shown, on its own connection."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from benchmark.territories.selectors import territories_of
from comparisons.circles.models import Circle
from comparisons.circles.selectors import Member, members_seen_by_member
from comparisons.named_figures.models import NamedConsent, ShownFigure


@dataclass(frozen=True)
class ShownToUs:
    """A figure another member shows to us; `value` in the indicator's unit, `corrected`: it has another one since."""

    circle_id: int
    ags: str
    name: str
    sort_key: str
    indicator_code: str
    definition_version: int
    group: str
    concept: str
    year: int
    value: Decimal
    source: str
    reference: str
    invented: bool
    corrected: bool
    given_at: datetime.datetime


@dataclass(frozen=True)
class ShownYear:
    """One year of an own consent; `value` is None once it is no longer shown."""

    year: int
    value: Decimal | None
    invented: bool
    corrected_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    replaced: bool


@dataclass(frozen=True)
class ShownByUs:
    """One own consent with its years and the members it is meant for, by name."""

    pk: int
    circle_id: int
    indicator_code: str
    definition_version: int
    group: str
    concept: str
    viewers: tuple[Viewer, ...]
    whole_circle: bool
    given_name: str
    given_at: datetime.datetime
    years: tuple[ShownYear, ...]

    @property
    def in_force(self) -> tuple[ShownYear, ...]:
        """Years that are shown today."""
        return tuple(one for one in self.years if one.ended_at is None)

    @property
    def ended_at(self) -> datetime.datetime | None:
        """When the last of it ended; None while something is shown."""
        return None if self.in_force else max(one.ended_at for one in self.years if one.ended_at)


@dataclass(frozen=True)
class Viewer:
    """A member to whom something is shown."""

    ags: str
    name: str
    sort_key: str


def others_in(circle: Circle, own_ags: str) -> list[Member]:
    """The other members of today, by name."""
    today = timezone.localdate()
    return [
        one
        for one in members_seen_by_member(circle)
        if one.ags != own_ags and (one.member_until is None or one.member_until >= today)
    ]


def shown_to_us(circle: Circle, indicator_code: str = "", group: str = "") -> list[ShownToUs]:
    """What other members show to us today, by indicator, group, name and year, never by value."""
    columns = [name for name in ShownToUs.__dataclass_fields__ if name not in ("name", "sort_key")]
    quoted = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quoted} FROM public.figures_shown_to_us() WHERE circle_id = %s"  # noqa: S608 names of our own fields
            " AND (%s = '' OR indicator_code = %s) AND (%s = '' OR \"group\" = %s)",
            [circle.pk, indicator_code, indicator_code, group, group],
        )
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    places = _viewers({row["ags"] for row in rows})
    found = [ShownToUs(name=places[row["ags"]].name, sort_key=places[row["ags"]].sort_key, **row) for row in rows]
    return sorted(found, key=lambda one: (one.indicator_code, one.group, one.sort_key, one.ags, one.year))


def shown_by_us(circle: Circle, indicator_code: str = "", group: str = "") -> list[ShownByUs]:
    """The municipality's own consents in this circle, newest first, ended ones included."""
    consents = NamedConsent.objects.filter(circle=circle).prefetch_related("figures")
    if indicator_code:
        consents = consents.filter(indicator_code=indicator_code)
    if group:
        consents = consents.filter(group=group)
    rows = list(consents)
    places = _viewers({ags for row in rows for ags in row.viewers})
    return [_shown_by_us(row, places) for row in rows]


def _shown_by_us(row: NamedConsent, places: dict[str, Viewer]) -> ShownByUs:
    viewers = sorted((places[ags] for ags in row.viewers), key=lambda one: (one.sort_key, one.ags))
    return ShownByUs(
        pk=row.pk,
        circle_id=row.circle_id,
        indicator_code=row.indicator_code,
        definition_version=row.definition_version,
        group=row.group,
        concept=row.concept,
        viewers=tuple(viewers),
        whole_circle=row.whole_circle,
        given_name=row.given_name,
        given_at=row.given_at,
        years=tuple(_year(one) for one in sorted(row.figures.all(), key=lambda one: one.year)),
    )


def _year(row: ShownFigure) -> ShownYear:
    return ShownYear(row.year, row.value, row.invented, row.corrected_at, row.ended_at, row.replaced)


def _viewers(keys: Iterable[str]) -> dict[str, Viewer]:
    wanted = set(keys)
    places = territories_of(wanted) if wanted else {}
    return {
        ags: Viewer(ags, places[ags].name, places[ags].sort_key) if ags in places else Viewer(ags, ags, ags)
        for ags in wanted
    }
