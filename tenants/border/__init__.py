"""The border: the only code that knows roles, schemas and switching.

Import its door lazily, because Django loads the database backend below before any app is ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tenants.border.crossing import CrossingRefused, NotProvisioned, acting_as, inside, who_am_i
    from tenants.border.roles import MUNICIPALITY, Role

__all__ = ["MUNICIPALITY", "CrossingRefused", "NotProvisioned", "Role", "acting_as", "inside", "who_am_i"]

_DOOR = {
    "CrossingRefused": "crossing",
    "NotProvisioned": "crossing",
    "acting_as": "crossing",
    "inside": "crossing",
    "who_am_i": "crossing",
    "MUNICIPALITY": "roles",
    "Role": "roles",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _DOOR:
        raise AttributeError(name)
    return getattr(import_module(f"tenants.border.{_DOOR[name]}"), name)
