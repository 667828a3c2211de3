"""A tool made to break into databases finds the hole of a careless page, and nothing of the neighbour (A7)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tenants.border import Role, acting_as
from tests.support.careless_server import serving

OWN, NEIGHBOURS = 97001, 98001
LONGEST_SECONDS = 55  # of one run; a bound against hanging, not a demand on speed
SQLMAP = Path(sys.executable).with_name("sqlmap")


@pytest.fixture
def neighbours(ahausen: Any, bedorf: Any) -> tuple[Any, Any]:
    """Two municipalities, each with one value of its own that is recognised wherever it turns up."""
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        for municipality, value in ((ahausen, OWN), (bedorf, NEIGHBOURS)):
            table = f'"{municipality.schema_name}".canary'
            cursor.execute(f"CREATE TABLE {table} (name text, value integer)")
            cursor.execute(f"INSERT INTO {table} VALUES ('known', %s)", [value])
    return ahausen, bedorf


@pytest.fixture
def careless(neighbours: tuple[Any, Any], tmp_path: Path) -> Iterator[int]:
    """Port of a server whose page puts its SQL together from text."""
    connection.close()
    with serving("tests.support.injectable_settings", tmp_path / "server.log") as port:
        yield port


def retrieved(port: int, query: str, folder: Path) -> str:
    """What sqlmap says after it tried to read this through the page at ahausen's host."""
    assert SQLMAP.exists() or shutil.which("sqlmap"), "sqlmap is missing: it belongs to the packages for development"
    ended = subprocess.run(
        [
            *(str(SQLMAP if SQLMAP.exists() else "sqlmap"), "--batch", "--flush-session", "--disable-coloring"),
            *("-u", f"http://127.0.0.1:{port}/search/?name=known", "-p", "name", "--host=ahausen.localhost"),
            *("--dbms=PostgreSQL", "--technique=B", "--level=1", "--risk=1", "--prefix='", "--string=found"),
            *("--threads=4", "--timeout=10", "--retries=1", "--ignore-proxy", "--skip-waf", "--skip-heuristics"),
            *("--output-dir", str(folder), "--sql-query", query),
        ],
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        env={**os.environ, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return ended.stdout + ended.stderr


@pytest.mark.slow
@pytest.mark.requirement("A7")
def test_sqlmap_reads_the_own_value_and_nothing_of_the_neighbour(
    careless: int, neighbours: tuple[Any, Any], tmp_path: Path
) -> None:
    here, there = neighbours
    own = retrieved(careless, f'SELECT value FROM "{here.schema_name}".canary', tmp_path / "own")
    assert "is vulnerable" in own or "injectable" in own, own
    assert str(OWN) in own, own
    foreign = retrieved(careless, f'SELECT value FROM "{there.schema_name}".canary', tmp_path / "foreign")
    assert "injectable" in foreign, foreign
    assert str(NEIGHBOURS) not in foreign
    assert "permission denied for schema" in (tmp_path / "server.log").read_text()
