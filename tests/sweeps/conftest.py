"""One copy of the small demonstration for all sweeps that only look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def demo_template(django_db_blocker: Any) -> Iterator[str]:
    """Name of the template database with the small demonstration."""
    from tests.support import demo_world

    with django_db_blocker.unblock():
        yield demo_world.make_demo_template()


@pytest.fixture(scope="module")
def visits(demo_template: str) -> Iterator[Any]:
    """Signed-in clients of a copy that nobody changes."""
    from django.conf import settings

    from tests.support import worlds
    from tests.sweeps.visits import Visits

    worlds.copy_of(demo_template)
    yield Visits()
    worlds.drop(settings.DATABASES["default"]["NAME"])
