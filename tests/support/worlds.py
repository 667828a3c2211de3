"""Databases for tests: one template per run, founded once; a fresh copy for whoever asks."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from tenants.border import Role
from tenants.border.foundation import found_platform
from tenants.border.hosts import forget_hosts
from tenants.border.roles import MUNICIPALITY, role_name

TEMPLATE = f"vr_template_{settings.RUN}"


@contextmanager
def superuser() -> Iterator[Any]:
    """A cursor of the cluster's superuser, outside any test database."""
    raw = psycopg2.connect(**settings.BORDER_SUPERUSER, dbname="postgres")
    raw.autocommit = True
    try:
        with raw.cursor() as cursor:
            yield cursor
    finally:
        raw.close()


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """A lock between the processes of this machine."""
    path = Path(settings.LOCAL_DIR) / f"{name}.lock"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def database_named(name: str) -> Iterator[None]:
    """Point Django's connection at another database for a while."""
    before = settings.DATABASES["default"]["NAME"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = before


def exists(name: str) -> bool:
    with superuser() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def drop(name: str) -> None:
    connection.close()
    with superuser() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def make_template(fill: Any, name: str = TEMPLATE) -> str:
    """Found a platform in a template database, once per run, and let ``fill`` put something into it."""
    with one_at_a_time("roles"):
        if exists(name):
            return name
        unfinished = f"{name}_unfinished"
        drop(unfinished)
        with database_named(unfinished):
            found_platform()
            fill()
        with superuser() as cursor:
            cursor.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
            )
    return name


def copy_of(template: str, name: str | None = None) -> None:
    """A fresh copy of a template as the database in use; every connection to an older one is gone afterwards."""
    name = name or settings.DATABASES["default"]["NAME"]
    drop(name)
    forget_hosts()
    everybody = [role_name(MUNICIPALITY), *(role_name(role) for role in Role)]
    with superuser() as cursor:
        target = sql.Identifier(name)
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY").format(
                target, sql.Identifier(template), sql.Identifier(role_name(Role.OWNER))
            )
        )
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(target))
        for role in everybody:
            cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(target, sql.Identifier(role)))


def drop_all_of_this_run() -> None:
    """Remove every database whose name carries this run's number."""
    connection.close()
    with superuser() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"_{settings.RUN}(_|$)"])
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
