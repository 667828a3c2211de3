"""The system check of the rooms: quiet on the house as it is, loud on every kind of mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import Error

from benchmark.config import checks
from benchmark.config.rooms import ROOMS, Kind, Room

pytestmark = pytest.mark.requirement("I2.4")


def numbers(found: list[Any]) -> set[str]:
    assert all(isinstance(message, Error) for message in found)
    return {message.id for message in found}


def test_the_house_is_in_order() -> None:
    assert checks.rooms_are_what_they_say(None) == []


def test_a_room_in_both_lists_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TENANT_APPS", [*settings.TENANT_APPS, "benchmark.catalogue"])
    assert "rooms.E002" in numbers(checks.rooms_are_what_they_say(None))


def test_a_room_that_is_not_listed_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ROOMS", tuple(room for room in ROOMS if room.package != "benchmark.goals"))
    assert "rooms.E001" in numbers(checks.rooms_are_what_they_say(None))


@pytest.mark.parametrize(
    ("room", "number"),
    [
        (Room("benchmark.nowhere", Kind.PURE), "rooms.E003"),
        (Room("benchmark.figures", Kind.PURE), "rooms.E004"),
        (Room("benchmark.harmonisation", Kind.FACE), "rooms.E005"),
        (Room("benchmark.catalogue", Kind.FACE), "rooms.E006"),
    ],
)
def test_a_room_that_is_something_else_is_reported(monkeypatch: pytest.MonkeyPatch, room: Room, number: str) -> None:
    others = tuple(each for each in ROOMS if each.package != room.package)
    monkeypatch.setattr(checks, "ROOMS", (*others, room))
    assert number in numbers(checks.rooms_are_what_they_say(None))


def test_every_room_is_listed_once() -> None:
    packages = [room.package for room in ROOMS]
    assert len(packages) == len(set(packages))
    labels = [room.label for room in ROOMS if room.is_app]
    assert len(labels) == len(set(labels))
    assert all(Path(settings.BASE_DIR, *package.split(".")).is_dir() for package in packages)
