"""Behind a transaction pooler nobody reads another municipality (C20, F1), with the plain way as positive control."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tenants.border.roles import Role, password_for, role_name
from tests.border.test_switching import plant

THREADS, REQUESTS = 6, 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def pooler(six: list[Any], tmp_path: Path) -> Iterator[int]:
    """PgBouncer in transaction mode with two server connections per role; its port."""
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    folder = Path("/tmp") / f"pgbouncer-{tmp_path.name}-{free_port()}"
    folder.mkdir(mode=0o755)
    port, name = free_port(), connection.settings_dict["NAME"]
    names = [*(municipality.schema_name for municipality in six[:3]), role_name(Role.OWNER)]
    (folder / "users").write_text("".join(f'"{user}" "{password_for(user)}"\n' for user in names))
    place = settings.BORDER_SUPERUSER
    (folder / "ini").write_text(
        f"[databases]\n{name} = host={place['host']} port={place['port']}\n[pgbouncer]\nlisten_addr=127.0.0.1\n"
        f"listen_port={port}\nunix_socket_dir=\nauth_type=scram-sha-256\nauth_file={folder}/users\npool_mode=transaction\n"
        "default_pool_size=2\nmax_client_conn=200\nlogfile=\n"
    )
    as_somebody: dict[str, Any] = {}
    if os.geteuid() == 0:  # PgBouncer refuses to run as root; the socket lets in only the server's own user
        runs_as = Path(place["host"]).owner()
        shutil.chown(folder / "users", runs_as)
        as_somebody = {"user": runs_as, "extra_groups": []}
    process = subprocess.Popen([program, "-q", str(folder / "ini")], stderr=subprocess.DEVNULL, **as_somebody)
    wait_until_it_listens(port)
    yield port
    process.terminate()
    process.wait(10)
    shutil.rmtree(folder)


def wait_until_it_listens(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("PgBouncer does not listen")


def wrong_reads(port: int, users: list[tuple[str, str]], *, set_path: bool) -> tuple[int, int]:
    """(wrong, all) reads of many threads that each visit all municipalities in turn, in autocommit."""
    wrong, total, lock = 0, 0, threading.Lock()

    def visit(number: int) -> None:
        nonlocal wrong, total
        open_connections = {}
        for schema, user in users:
            raw = psycopg2.connect(
                host="127.0.0.1",
                port=port,
                user=user,
                password=password_for(user),
                dbname=connection.settings_dict["NAME"],
            )
            raw.autocommit = True
            open_connections[schema] = raw
        for turn in range(REQUESTS):
            schema = users[(turn + number) % len(users)][0]
            try:
                with open_connections[schema].cursor() as cursor:
                    if set_path:
                        cursor.execute(f'SET search_path = "{schema}"')
                    cursor.execute("SELECT name FROM whose")
                    mistaken = cursor.fetchone()[0] != schema
            except psycopg2.errors.UndefinedTable:  # some other client's search path: nobody's table at all
                mistaken = True
            with lock:
                wrong, total = wrong + mistaken, total + 1
        for raw in open_connections.values():
            raw.close()

    threads = [threading.Thread(target=visit, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong, total


@pytest.mark.requirement("C20")
@pytest.mark.requirement("F1")
@pytest.mark.slow
def test_login_roles_never_mix_behind_a_transaction_pooler(six: list[Any], pooler: int) -> None:
    plant(six[:3])
    names = [municipality.schema_name for municipality in six[:3]]
    assert wrong_reads(pooler, [(name, name) for name in names], set_path=False) == (0, THREADS * REQUESTS)


@pytest.mark.requirement("C20")
@pytest.mark.slow
def test_the_same_load_mixes_them_with_one_role_and_a_search_path(six: list[Any], pooler: int) -> None:
    plant(six[:3])
    owner = role_name(Role.OWNER)
    wrong, total = wrong_reads(pooler, [(municipality.schema_name, owner) for municipality in six[:3]], set_path=True)
    assert total == THREADS * REQUESTS
    assert wrong > 0
