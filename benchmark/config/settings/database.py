"""Where the database is, and which keys this process was given.

``DATABASE_URL`` (postgres://owner:password@host:port/name) overrides the embedded PostgreSQL in ``.local/``.
``VERGLEICHSRING_PART`` says what this process is: ``web`` gets neither the worker key nor the owner's password.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from benchmark.local.secrets import read_or_create

REST_ROLES = {"web": "router", "worker": "sweeper", "command": "owner"}


def database_settings(local: Path, *, cluster_folder: str = "postgres", name: str = "vergleichsring") -> dict[str, Any]:
    """All database settings of one process, as names of a settings module."""
    part = os.environ.get("VERGLEICHSRING_PART", "command")
    url = os.environ.get("DATABASE_URL", "")
    superuser: dict[str, Any] | None = None
    owner: tuple[str, str] | None = None
    if url:
        parts = urlsplit(url)
        place = {**_server(parts), "NAME": parts.path.lstrip("/")}
        if part != "web":
            owner = (unquote(parts.username or ""), unquote(parts.password or ""))
        if os.environ.get("DATABASE_SUPERUSER_URL"):
            admin = urlsplit(os.environ["DATABASE_SUPERUSER_URL"])
            server = _server(admin)
            superuser = {
                "host": server["HOST"],
                "port": server["PORT"],
                "user": unquote(admin.username or ""),
                "password": unquote(admin.password or ""),
            }
    else:
        dsn = _embedded(local / cluster_folder)
        place = {"HOST": dsn["host"], "PORT": str(dsn["port"]), "NAME": name}
        if part == "command" and "user" in dsn:
            superuser = {key: dsn[key] for key in ("host", "port", "user", "password")}
    folder = local / "secrets"
    return {
        "DATABASES": {
            "default": {
                "ENGINE": "tenants.border.backend",
                **place,
                "CONN_MAX_AGE": 600,
                "CONN_HEALTH_CHECKS": True,
                "ATOMIC_REQUESTS": False,
                "DISABLE_SERVER_SIDE_CURSORS": True,
            }
        },
        "BORDER_PREFIX": os.environ.get("VERGLEICHSRING_ROLE_PREFIX", "vr"),
        "BORDER_REST_ROLE": REST_ROLES[part],
        "BORDER_WEB_KEY": read_or_create(folder, "web_key"),
        "BORDER_WORKER_KEY": "" if part == "web" else read_or_create(folder, "worker_key"),
        "BORDER_KEY_GENERATION": os.environ.get("VERGLEICHSRING_KEY_GENERATION", "1"),
        "BORDER_OWNER": owner,
        "BORDER_SUPERUSER": superuser,
        "BORDER_PARKED_CONNECTIONS": int(os.environ.get("VERGLEICHSRING_PARKED_CONNECTIONS", "8")),
        "BORDER_CONNECTIONS_PER_MUNICIPALITY": int(os.environ.get("VERGLEICHSRING_CONNECTIONS", "12")),
        "SECRET_KEY": read_or_create(folder, "django_key"),
        "RECEIPT_KEY": read_or_create(folder, "receipt_key"),
    }


def _server(parts: SplitResult) -> dict[str, str]:
    """Host and port of a database address; ``?host=/folder`` names a socket folder, as libpq does."""
    asked = parse_qs(parts.query)
    host = asked.get("host", [parts.hostname or ""])[0]
    port = asked.get("port", [str(parts.port or 5432)])[0]
    return {"HOST": host, "PORT": port}


def _embedded(folder: Path) -> dict[str, Any]:
    """Where the embedded PostgreSQL listens; nowhere while it has not been founded (``make demo`` founds it)."""
    from benchmark.local import Cluster
    from benchmark.local.refusals import NotFounded

    try:
        return Cluster(folder).superuser_dsn()
    except NotFounded:
        return {"host": str(folder / "not-founded"), "port": 5432}
