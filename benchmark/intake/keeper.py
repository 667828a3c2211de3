"""The process that reads files: knows no keys and no database, and hands every file to a child of its own.

It is started by `apart` as a fresh interpreter and lives as long as the process that started it. Whatever a function
needs is imported here once; a child is then a quick copy (a few milliseconds) that reads one file and ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from benchmark.intake import plain
from benchmark.intake.limits import Limits
from benchmark.intake.wire import Ask, Ending, receive, receive_ask, send
from tenants.membership.refusals import Refused

CHILDREN_AT_ONCE = 2
_OPEN_FILES = 64


@dataclass(frozen=True)
class _Child:
    """A reading under way: when it is ended by force (monotonic seconds), and where its end is told."""

    until: float
    telling: socket.socket


class Keeper:
    """Takes questions from one socket, at most `CHILDREN_AT_ONCE` at a time; the others wait."""

    def __init__(self, questions: socket.socket) -> None:
        self._questions = questions
        self._children: dict[int, _Child] = {}
        self._wake, wakened = socket.socketpair()
        self._wake.setblocking(False)
        wakened.setblocking(False)
        self._wakened = wakened
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakened.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        """Serve until the other side closes its end, which it also does by dying."""
        try:
            while self._turn():
                pass
        finally:
            signal.set_wakeup_fd(-1)
            for pid in self._children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _turn(self) -> bool:
        watched = [self._wake]
        if len(self._children) < CHILDREN_AT_ONCE:
            watched.append(self._questions)
        ends = [child.until for child in self._children.values()]
        pause = max(0.0, min(ends) - time.monotonic()) if ends else None
        ready, _, _ = select.select(watched, [], [], pause)
        if self._wake in ready:
            with contextlib.suppress(BlockingIOError):
                self._wake.recv(4096)
        self._reap()
        if self._questions in ready:
            ask = receive_ask(self._questions)
            if ask is None:
                return False
            self._start(ask)
        return True

    def _reap(self) -> None:
        """Tell how finished children ended, and end those whose time is up."""
        now = time.monotonic()
        for pid, child in list(self._children.items()):
            overdue = child.until <= now
            if overdue:
                os.kill(pid, signal.SIGKILL)
            found, status, used = os.wait4(pid, 0 if overdue else os.WNOHANG)
            if found:
                del self._children[pid]
                _tell(child.telling, Ending(os.waitstatus_to_exitcode(status), overdue, used.ru_maxrss))

    def _start(self, ask: Ask) -> None:
        """Import what the function needs, then let a child go on."""
        try:
            _prepare(ask)
        except BaseException:
            send(ask.work, b"X" + traceback.format_exc().encode())
            ask.work.close()
            _tell(ask.telling, Ending(0, False, 0))
            return
        gc.freeze()
        pid = os.fork()
        if pid == 0:
            _child(ask)
        ask.work.close()
        self._children[pid] = _Child(time.monotonic() + ask.limits.seconds, ask.telling)


def _prepare(ask: Ask) -> None:
    from django.utils import translation

    plain.found(ask.function)
    translation.activate(ask.language)
    translation.gettext("")  # catalogues are read here, not again in every child


def _tell(telling: socket.socket, ending: Ending) -> None:
    with contextlib.suppress(OSError):
        send(telling, ending.written())
    telling.close()


def _child(ask: Ask) -> NoReturn:
    """Read one file. Leaves with os._exit, so that nothing of the keeper is tidied up twice."""
    try:
        signal.set_wakeup_fd(-1)
        work = _alone_with(ask.work)
        arguments = plain.read_back(receive(work), plain.found)
        data = receive(work)
        _bind(ask.limits)
        answer = _answer(plain.found(ask.function), data, arguments, ask.limits)
        send(work, answer)
    finally:
        os._exit(0)


def _answer(function: Callable[..., Any], data: bytes, arguments: list[Any], limits: Limits) -> bytes:
    """One letter that says what follows: a value, a refusal, a failure, too little memory, too long an answer."""
    try:
        answer = b"V" + plain.written(function(data, *arguments))
    except Refused as refused:
        return b"R" + json.dumps([plain.name_of(type(refused)), str(refused), refused.status]).encode()
    except MemoryError:
        return b"M"
    except BaseException as error:
        return b"F" + _without_content(error).encode("utf-8", "replace")
    return answer if len(answer) <= limits.answer else b"L"


def _without_content(error: BaseException) -> str:
    """Kind and places of an error, without its text, which may quote the file."""
    places = traceback.extract_tb(error.__traceback__)[-12:]
    lines = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
    return "\n".join([type(error).__qualname__, *lines])


def _alone_with(work: socket.socket) -> socket.socket:
    """Close everything but the one socket; the standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = os.dup2(work.fileno(), 3 if work.fileno() != 3 else 4, inheritable=False)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    return socket.socket(fileno=kept)


def _bind(limits: Limits) -> None:
    """No more memory, time, files or processes than allowed; a child cannot lift its limits again."""
    gc.disable()
    bounds = {
        resource.RLIMIT_AS: _address_space() + limits.memory,
        resource.RLIMIT_CPU: limits.seconds + 1,  # the keeper's clock comes first
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
    }
    for which, bound in bounds.items():
        hard = resource.getrlimit(which)[1]
        lower = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(which, (lower, lower))


def _address_space() -> int:
    """Bytes of address space this process has now."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[0]) * resource.getpagesize()


def main(descriptor: int, locale_paths: list[str], language: str) -> None:
    """Make Django's translations ready, and nothing else of it; then serve."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=[],
        LANGUAGE_CODE=language,
        LOCALE_PATHS=locale_paths,
        LOGGING_CONFIG=None,
        TIME_ZONE="Europe/Berlin",
        USE_THOUSAND_SEPARATOR=True,
        USE_TZ=True,
    )
    django.setup()
    with socket.socket(fileno=descriptor) as questions:
        Keeper(questions).run()


if __name__ == "__main__":
    sys.exit("started by benchmark.intake.apart")
