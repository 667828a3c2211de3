"""Functions that read a file well, badly, or not at all; they run in a process of their own, without models."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import socket
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from tenants.membership.refusals import Refused


class Colour(StrEnum):
    RED = "red"


class Pair(NamedTuple):
    name: str
    amount: Decimal


@dataclass(frozen=True)
class Found:
    size: int
    pairs: tuple[Pair, ...]
    day: date | None
    colours: dict[str, Colour]
    rows: list[list[str | Decimal | date | bool | None]]


class TooLate(Refused):
    """A refusal of another room."""

    status = 409


def look(data: bytes, amount: Decimal, words: list[str]) -> Found:
    pairs = tuple(Pair(word, amount) for word in words)
    return Found(len(data), pairs, date(2024, 2, 29), {"a": Colour.RED}, [["Ä", amount, date(2024, 1, 1), True, None]])


def upper(data: bytes) -> bytes:
    return data.upper()


def wide(data: bytes) -> list[list[str]]:
    return [[f"{row}-{column}" for column in range(30)] for row in range(5000)]


def refuse(data: bytes) -> None:
    raise TooLate("zu spät")


def complain(data: bytes) -> str:
    return _("The file is empty.")


def fail(data: bytes) -> None:
    raise ValueError(data.decode())


def eat_memory(data: bytes) -> int:
    return len(bytearray(600 * 1024 * 1024))


def eat_memory_slowly(data: bytes) -> int:
    kept = []
    while True:
        kept.append("x" * 1_000_000 + str(len(kept)))


def never_end(data: bytes) -> None:
    while True:
        pass


def sleep_on(data: bytes) -> None:
    time.sleep(60)  # the clock's limit must end this, not the processor's


def crash(data: bytes) -> None:
    ctypes.string_at(0)


def leave(data: bytes) -> None:
    os._exit(3)


def answer_at_length(data: bytes) -> str:
    return "x" * 3_000_000


def answer_strangely(data: bytes) -> object:
    return object()


def answer_unannounced(data: bytes) -> object:
    return Pair("a", Decimal(1))


def surroundings(data: bytes) -> dict[str, object]:
    """What a reading process can reach."""
    descriptors = {}
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            descriptors[int(each.name)] = str(each.readlink())
    reached = {}
    for name, attempt in (("write", _write), ("database", _database)):
        try:
            attempt()
            reached[name] = "yes"
        except BaseException as error:
            reached[name] = type(error).__name__
    return {"open": descriptors, "environment": dict(os.environ), "reached": reached, "pid": os.getpid()}


def _write() -> None:
    path = Path(f"/tmp/vergleichsring-{os.getpid()}")
    try:
        path.write_bytes(b"x")
    finally:
        path.unlink(missing_ok=True)


def _database() -> None:
    from django.db import connection

    connection.cursor()


def connect(data: bytes) -> str:
    with socket.socket() as line:
        line.connect_ex(("127.0.0.1", int(data)))
        return "connected"


def most_memory(data: bytes) -> int:
    """The largest memory of this process so far, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def memory_and_time_of_reading(data: bytes) -> tuple[int, float]:
    """The largest memory in bytes and the processor's seconds that opening a spreadsheet took."""
    from benchmark.intake.opening import tables_of

    with contextlib.suppress(Refused):
        tables_of(data, "tabelle.xlsx")
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_maxrss * 1024, used.ru_utime + used.ru_stime
