"""``DATABASE_URL`` overrides the embedded PostgreSQL, and an ordinary owner without superuser rights is enough (E3)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from psycopg2 import sql

from tests.support.worlds import drop, one_at_a_time, superuser

OWNER, PASSWORD = f"betreiber_{settings.RUN}", "geheim#1"


@pytest.fixture
def address(template: str) -> Iterator[str]:
    """Address of an empty database that belongs to a role which may create roles and nothing more."""
    name = f"vr_fremd_{settings.RUN}"
    with superuser() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD %s").format(sql.Identifier(OWNER)), [PASSWORD])
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
    place = settings.BORDER_SUPERUSER
    yield f"postgres://{OWNER}:{quote(PASSWORD)}@/{name}?host={quote(place['host'])}&port={place['port']}"
    drop(name)
    with superuser() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE %s", [f"fremd{settings.RUN}\\_%"])
        for (role,) in [*cursor.fetchall(), (OWNER,)]:
            cursor.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(sql.Identifier(role)))
            cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.mark.requirement("E3")
@pytest.mark.requirement("I2.2")
def test_the_platform_is_founded_where_database_url_points(address: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "benchmark.config.settings.local",
        "VERGLEICHSRING_LOCAL": str(tmp_path),
        "VERGLEICHSRING_ROLE_PREFIX": f"fremd{settings.RUN}",
    }
    command = [sys.executable, "manage.py", "found_platform"]
    with one_at_a_time("roles"):
        ended = subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )
    assert ended.returncode == 0, ended.stderr
    assert "not a superuser" in ended.stdout
    assert not (tmp_path / "postgres").exists()
    place = settings.BORDER_SUPERUSER
    with (
        psycopg2.connect(
            host=place["host"], port=place["port"], user=OWNER, password=PASSWORD, dbname=f"vr_fremd_{settings.RUN}"
        ) as raw,
        raw.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM public.border_job")
        assert cursor.fetchone() == (0,)
    raw.close()
