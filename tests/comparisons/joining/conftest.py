"""A world with the demonstration's official figures and public context, and nobody signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

DATA = Path(__file__).resolve().parents[3] / "benchmark" / "demo" / "data"


def read_in() -> None:
    """Import what the demonstration imports, invented figures included."""
    from benchmark.statistics_offices.actions import import_file
    from benchmark.statistics_offices.territory_keys import load_directory
    from tenants.border import Role, acting_as
    from tenants.membership.people import Person

    with acting_as(Role.OWNER):
        directory = load_directory()
        for path in sorted(DATA.rglob("*.csv")):
            import_file(data=path.read_bytes(), name=path.name, by=Person("operator", "Betrieb"), directory=directory)


@pytest.fixture(scope="module")
def figures(world_of_module: None) -> None:
    """The figures of the demonstration, once per module."""
    read_in()


@pytest.fixture
def platform() -> Iterator[None]:
    """The connection of the platform's public pages."""
    from tenants.border import Role, acting_as

    with acting_as(Role.PLATFORM):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def guest() -> Client:
    """Somebody without an account on the platform's host."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def seen(guest: Client) -> Callable[..., str]:
    """The text of an open page; the status must be the expected one."""

    def look(path: str, status: int = 200, **query: Any) -> str:
        answer = guest.get(path, query)
        assert answer.status_code == status, answer.content.decode()[:1500]
        return answer.content.decode()

    return look
