"""Runs a function on a file in a process of its own, through this process's keeper."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark.intake import plain
from benchmark.intake.limits import Limits
from benchmark.intake.refusals import FileRefused, NotNow
from benchmark.intake.wire import Ask, Closed, Ending, receive, send, send_ask
from tenants.membership.refusals import Refused

logger = logging.getLogger(__name__)

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from benchmark.intake.keeper import main; "
_START += "main(int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4])"
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT")
_BROKEN = (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL)  # a reader broke; other ends are the memory limit's
_QUEUE = 2  # readings before ours that we wait for, each with as much time as ours
_GRACE = 5.0  # seconds


class NotReadable(TypeError):
    """A mistake of ours: this function cannot run apart, because its module needs the database or more than values."""


def read_apart(function: Callable[..., Any], data: bytes, *args: Any, limits: Limits = Limits()) -> Any:  # noqa: B008
    """`function(data, *args)`, run in a process without database, keys or open files, within limits.

    The function stands in a module that imports no models; arguments and result are plain values or records (data
    classes, named tuples, enums) that its return annotation names. A refusal raised inside comes back as it is;
    a file that takes too much time or memory, or breaks the reader, raises FileRefused.
    """
    name = _name_of(function)
    arguments = plain.written(list(args))
    answer, ending = _ask(name, arguments, data, limits)
    if answer[:1] == b"V":
        try:
            return plain.read_back(answer[1:], _known(function))
        except plain.NotPlain:
            logger.exception("answer of %s holds something its annotation does not announce", name)
            raise FileRefused(_damaged()) from None
    raise _refusal(name, answer, ending)


def _name_of(function: Callable[..., Any]) -> str:
    name = plain.name_of(function)
    if plain.found(name) is not function:
        raise NotReadable(f"{name} is not a function of a module")
    return name


def _known(function: Callable[..., Any]) -> Callable[[str], type]:
    try:
        classes = plain.announced(function)
    except NameError as error:
        raise NotReadable(f"the result of {plain.name_of(function)} cannot be looked up: {error}") from error

    def known(name: str) -> type:
        if name not in classes:
            raise plain.NotPlain(f"{name} was not announced")
        return classes[name]

    return known


def _ask(name: str, arguments: bytes, data: bytes, limits: Limits) -> tuple[bytes, Ending | None]:
    """The child's answer (empty if it gave none), and how it ended unless it gave a value (None: nobody can say)."""
    until = time.monotonic() + limits.seconds * (1 + _QUEUE) + _GRACE
    work, childs_work = socket.socketpair()
    told, telling = socket.socketpair()
    with work, told:
        with childs_work, telling:
            _keeper().ask(Ask(name, limits, get_language() or settings.LANGUAGE_CODE, childs_work, telling))
        answer = b""
        with contextlib.suppress(OSError):  # a child that ended early is told about below
            work.settimeout(_left(until))
            send(work, arguments)
            send(work, data)
        try:
            work.settimeout(_left(until))
            answer = receive(work, limits.answer + 1)
        except (OSError, Closed):
            answer = b""
        if answer[:1] == b"V":
            return answer, None
        try:
            told.settimeout(_left(until))
            return answer, Ending.read(receive(told, 1024))
        except (OSError, Closed, ValueError, TypeError):
            return answer, None


def _left(until: float) -> float:
    return max(0.1, until - time.monotonic())


def _refusal(name: str, answer: bytes, ending: Ending | None) -> Refused | NotReadable:
    """What an answer without a value means for the person who uploaded the file."""
    letter = answer[:1]
    if letter == b"R":
        return _same_refusal(answer[1:])
    if letter == b"X":
        return NotReadable(f"{name} cannot run apart:\n{answer[1:].decode(errors='replace')}")
    if letter == b"L":
        return FileRefused(_too_much())
    logger.warning("reading with %s: %s, %s", name, answer[1:].decode(errors="replace") or "no answer", ending)
    if letter == b"M":
        return FileRefused(_too_much())
    if ending is None:
        return _not_now()
    if ending.overdue or ending.code == -signal.SIGXCPU:
        return FileRefused(
            _(
                "Reading the file took too long and was stopped. Nothing was stored. Please copy the table you need "
                "into a new, empty file (values only) and upload that file."
            )
        )
    broken = letter == b"F" or ending.code in _BROKEN
    return FileRefused(_damaged() if broken else _too_much())


def _same_refusal(content: bytes) -> Refused:
    """The refusal that was raised inside, of the same class where this process knows that class."""
    try:
        name, sentence, status = json.loads(content)
        if not (type(sentence) is str and type(status) is int and 400 <= status < 500):
            raise ValueError(name)
    except ValueError:
        return FileRefused(_damaged())
    kind = next((each for each in _all_refusals(Refused) if plain.name_of(each) == name), FileRefused)
    refused = kind.__new__(kind)
    Refused.__init__(refused, sentence)
    if refused.status != status:
        refused.status = status
    return refused


def _all_refusals(kind: type[Refused]) -> list[type[Refused]]:
    return [kind, *[each for below in kind.__subclasses__() for each in _all_refusals(below)]]


def _not_now() -> NotNow:
    return NotNow(_("Files cannot be read at the moment. Please try again in a few minutes. Nothing was stored."))


def _damaged() -> str:
    return _(
        "The file could not be read: it is damaged or built in an unusual way. Nothing was stored. Please open it in "
        "your spreadsheet program and save it again as an Excel workbook (.xlsx)."
    )


def _too_much() -> str:
    return _(
        "The file contains more than can be read at once. Nothing was stored. Please copy the table you need into a "
        "new, empty file (values only) and upload that file."
    )


class _Running:
    """The keeper of this process, started with the first file and again whenever it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def ask(self, ask: Ask) -> None:
        """Hand a question over; one new start if the keeper has gone since the last."""
        with self._lock:
            for last in (False, True):
                try:
                    send_ask(self._open_line(), ask)
                except OSError as error:
                    self._stop()
                    if last:
                        logger.exception("the process that reads files cannot be started")
                        raise _not_now() from error
                else:
                    return

    def _open_line(self) -> socket.socket:
        if self._line is None:
            self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = subprocess.Popen(
                    self._command(theirs.fileno()),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                    cwd="/",
                    start_new_session=True,
                )
        return self._line

    @staticmethod
    def _command(descriptor: int) -> list[str]:
        places = [str(Path(place).resolve()) for place in sys.path]
        locales: list[Path] = [
            *map(Path, settings.LOCALE_PATHS),
            *[Path(each.path) / "locale" for each in apps.get_app_configs()],
        ]
        translations = json.dumps([str(place) for place in locales if place.is_dir()])
        program = [sys.executable, "-I", "-c", _START]
        return [*program, json.dumps(places), str(descriptor), translations, settings.LANGUAGE_CODE]

    def stop(self) -> None:
        """End the keeper and wait for it."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def forget(self) -> None:
        """In a copy of this process: the keeper belongs to the original."""
        self._lock = threading.Lock()
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
            self._process = None


_RUNNING = _Running()
atexit.register(_RUNNING.stop)
os.register_at_fork(after_in_child=_RUNNING.forget)


def _keeper() -> _Running:
    return _RUNNING
