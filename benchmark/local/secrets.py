"""Secrets of one machine: made once, kept in private files, never printed."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from benchmark.local.refusals import EmptySecret, UnknownSecret


def _text() -> str:
    return secrets.token_urlsafe(48)


def _key_of_32_bytes() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


KINDS: dict[str, Callable[[], str]] = {
    "django_key": _text,  # signs sessions and links
    "web_key": _text,  # passwords of the roles the web server uses: router, platform and the municipalities
    "worker_key": _text,  # passwords of the roles of workers and command line: owner, exchange, sweeper, backup
    "receipt_key": _key_of_32_bytes,  # seed of the key that signs receipts
}


def read_or_create(folder: Path, name: str) -> str:
    """The secret of this name, made at the first call, also when several processes ask at once.

    Raises UnknownSecret for a name nobody declared and EmptySecret for a damaged file.
    """
    if name not in KINDS:
        raise UnknownSecret(name)
    folder.mkdir(parents=True, exist_ok=True)
    _close_to_others(folder, 0o700)
    path = folder / name
    if not path.exists():
        _create(path, KINDS[name]())
    _close_to_others(path, 0o600)
    secret = path.read_text(encoding="ascii").strip()
    if not secret:
        raise EmptySecret(path)
    return secret


def _create(path: Path, secret: str) -> None:
    """Write beside and link into place: whoever links first decides, the others read that one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def _close_to_others(path: Path, mode: int) -> None:
    if stat.S_IMODE(path.stat().st_mode) != mode:
        path.chmod(mode)
