"""Recognises and ends the server process of one data directory."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

PID_FILE = "postmaster.pid"
LINE_OF_STATE = 7
PAUSE = 0.05  # seconds between two looks at a process that is ending


def running_pid(data: Path) -> int | None:
    """Process id of the server that works in this data directory, or None.

    The number in the file alone proves nothing: after kill -9 or a restart of the machine it may belong to anybody.
    A server stands in its data directory, so that is asked of the process as well.
    """
    pid = recorded_pid(data)
    return pid if pid is not None and _stands_in(pid, data) else None


def recorded_pid(data: Path) -> int | None:
    """The process id that the last server wrote down, or None."""
    try:
        return int((data / PID_FILE).read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def is_ready(data: Path) -> bool:
    """Whether the server says of itself that it accepts connections."""
    try:
        lines = (data / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > LINE_OF_STATE and lines[LINE_OF_STATE].strip() == "ready"


def forget_foreign_pid(data: Path) -> None:
    """Remove a stale process id that meanwhile belongs to somebody else; PostgreSQL would take that one for its twin.

    A stale id that belongs to nobody stays: PostgreSQL itself knows how to judge it together with its shared memory.
    """
    pid = recorded_pid(data)
    if pid is not None and _exists(pid) and not _stands_in(pid, data):
        (data / PID_FILE).unlink(missing_ok=True)


def end(data: Path, *, seconds: float) -> None:
    """End the server: politely, then at once, then without asking; returns when it is gone."""
    for number, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, seconds / 3), (signal.SIGKILL, seconds / 3)):
        pid = running_pid(data)
        if pid is None:
            return
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        if _gone(pid, data, patience):
            return


def _gone(pid: int, data: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not _stands_in(pid, data):
            return True
        time.sleep(PAUSE)
    return False


def _stands_in(pid: int, data: Path) -> bool:
    processes = Path("/proc")
    if not (processes / "self").exists():  # no such file system: macOS
        return _exists(pid)
    try:
        return (processes / str(pid) / "cwd").readlink() == data.resolve()
    except OSError:
        return False


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
