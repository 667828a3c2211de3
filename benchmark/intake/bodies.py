"""Bodies of requests: who sends them too slowly, or stops in the middle, does not keep a thread of the web server.

Wrapped around the WSGI application; `benchmark.intake.middleware` turns what is found here into answers.
"""

from __future__ import annotations

import heapq
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

STEP = 16 * 1024  # bytes that must arrive within `STEP_SECONDS`
STEP_SECONDS = 15.0
BODY_SECONDS = 300.0  # for a whole body; 10 MB at 280 kbit/s
DRAIN_SECONDS = 10.0


class BodyCutOff(OSError):
    """The sender stopped before the announced length was reached."""


class BodyTooSlow(BodyCutOff):
    """The body came too slowly and was given up."""


class CarefulBody:
    """The input of one request, read in steps that each must arrive in time. Raises BodyCutOff or BodyTooSlow.

    `failure` keeps what was raised, for whoever comes after somebody that swallowed it.
    """

    def __init__(self, stream: IO[bytes], length: int, line: socket.socket | None) -> None:
        self._stream = stream
        self._left = length
        self._line = line
        self._until = time.monotonic() + BODY_SECONDS
        self._ended = False
        self.failure: BodyCutOff | None = None

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        parts = []
        while wanted > 0:
            part = self._step(self._stream.read, min(wanted, STEP))
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """One line, or the first `size` bytes of it."""
        limit = self._left if size is None or size < 0 else min(size, self._left)
        return self._step(self._stream.readline, min(limit, STEP)) if limit else b""

    def drain(self) -> None:
        """Read and forget what is still coming, for a while, so that the sender gets to see our answer."""
        self._until = time.monotonic() + DRAIN_SECONDS
        with suppress(OSError):
            while self._left:
                self._step(self._stream.read, min(self._left, STEP))

    def _step(self, read: Callable[[int], bytes], size: int) -> bytes:
        seconds = min(STEP_SECONDS, self._until - time.monotonic())
        if seconds <= 0 or self._ended:
            raise self._failed(BodyTooSlow())
        with _WATCH.ending(self._line, seconds) as is_ended:
            part = read(size)
        self._ended = is_ended()
        if not part:
            raise self._failed(BodyTooSlow() if self._ended else BodyCutOff())
        self._left -= len(part)
        return part

    def _failed(self, failure: BodyCutOff) -> BodyCutOff:
        self.failure = failure
        return failure


class _Watch:
    """Ends the receiving side of a connection when its time is up, which wakes the thread that waits on it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: list[tuple[float, int]] = []
        self._lines: dict[int, socket.socket] = {}
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None

    @contextmanager
    def ending(self, line: socket.socket | None, seconds: float) -> Iterator[Callable[[], bool]]:
        """Within this block the connection is ended after so many seconds; the value tells whether it was."""
        if line is None:
            yield lambda: False
            return
        number = next(self._numbers)
        ended = False
        with self._changed:
            self._lines[number] = line
            heapq.heappush(self._due, (time.monotonic() + seconds, number))
            self._start()
            if self._due[0][1] == number:
                self._changed.notify()
        try:
            yield lambda: ended
        finally:
            with self._changed:
                ended = self._lines.pop(number, None) is None

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():  # a copy of the process has no thread yet
            self._thread = threading.Thread(target=self._run, name="watch over uploads", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        with self._changed:
            while True:
                pause = self._due[0][0] - time.monotonic() if self._due else None
                if pause is None or pause > 0:
                    self._changed.wait(pause)
                    continue
                _, number = heapq.heappop(self._due)
                line = self._lines.pop(number, None)
                if line is not None:
                    with suppress(OSError):
                        line.shutdown(socket.SHUT_RD)


_WATCH = _Watch()


def careful_bodies(application: WSGIApplication) -> WSGIApplication:
    """The same application, with a `CarefulBody` as the input of every request that announces one."""

    def careful(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = announced_length(environ)
        if length:
            environ["wsgi.input"] = CarefulBody(environ["wsgi.input"], length, environ.get("gunicorn.socket"))
        return application(environ, start_response)

    return careful


def announced_length(environ: dict[str, Any]) -> int:
    """Bytes of the body that the sender announces; 0 without a usable announcement."""
    announced = str(environ.get("CONTENT_LENGTH") or "")
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 16 else 0
