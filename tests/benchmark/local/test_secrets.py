"""Secrets are made once, private, and the same for everyone who asks."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmark.local import read_or_create
from benchmark.local.refusals import EmptySecret, UnknownSecret
from benchmark.local.secrets import KINDS

pytestmark = pytest.mark.requirement("I2.2")


def test_each_secret_is_made_once_and_differs_from_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    first = {name: read_or_create(folder, name) for name in KINDS}
    assert {name: read_or_create(folder, name) for name in KINDS} == first
    assert len(set(first.values())) == len(KINDS)
    assert len(base64.b64decode(first["receipt_key"], validate=True)) == 32
    assert all(len(secret) >= 44 for secret in first.values())


def test_folder_and_files_are_private_and_the_parent_is_untouched(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folder = tmp_path / "secrets"
    read_or_create(folder, "web_key")
    (folder / "web_key").chmod(0o644)
    read_or_create(folder, "web_key")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_all_who_ask_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(lambda _: read_or_create(tmp_path / "secrets", "django_key"), range(64)))
    assert len(answers) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["django_key"]


def test_unknown_and_damaged_secrets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownSecret):
        read_or_create(tmp_path, "../passwd")
    (tmp_path / "web_key").touch()
    with pytest.raises(EmptySecret, match="web_key"):
        read_or_create(tmp_path, "web_key")
