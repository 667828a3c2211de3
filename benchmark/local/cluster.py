"""Embedded PostgreSQL for one machine: founded once, started, stopped, thrown away."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shlex
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmark.local import places as layout
from benchmark.local import postmaster
from benchmark.local.account import Account
from benchmark.local.installation import Installation, find_installation
from benchmark.local.places import Places
from benchmark.local.refusals import InUse, NotFounded, OtherMajorVersion, StartFailed

SUPERUSER = "postgres"
LOG = "postgres.log"
LARGEST_LOG = 5_000_000  # bytes; then the log is set aside once
START_SECONDS = 60
STOP_SECONDS = 30.0
BUILTIN_LOCALE_SINCE = 17

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "300",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "password_encryption": "scram-sha-256",
}
PASSING_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "256MB",
}


class Cluster:
    """One embedded PostgreSQL in `folder`.

    `durable=False` is for throw-away data: faster, and lost when the machine loses power.
    All refusals are `LocalRefusal`s whose text is a German sentence.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = Path(folder).resolve()
        self.durable = durable
        self._lock: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, founding it first where there is none, and hold it for this process until `stop`.

        A server left over from a process that died is taken over. Raises InUse while another process holds it,
        OtherMajorVersion, NoPostgresFound, StartFailed and the other refusals of this room.
        """
        account = Account.for_server()
        layout.prepare_folder(self.folder, account)
        self._take_lock()
        try:
            if not self.is_running():
                self._start(account)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server and let go of it; does nothing where there is none."""
        found = layout.read_places(self.folder)
        if found:
            postmaster.end(found.data, seconds=STOP_SECONDS)
        self.release()

    def release(self) -> None:
        """Let go of the server without stopping it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def reset(self) -> None:
        """Stop the server and delete its data for good; raises InUse while another process holds it."""
        if not (self.folder / layout.LOCK).exists():
            return
        self._take_lock()
        found = layout.read_places(self.folder)
        self.stop()
        if found:
            layout.remove_places(found)
        for name in (layout.RECORD, layout.PASSWORD, LOG, f"{LOG}.1", layout.LOCK):
            (self.folder / name).unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether a server works in this cluster's data directory, whoever started it."""
        found = layout.read_places(self.folder)
        return found is not None and postmaster.running_pid(found.data) is not None and postmaster.is_ready(found.data)

    def superuser_dsn(self, database: str = "postgres") -> dict[str, Any]:
        """Connection parameters of the superuser: host (the socket folder), port, user, password, dbname."""
        found = layout.read_places(self.folder)
        password = self.folder / layout.PASSWORD
        if found is None or not password.exists():
            raise NotFounded(self.folder)
        return {
            "host": str(found.sockets),
            "port": found.port,
            "user": SUPERUSER,
            "password": password.read_text(encoding="utf-8"),
            "dbname": database,
        }

    def _take_lock(self) -> None:
        """Hold the cluster for this process; the operating system lets go when the process dies."""
        if self._lock is not None:
            raise InUse(self.folder, str(os.getpid()))
        lock = os.open(self.folder / layout.LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 20).decode()
            os.close(lock)
            raise InUse(self.folder, holder) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        self._lock = lock

    def _start(self, account: Account) -> None:
        installation = find_installation()
        places = layout.settle(self.folder, account, durable=self.durable)
        self._refuse_other_major(places, installation)
        installation = installation.readable_for(account, places.home)
        self._set_old_log_aside()
        if not places.data.is_dir():
            self._found(places, installation, account)
        postmaster.forget_foreign_pid(places.data)
        for left_over in places.sockets.iterdir():
            left_over.unlink()
        command = [installation.program("pg_ctl"), "start", "-w", "-t", str(START_SECONDS), "-D", str(places.data)]
        self._run(account, [*command, "-o", self._options(places)], "Der Start von PostgreSQL")

    def _options(self, places: Places) -> str:
        settings = SETTINGS | ({} if self.durable else PASSING_SETTINGS)
        settings |= {"port": str(places.port), "unix_socket_directories": f'"{places.sockets}"'}
        return " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())

    def _found(self, places: Places, installation: Installation, account: Account) -> None:
        """Make the data directory, whole or not at all."""
        password = self.folder / layout.PASSWORD
        if not password.exists():
            layout.write_private(password, secrets.token_urlsafe(32))
        unfinished, handed = places.home / "data.unfinished", places.home / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        handed.unlink(missing_ok=True)
        layout.write_private(handed, password.read_text(encoding="utf-8"))
        account.own(handed)
        command = [
            installation.program("initdb"),
            "-D",
            str(unfinished),
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        command += ["-A", "scram-sha-256", f"--pwfile={handed}"]
        if installation.major >= BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        try:
            self._run(account, command, "Das Einrichten von PostgreSQL")
        finally:
            handed.unlink(missing_ok=True)
        unfinished.rename(places.data)

    def _refuse_other_major(self, places: Places, installation: Installation) -> None:
        with contextlib.suppress(FileNotFoundError):
            found = (places.data / "PG_VERSION").read_text(encoding="utf-8").strip()
            if found != str(installation.major):
                raise OtherMajorVersion(places.data, found, installation.major, self.folder)

    def _run(self, account: Account, command: list[str], step: str) -> None:
        """Run a program of PostgreSQL with its output in the log, which we open, so the account need not reach it."""
        log = self.folder / LOG
        with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as output:
            before = output.seek(0, os.SEEK_END)
            result = account.run(command, output=output, timeout=2 * START_SECONDS)
            if result.returncode:
                output.seek(before)
                words = output.read().decode("utf-8", errors="replace").strip().splitlines()
                raise StartFailed(step, "\n".join(words[-12:]), log)

    def _set_old_log_aside(self) -> None:
        log = self.folder / LOG
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_name(f"{LOG}.1"))
