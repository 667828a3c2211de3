"""Fixtures of the attacks: the ground, one copy of it per module, the length of the suite, a mutant under test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

FULL = "VERGLEICHSRING_ATTACKS"  # "full": more data sets, all pairs, all members; anything else: the short form


def is_full() -> bool:
    """Whether the long form of the suite was asked for."""
    return os.environ.get(FULL) == "full"


@pytest.fixture(scope="session")
def full() -> bool:
    return is_full()


@pytest.fixture(scope="session")
def ground_template(template: str, django_db_blocker: Any) -> str:
    """Name of the template database with 21 municipalities and four rings, made once per run."""
    from tests.attacks.ground import make_attack_template

    with django_db_blocker.unblock():
        return make_attack_template(template)


@pytest.fixture(scope="module")
def ground_of_module(ground_template: str) -> Iterator[None]:
    """One copy of the ground for a whole module."""
    from tests.attacks.ground import copied

    with copied(ground_template):
        yield


@pytest.fixture
def ground(ground_template: str) -> Iterator[None]:
    """A fresh copy of the ground for one test."""
    from tests.attacks.ground import copied

    with copied(ground_template):
        yield


TOLD = "attack"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say how close an attack came; said again at the end of the run, also by several workers."""

    def say(line: str) -> None:
        record_property(TOLD, line)

    return say


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How close every attack came."""
    ended = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    lines = [str(line) for one in ended for name, line in one.user_properties if name == TOLD]
    if lines:
        terminalreporter.section("attacks")
        for line in dict.fromkeys(lines):
            terminalreporter.line(line)
