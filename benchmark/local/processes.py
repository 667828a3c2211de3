"""Starts the parts of a demonstration, notices when one dies, and leaves none behind."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class ChildEnded:
    """A part that ended by itself, with its exit code (negative: the signal that ended it)."""

    name: str
    code: int


@dataclass(frozen=True)
class _Child:
    name: str
    process: subprocess.Popen[bytes]
    watcher: threading.Thread


class Supervisor:
    """Starts named processes and stops them in reverse order, each with a grace period in seconds.

    Every part gets a process group of its own, so Ctrl-C reaches only us and the order of stopping is ours.
    """

    def __init__(self, *, grace: float = 10.0) -> None:
        self._grace = grace
        self._children: list[_Child] = []
        self._ended: queue.SimpleQueue[ChildEnded] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        log: Path | None = None,
    ) -> None:
        """Start a part; with `log` its output is appended to that file, otherwise it goes to our terminal."""
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(log.open("ab")) if log else None
            process = subprocess.Popen(
                [*_tether(), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env=None if environment is None else dict(environment),
                cwd=folder,
                start_new_session=True,
            )
        watcher = threading.Thread(target=self._watch, args=(name, process), name=f"watch {name}", daemon=True)
        self._children.append(_Child(name, process, watcher))
        watcher.start()

    def wait(self) -> ChildEnded:
        """Wait until a part ends by itself; Ctrl-C arrives as KeyboardInterrupt (see `stoppable`)."""
        return self._ended.get()

    def stop(self) -> None:
        """Stop all parts, the last started first; a second call does nothing. Further stop signals are ignored."""
        with _signals_ignored():
            while self._children:
                self._stop(self._children.pop())

    def _stop(self, child: _Child) -> None:
        if child.watcher.is_alive():
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(signal.SIGTERM)
            child.watcher.join(self._grace)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)  # whatever the part itself has left behind
        child.watcher.join()

    def _watch(self, name: str, process: subprocess.Popen[bytes]) -> None:
        self._ended.put(ChildEnded(name, process.wait()))


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Within this block SIGTERM and SIGHUP end the work as Ctrl-C does, as KeyboardInterrupt, so all is tidied up."""
    earlier = {number: signal.signal(number, _interrupt) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _signals_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    earlier = {number: signal.signal(number, signal.SIG_IGN) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _tether() -> list[str]:
    """Where the system has `setpriv`, a part is told to end even when we are killed without a chance to tidy up."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []
