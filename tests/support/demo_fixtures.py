"""Fixtures around the small demonstration, for the sweeps and the journeys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def demo_template(django_db_blocker: Any) -> Iterator[str]:
    """Name of the template database with the small demonstration, made once per run."""
    from tests.support import demo_world

    with django_db_blocker.unblock():
        yield demo_world.make_demo_template()


@pytest.fixture(scope="module")
def demo_of_module(demo_template: str) -> Iterator[None]:
    """One copy of it for a whole module."""
    from django.conf import settings

    from tests.support import worlds

    worlds.copy_of(demo_template)
    yield
    worlds.drop(settings.DATABASES["default"]["NAME"])


@pytest.fixture
def demo(demo_template: str) -> Iterator[None]:
    """A fresh copy of it for one test that changes something."""
    from django.conf import settings

    from tests.support import worlds

    worlds.copy_of(demo_template)
    yield
    worlds.drop(settings.DATABASES["default"]["NAME"])
