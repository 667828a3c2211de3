"""Entering figures by hand and taking them back for revision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from benchmark.figures import words
from benchmark.figures.contents import Content, Numbers, Point, counts_are_whole, judged
from benchmark.figures.models import Figure, FigureState, Origin
from benchmark.figures.refusals import NothingSelected, NotYourTask, ReasonNeeded
from benchmark.figures.rows import FigureRow
from benchmark.figures.versions import (
    changed_meanwhile,
    content_of,
    lock_current,
    lock_shown,
    point_of,
    says_the_same,
    write_versions,
)
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode

MAY_REOPEN = frozenset(
    {RoleCode.INTEGRATION_OFFICE, RoleCode.STATISTICS_OFFICE, RoleCode.STATISTICS_SUBSTITUTE, RoleCode.LEADERSHIP}
)


@transaction.atomic
def enter_figure(
    *,
    indicator_code: str,
    year: int,
    group: str,
    by: Person,
    concept: str = "",
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    value: Decimal | None = None,
    missing: str = "",
    source: str = "",
    note: str = "",
    confirmation: str = "",
    territory_date: date | None = None,
    reference: str = "",
    invented: bool = False,
    expected_version: int = 0,
) -> FigureRow:
    """Store one figure as a draft: two whole counts, or a published value, or a reason why there is none.

    `expected_version` is the version the person saw (0: none yet); a newer one refuses the change. `concept` is the
    indicator's default where it is empty. `reference` is the reference date where it is not the definition's.
    `confirmation` says why a number that looks unusual is right. Saying the same again makes no new version.
    """
    definition = indicator(indicator_code)
    point = Point(definition.code, year, group, concept or definition.default_concept)
    said = Said(source, note, confirmation, territory_date, invented, reference.strip())
    numbers = Numbers(numerator, denominator, value, missing)
    current = lock_current([point])
    return enter_at(definition, point, numbers, said, current, expected_version=expected_version, by=by)


@dataclass(frozen=True)
class Said:
    """What is said about the numbers of a figure besides the numbers."""

    source: str = ""
    note: str = ""
    confirmation: str = ""
    territory_date: date | None = None
    invented: bool = False
    reference: str = ""


def enter_at(
    definition: IndicatorDefinition,
    point: Point,
    numbers: Numbers,
    said: Said,
    current: dict[Point, Figure],
    *,
    expected_version: int,
    by: Person,
) -> FigureRow:
    """Store one figure at a point whose current version is locked already; within the caller's transaction."""
    found = current.get(point)
    if (found.version if found else 0) != expected_version:
        raise changed_meanwhile()
    untouched = found is not None and _says(found, numbers)
    whole = counts_are_whole(definition) and not untouched
    year, group, concept = point.year, point.group, point.concept
    content = judged(definition, year=year, group=group, concept=concept, numbers=numbers, whole=whole)
    content = replace(content, **asdict(said))
    if found is not None:
        content = _with_origin_of(found, content, untouched=untouched)
        if says_the_same(found, content):
            return FigureRow.of(found)
    written = write_versions([content], current=current, origin=_origin(found, content), by=by)[0]
    place = " ".join(str(part) for part in content.point)
    record("figures.entered", by=by, municipality=by.municipality, on=place, version=written.version)
    return FigureRow.of(written)


def _says(found: Figure, numbers: Numbers) -> bool:
    """Whether these are the numbers of the present version; its value is computed where there are counts."""
    if found.missing or numbers.missing:
        return found.missing == numbers.missing
    if (found.numerator, found.denominator) != (numbers.numerator, numbers.denominator):
        return False
    return found.numerator is not None or found.value == numbers.value


def _with_origin_of(found: Figure, content: Content, *, untouched: bool) -> Content:
    """Where only words change, what is known of the origin stays; new numbers must not keep an official source."""
    if untouched and content.source == found.source:
        return replace(
            content,
            table=found.table,
            territory_date=content.territory_date or found.territory_date,
            derived=found.derived,
            invented=found.invented,
        )
    if found.origin == Origin.OFFICIAL and content.source and content.source == found.source:
        raise ReasonNeeded(words.OTHER_SOURCE)
    return content


def _origin(found: Figure | None, content: Content) -> Origin:
    """Official and uploaded figures stay so as long as their source stays."""
    if found is not None and content.source and content.source == found.source:
        return Origin(found.origin)
    return Origin.ENTERED


@transaction.atomic
def reopen(*, ids: Collection[int], reason: str, by: Person) -> int:
    """Take checked or approved figures back to draft, as new versions with the reason; returns how many."""
    if not by.roles & MAY_REOPEN:
        raise NotYourTask(_("Only the integration office, the statistics office or the leadership may reopen figures."))
    if not ids:
        raise NothingSelected(_("Please choose at least one figure."))
    if not reason.strip():
        raise ReasonNeeded(_("Please say why the figures are reopened."))
    rows = [row for row in lock_shown(ids) if row.state != FigureState.DRAFT]
    current = {point_of(row): row for row in rows}
    for origin in Origin:
        contents = [content_of(row) for row in rows if row.origin == origin]
        if contents:
            write_versions(contents, current=current, origin=origin, by=by, comment=reason.strip())
    _record_reopened(list(current), by=by)
    return len(rows)


def _record_reopened(points: list[Point], *, by: Person) -> None:
    if points:
        codes = sorted({point.indicator_code for point in points})
        record(
            "figures.reopened",
            by=by,
            municipality=by.municipality,
            on="figures",
            indicators=codes,
            count=len(points),
        )
