"""System checks: rooms are what they say they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from benchmark.config.rooms import ROOMS, Kind, Room

BUILDINGS = ("benchmark", "tenants", "comparisons", "knowledge_base")


@register()
def rooms_are_what_they_say(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every package is in the table; a room's kind fits what it contains; nothing of ours stands in both lists."""
    return [
        *_unlisted_rooms(settings.BASE_DIR),
        *_in_both_lists(),
        *(error for room in ROOMS for error in _kind_errors(room)),
    ]


def _unlisted_rooms(base: Path) -> list[CheckMessage]:
    listed = {room.package for room in ROOMS}
    errors: list[CheckMessage] = []
    for building in BUILDINGS:
        for marker in (base / building).glob("*/__init__.py"):
            package = f"{building}.{marker.parent.name}"
            if building != "knowledge_base" and package not in listed:
                errors.append(Error(f"{package} is not in benchmark/config/rooms.py", id="rooms.E001"))
    return errors


def _in_both_lists() -> list[CheckMessage]:
    both = set(settings.SHARED_APPS) & set(settings.TENANT_APPS) & {room.package for room in ROOMS}
    return [Error(f"{package} stands in both app lists", id="rooms.E002") for package in sorted(both)]


def _kind_errors(room: Room) -> list[CheckMessage]:
    folder = Path(settings.BASE_DIR, *room.package.split("."))
    if not (folder / "__init__.py").exists():
        return [Error(f"{room.package} is listed but does not exist", id="rooms.E003")]
    if not room.is_app:
        pure_with_django = room.kind == Kind.PURE and (folder / "apps.py").exists()
        if pure_with_django or (folder / "models.py").exists():
            return [Error(f"{room.package} is {room.kind} and must not be a Django app", id="rooms.E004")]
        return []
    if not apps.is_installed(room.package):
        return [Error(f"{room.package} is {room.kind} but not installed", id="rooms.E005")]
    has_tables = bool(list(apps.get_app_config(room.label).get_models()))
    if room.kind == Kind.FACE and has_tables:
        return [Error(f"{room.package} is a face and must not own tables", id="rooms.E006")]
    wanted = settings.TENANT_APPS if room.kind == Kind.TENANT else settings.SHARED_APPS
    other = settings.SHARED_APPS if room.kind == Kind.TENANT else settings.TENANT_APPS
    if room.package not in wanted or room.package in other:
        return [Error(f"{room.package} is {room.kind} and stands in the wrong app list", id="rooms.E007")]
    return []
