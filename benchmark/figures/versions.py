"""Writing versions: a figure is never overwritten, and two people never overwrite each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.figures.contents import Content, Point
from benchmark.figures.locks import refuse_if_locked
from benchmark.figures.models import Figure, FigureState, Origin
from benchmark.figures.refusals import ChangedMeanwhile
from tenants.membership.people import Person

CONTENT_FIELDS = tuple(field.name for field in fields(Content))
POINTS_BY_NAME = 40  # beyond that, all figures of the indicators are locked instead of a long list of conditions


def point_of(figure: Figure) -> Point:
    """What this figure is about."""
    return Point(figure.indicator_code, figure.year, figure.group, figure.concept)


def lock_current(points: Collection[Point]) -> dict[Point, Figure]:
    """The current versions at these points, locked until the transaction ends."""
    wanted = set(points)
    if len(wanted) <= POINTS_BY_NAME:
        condition = Q(pk__in=[])
        for point in wanted:
            condition |= Q(**point._asdict())
    else:
        condition = Q(indicator_code__in={point.indicator_code for point in wanted})
    rows = Figure.objects.select_for_update().filter(condition, is_current=True).order_by("id")
    return {point_of(row): row for row in rows if point_of(row) in wanted}


def lock_shown(ids: Iterable[int]) -> list[Figure]:
    """The figures with these ids, locked; refused if one of them is no longer the current version."""
    wanted = set(ids)
    rows = list(Figure.objects.select_for_update().filter(id__in=wanted, is_current=True).order_by("id"))
    if len(rows) != len(wanted):
        raise changed_meanwhile()
    return rows


def content_of(figure: Figure) -> Content:
    """What this version says."""
    return Content(**{name: getattr(figure, name) for name in CONTENT_FIELDS})


def says_the_same(figure: Figure, content: Content) -> bool:
    """Whether the new content would change nothing."""
    return content_of(figure) == content


def write_versions(
    contents: Iterable[Content],
    *,
    current: dict[Point, Figure],
    origin: Origin,
    by: Person,
    comment: str = "",
) -> list[Figure]:
    """Make each content the current version of its point, as a draft; the version before stays as history.

    Refused where one of them belongs to a completed collection.
    """
    contents = list(contents)
    refuse_if_locked([content.point for content in contents])
    replaced = [current[content.point].pk for content in contents if content.point in current]
    now = timezone.now()
    try:
        with transaction.atomic():
            if replaced:
                Figure.objects.filter(pk__in=replaced).update(is_current=False)
            return Figure.objects.bulk_create(
                Figure(
                    **{name: getattr(content, name) for name in CONTENT_FIELDS},
                    origin=origin,
                    version=current[content.point].version + 1 if content.point in current else 1,
                    state=FigureState.DRAFT,
                    check_comment=comment,
                    entered_by=by.reference,
                    entered_at=now,
                )
                for content in contents
            )
    except IntegrityError as error:
        if "figure_one_current_version" in str(error) or "figure_version_once" in str(error):
            raise changed_meanwhile() from error
        raise


def changed_meanwhile() -> ChangedMeanwhile:
    """The refusal for somebody whose page is older than the figure."""
    return ChangedMeanwhile(
        _("Somebody changed this figure in the meantime. Nothing was stored; please look at the new version first.")
    )
