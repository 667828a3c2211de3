"""The only two ways to act as somebody: inside one municipality, or as a role of the platform."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection

from tenants.border.roles import Role, account, account_of


class HasSchema(Protocol):
    """What the border needs to know of a municipality."""

    schema_name: str
    provisioned_at: Any


class NotProvisioned(Exception):
    """The municipality has no schema yet; without this check queries would silently reach public tables."""


class CrossingRefused(Exception):
    """Code that acts inside one municipality tried to enter another."""


@contextmanager
def _as(tenant: Any) -> Iterator[None]:
    before = connection.tenant  # type: ignore[attr-defined]
    connection.set_tenant(tenant)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.set_tenant(before)  # type: ignore[attr-defined]


@contextmanager
def inside(municipality: HasSchema) -> Iterator[None]:
    """Run a block as one municipality, in its own schema, and come back, whatever happens.

    Raises NotProvisioned before its schema exists and CrossingRefused from inside another municipality.
    """
    if municipality.provisioned_at is None:
        raise NotProvisioned(municipality.schema_name)
    here = connection.schema_name  # type: ignore[attr-defined]
    if here not in ("public", municipality.schema_name):
        raise CrossingRefused(f"{here} -> {municipality.schema_name}")
    with _as(municipality):
        yield


@contextmanager
def acting_as(role: Role) -> Iterator[None]:
    """Run a block as a role of the platform, in the public schema.

    Raises CrossingRefused from inside a municipality: nobody steps out of a municipality to become something larger.
    """
    here = connection.schema_name  # type: ignore[attr-defined]
    if here != "public":
        raise CrossingRefused(f"{here} -> {role}")
    with _as(account(role)):
        yield


def who_am_i() -> str:
    """Login role of the connection in use."""
    return account_of(connection.tenant)  # type: ignore[attr-defined]
