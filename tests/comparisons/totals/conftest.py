"""A nested circle of thirteen Gemeinden, of which one has people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from comparisons.circles.models import Circle
from tests.support import nested


@dataclass(frozen=True)
class Nested:
    """The Gemeinde with people, its circle, and the keys of the Gemeinden that are rows only."""

    own: Any
    circle: Circle
    others: tuple[str, ...]


@pytest.fixture(scope="session")
def nested_template(template: str, django_db_blocker: Any) -> str:
    """Name of a template database with the circle, before anything is agreed on."""
    from tests.support import worlds

    name = f"{template}_nested"
    with django_db_blocker.unblock(), worlds.one_at_a_time("nested"):  # the lock must end before the first test
        if not worlds.exists(name):
            worlds.copy_of(template, name)
            with worlds.database_named(name):
                nested.found_nested(nested.settle_own())
    return name


@pytest.fixture
def nest(nested_template: str) -> Iterator[Nested]:
    """A fresh copy for one test."""
    yield from _copy(nested_template)


@pytest.fixture(scope="module")
def nest_of_module(nested_template: str) -> Iterator[Nested]:
    """One copy for all tests of a module; each takes another year."""
    yield from _copy(nested_template)


def _copy(name: str) -> Iterator[Nested]:
    from django.conf import settings

    from tenants.border import Role, acting_as
    from tenants.municipalities.models import Municipality
    from tests.support import worlds

    worlds.copy_of(name)
    with acting_as(Role.OWNER):
        own = Municipality.objects.get(slug=nested.OWN.slug)
        circle = Circle.objects.get(kind="kreis")
    others = tuple(place.ags for place in nested.gemeinden() if place.ags != own.ags)
    yield Nested(own, circle, others)
    worlds.drop(settings.DATABASES["default"]["NAME"])
