"""The ground of all attacks: 21 Landkreise with people, four rings of 5, 9, 12 and 21 of them, a round open in each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation

from comparisons.circles.actions import decide_on_research
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle, Round
from tenants.border import Role, acting_as
from tenants.municipalities.models import Municipality
from tests.support import rounds, worlds
from tests.support.people import AHAUSEN, BEDORF, MORE, Place, settle

NAME = f"{worlds.TEMPLATE}_attack"
FIRST_YEAR, LAST_YEAR = 2022, 2023
YEARS = (FIRST_YEAR, LAST_YEAR)
RINGS = {"fuenf": 5, "neun": 9, "zwoelf": 12, "einundzwanzig": 21}
CORE = (CoreChoice("REC-01"), CoreChoice("ARB-01", groups=("foreign",)))
CODES = tuple(choice.indicator_code for choice in CORE)

_KEYS = (
    *("03251", "03252", "03254", "03255", "03256", "03257", "03351", "03352"),
    *("03353", "03354", "03355", "03356", "03357", "03358", "03359"),
)
OTHERS = tuple(
    Place(key, f"kreis-{letter}", f"Landkreis {letter.upper()}dorf", "landkreis")
    for key, letter in zip(_KEYS, "ghijklmnopqrstu", strict=True)
)
SLUGS = tuple(place.slug for place in (AHAUSEN, BEDORF, *MORE, *OTHERS))


def ring_name(slug: str) -> str:
    """Name of a ring, from which its address comes."""
    return slug.title()


def make_attack_template(template: str) -> str:
    """Name of the template database with the ground, made once per run from the common template."""
    with worlds.one_at_a_time("attack"):
        if worlds.exists(NAME):
            return NAME
        with worlds.one_at_a_time("roles"):
            worlds.copy_of(template)
            with translation.override("de"):
                _fill()
            _keep_as_template()
    return NAME


def _fill() -> None:
    for place in OTHERS:
        settle(place)
    everybody = members(SLUGS)
    for slug, count in RINGS.items():
        circle = rounds.found_circle(everybody[:count], name=ring_name(slug), indicators=CORE)
        open_for_research(circle)
        rounds.begin_round(circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)


def _keep_as_template() -> None:
    from django.db import connection
    from psycopg2 import sql

    connection.close()
    made = settings.DATABASES["default"]["NAME"]
    with worlds.superuser() as cursor:
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(made), sql.Identifier(NAME)))


def open_for_research(circle: Circle) -> None:
    """Let research download what the ring releases."""
    with acting_as(Role.PLATFORM):
        found = Circle.objects.get(pk=circle.pk)
        decide_on_research(circle=found, is_open=True, by=rounds.person_of_platform())


def members(slugs: Iterable[str]) -> list[Municipality]:
    """Municipalities by their addresses, in this order."""
    with acting_as(Role.OWNER):
        found = {one.slug: one for one in Municipality.objects.filter(slug__in=tuple(slugs))}
    return [found[slug] for slug in slugs]


def ring(slug: str) -> Circle:
    """One ring of the ground."""
    with acting_as(Role.PLATFORM):
        return Circle.objects.get(slug=slug)


def round_of(slug: str) -> Round:
    """The newest round of a ring."""
    with acting_as(Role.PLATFORM):
        return Round.objects.filter(circle__slug=slug).select_related("circle", "charter").latest("pk")


@contextmanager
def days_from_now(days: int) -> Iterator[None]:
    """The clock of the service moved, so that a test sees two quarters; the database keeps its own."""
    kept = timezone.now

    def moved() -> datetime.datetime:
        return kept() + datetime.timedelta(days=days)

    with mock.patch.object(timezone, "now", moved):
        yield


@contextmanager
def copied(template: str) -> Iterator[None]:
    """A copy of the ground for one of several worlds, with nothing left in the cache."""
    worlds.copy_of(template)
    cache.clear()
    yield
    worlds.drop(settings.DATABASES["default"]["NAME"])
