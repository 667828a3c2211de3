"""What asker and keeper send each other: lengths and bytes over Unix sockets of one machine."""

from __future__ import annotations

import json
import os
import socket
import struct
from dataclasses import dataclass

from benchmark.intake.limits import Limits

_LENGTH = struct.Struct(">Q")
_LONGEST_ASK = 64 * 1024


class Closed(ConnectionError):
    """The other side ended before it had said everything."""


@dataclass(frozen=True)
class Ask:
    """One file to be read: with which function, within which limits, in whose language; and two sockets.

    Over `work` arguments and file go to the child and its answer comes back. Over `telling` the keeper, and only the
    keeper, says how the child ended.
    """

    function: str
    limits: Limits
    language: str
    work: socket.socket
    telling: socket.socket


@dataclass(frozen=True)
class Ending:
    """How a child ended: exit code (negative: a signal), whether its time was up, its largest memory in KiB."""

    code: int
    overdue: bool
    most_memory: int

    def written(self) -> bytes:
        return json.dumps([self.code, self.overdue, self.most_memory]).encode()

    @classmethod
    def read(cls, data: bytes) -> Ending:
        return cls(*json.loads(data))


def send_ask(keeper: socket.socket, ask: Ask) -> None:
    """Hand both sockets over with the question; raises OSError where the keeper is gone."""
    limits = ask.limits
    content = json.dumps([ask.function, [limits.memory, limits.seconds, limits.answer], ask.language]).encode()
    socket.send_fds(keeper, [content], [ask.work.fileno(), ask.telling.fileno()])


def receive_ask(questions: socket.socket) -> Ask | None:
    """The next question, or None when nobody can ask any more."""
    content, descriptors, _, _ = socket.recv_fds(questions, _LONGEST_ASK, 2)
    if not content:
        return None
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    work, telling = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    function, limits, language = json.loads(content)
    return Ask(function, Limits(*limits), language, work, telling)


def send(to: socket.socket, content: bytes) -> None:
    """Length, then bytes."""
    to.sendall(_LENGTH.pack(len(content)))
    to.sendall(content)


def receive(source: socket.socket, most: int = 2**31) -> bytes:
    """One message; raises Closed where it is cut off, longer than `most` bytes, or never comes."""
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    if length > most:
        raise Closed
    return bytes(_exactly(source, length))


def _exactly(source: socket.socket, size: int) -> bytearray:
    """So many bytes; the buffer grows with what really comes, whatever length was announced."""
    found = bytearray()
    while len(found) < size:
        part = source.recv(min(size - len(found), 1 << 20))
        if not part:
            raise Closed
        found += part
    return found
