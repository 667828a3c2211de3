"""The embedded PostgreSQL: starts, stops, lets in nobody without the password, and outlives its killers."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from benchmark.local import Cluster, LocalRefusal
from benchmark.local.places import LONGEST_SOCKET_FOLDER, read_places
from benchmark.local.postmaster import forget_foreign_pid, running_pid
from benchmark.local.refusals import FolderNotOurs, InUse, NotFounded, OtherMajorVersion
from tests.benchmark.local.conftest import ask, data_of, run_python

pytestmark = pytest.mark.requirement("I2.2")


def modes_above(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mode, path.stat().st_uid) for path in folder.parents}


def processes_of(cluster: Cluster) -> list[int]:
    """Every process that stands in the data directory: the server and all its children."""
    data, found = data_of(cluster).resolve(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == data:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def sockets_of(pid: int) -> set[str]:
    """Inode numbers of the sockets a process holds."""
    links = (str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink())
    return {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:[")}


def internet_sockets() -> set[str]:
    """Inode numbers of all TCP sockets of this machine."""
    tables = [Path("/proc/net") / name for name in ("tcp", "tcp6")]
    return {line.split()[9] for table in tables if table.exists() for line in table.read_text().splitlines()[1:]}


@pytest.mark.requirement("E1")
def test_starts_answers_and_stops_also_when_asked_twice(cluster: Cluster) -> None:
    assert not cluster.is_running()
    with cluster:
        assert cluster.is_running()
        assert ask(cluster, "SELECT 40 + 2") == 42
        assert processes_of(cluster)
        cluster.stop()
        cluster.stop()
    assert not cluster.is_running()
    assert processes_of(cluster) == []


@pytest.mark.requirement("E1")
def test_server_never_runs_as_root(running: Cluster) -> None:
    owner = Path(f"/proc/{running_pid(data_of(running))}").stat().st_uid
    assert owner != 0
    assert owner == data_of(running).stat().st_uid


def test_settings_are_the_ones_the_service_needs(running: Cluster) -> None:
    assert ask(running, "SHOW max_connections") == "300"
    assert ask(running, "SHOW max_locks_per_transaction") == "256"
    assert ask(running, "SHOW timezone") == "UTC"
    assert ask(running, "SHOW fsync") == "off"
    assert ask(running, "SELECT upper('äöü')") == "ÄÖÜ"


def test_lasting_data_are_written_through(new_cluster: Callable[[Path], Cluster], tmp_path: Path) -> None:
    passing = new_cluster(tmp_path / "postgres")
    with Cluster(passing.folder) as lasting:
        assert ask(lasting, "SHOW fsync") == "on"
        assert ask(lasting, "SHOW synchronous_commit") == "on"


def test_wrong_password_is_refused_and_no_rule_trusts(running: Cluster) -> None:
    assert ask(running, "SELECT current_user") == "postgres"
    for password in ("wrong", ""):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            ask(running, "SELECT 1", password=password, passfile="/dev/null")
    methods = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
    assert ask(running, methods) == "scram-sha-256"
    assert ask(running, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'").startswith("SCRAM-SHA-256$")


def test_socket_folder_is_private_and_no_port_is_opened(running: Cluster) -> None:
    sockets = Path(running.superuser_dsn()["host"])
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert ask(running, "SHOW listen_addresses") == ""
    server = running_pid(data_of(running))
    assert server is not None
    assert sockets_of(server)
    assert sockets_of(server) & internet_sockets() == set()
    with socket.create_server(("127.0.0.1", 0)):
        assert sockets_of(os.getpid()) & internet_sockets(), "the search does find a listener"


def test_password_and_record_are_private(running: Cluster) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in running.folder.iterdir() if path.is_file()}
    assert {"password", "places.json", "postgres.log", "lock"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    password = (running.folder / "password").read_text()
    assert password not in (running.folder / "postgres.log").read_text()


@pytest.mark.requirement("E2")
@pytest.mark.parametrize("umask", [0o022, 0o077])
@pytest.mark.parametrize("home_mode", [0o755, 0o700])
def test_spaces_umask_and_closed_home_leave_foreign_modes_alone(
    new_cluster: Callable[[Path], Cluster], tmp_path: Path, umask: int, home_mode: int
) -> None:
    home = tmp_path / "Ordner mit 'Leerzeichen'"
    home.mkdir()
    home.chmod(home_mode)
    cluster = new_cluster(home / "check out" / "postgres")
    before = modes_above(home / "x")
    started = run_python(
        "import sys; from pathlib import Path; from benchmark.local import Cluster;"
        "Cluster(Path(sys.argv[1]), durable=False).start()",
        str(cluster.folder),
        umask=umask,
    )
    assert started.returncode == 0, started.stderr
    assert ask(cluster, "SELECT 1") == 1
    assert modes_above(home / "x") == before
    assert stat.S_IMODE(data_of(cluster).stat().st_mode) == 0o700


@pytest.mark.requirement("E2")
def test_long_path_gets_a_short_private_socket_folder(new_cluster: Callable[[Path], Cluster], tmp_path: Path) -> None:
    cluster = new_cluster(tmp_path / ("k" * 120) / "postgres")
    with cluster:
        sockets = Path(cluster.superuser_dsn()["host"])
        assert len(os.fsencode(sockets)) <= LONGEST_SOCKET_FOLDER
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert ask(cluster, "SELECT 1") == 1


def test_data_survive_kill_of_all_processes(cluster: Cluster) -> None:
    with Cluster(cluster.folder) as lasting:
        ask(lasting, "CREATE TABLE kept AS SELECT 7 AS seven")
        victims = processes_of(lasting)
        assert len(victims) > 1
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):  # the first kill may have ended it already
                os.kill(pid, signal.SIGKILL)
        while processes_of(lasting):
            os.sched_yield()
        assert not lasting.is_running()
        lasting.release()
        lasting.start()
        assert ask(lasting, "SELECT seven FROM kept") == 7


def test_stale_process_number_of_somebody_else_does_not_hinder(cluster: Cluster) -> None:
    with cluster:
        pass
    pid_file = data_of(cluster) / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{data_of(cluster)}\n")
    assert running_pid(data_of(cluster)) is None
    assert not cluster.is_running()
    forget_foreign_pid(data_of(cluster))
    assert not pid_file.exists()
    with cluster:
        assert ask(cluster, "SELECT 1") == 1


@pytest.mark.requirement("E3")
def test_second_start_is_refused_with_the_holder(cluster: Cluster) -> None:
    with cluster:
        with pytest.raises(InUse, match="schon von einem anderen Vorgang benutzt"):
            Cluster(cluster.folder).start()
        with pytest.raises(InUse):
            cluster.start()
        other = run_python(
            "import sys; from benchmark.local.__main__ import main; sys.exit(main(['start', '--folder', sys.argv[1]]))",
            str(cluster.folder),
        )
        assert other.returncode == 1
        assert re.search(rf"Prozess {os.getpid()}\)", other.stderr)
        assert ask(cluster, "SELECT 1") == 1, "the refused start must not disturb the running server"
    with cluster:
        assert cluster.is_running(), "after the stop the folder is free again"


def test_server_left_behind_is_taken_over(cluster: Cluster) -> None:
    cluster.start()
    first = running_pid(data_of(cluster))
    cluster.release()
    with Cluster(cluster.folder) as second:
        assert running_pid(data_of(second)) == first
    assert not cluster.is_running()


@pytest.mark.requirement("E3")
def test_data_of_another_major_version_are_refused_with_an_instruction(cluster: Cluster) -> None:
    with cluster:
        pass
    version = data_of(cluster) / "PG_VERSION"
    ours = version.read_text()
    version.write_text("12\n")
    with pytest.raises(OtherMajorVersion, match=r"PostgreSQL 12.*reset --folder"):
        cluster.start()
    assert data_of(cluster).is_dir(), "refusing must not delete anything"
    version.write_text(ours)
    with cluster:
        assert cluster.is_running(), "a refusal leaves the folder free"


def test_folder_with_foreign_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Liebe Kommune")
    with pytest.raises(FolderNotOurs, match="nicht leer"):
        Cluster(tmp_path).start()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_copy_of_a_checkout_does_not_share_the_server(cluster: Cluster, new_cluster: Callable[[Path], Cluster]) -> None:
    with cluster:
        copy = new_cluster(cluster.folder.with_name("copy"))
        copy.folder.mkdir()
        for name in ("lock", "password", "places.json"):
            (copy.folder / name).write_bytes((cluster.folder / name).read_bytes())
        assert not copy.is_running()
        with copy:
            assert data_of(copy) != data_of(cluster)
        assert cluster.is_running()


def test_reset_leaves_nothing(cluster: Cluster) -> None:
    with cluster:
        pass
    places = read_places(cluster.folder)
    assert places is not None
    assert places.data.is_dir()
    cluster.reset()
    assert not places.home.exists()
    assert list(cluster.folder.iterdir()) == []
    with pytest.raises(NotFounded):
        cluster.superuser_dsn()


def test_failed_start_names_the_log_and_frees_the_folder(cluster: Cluster) -> None:
    with cluster:
        pass
    settings = data_of(cluster) / "postgresql.conf"
    whole = settings.read_text()
    settings.write_text(whole + "\nno_such_setting = 1\n")
    with pytest.raises(LocalRefusal, match=r"postgres\.log(.|\n)*no_such_setting"):
        cluster.start()
    settings.write_text(whole)
    with cluster:
        assert cluster.is_running()
