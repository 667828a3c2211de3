"""A real web server, and people who send too much, too slowly, or something else than they announced (B1)."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings

from tests.support.server import web_server

pytestmark = [pytest.mark.requirement("B1"), pytest.mark.requirement("G9"), pytest.mark.requirement("I3.2")]
FORM = "/konto/login/"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def port(world_of_module: None) -> Iterator[int]:
    with web_server(settings.DATABASES["default"]["NAME"], "tests.benchmark.intake.impatient:application") as port:
        yield port


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    yield
    while Sender.opened:
        Sender.opened.pop().close()


class Sender:
    """One connection that sends what it likes."""

    opened: ClassVar[list[socket.socket]] = []

    def __init__(self, port: int, *headers: str, path: str = FORM) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.opened.append(self.line)
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: ahausen.localhost",
            "Content-Type: application/x-www-form-urlencoded",
            "Cookie: csrftoken=" + "a" * 32,  # with it the form is read to its end
            *headers,
        ]
        self.line.sendall("\r\n".join([*lines, "", ""]).encode())

    def send(self, content: bytes) -> bool:
        try:
            self.line.sendall(content)
        except OSError:
            return False
        return True

    def answer(self) -> str:
        """Everything the server says until it closes the connection."""
        parts = []
        try:
            while part := self.line.recv(65536):
                parts.append(part)
        except ConnectionError:
            pass
        self.line.close()
        return b"".join(parts).decode()


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


def is_alive(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"GET {FORM} HTTP/1.1\r\nHost: ahausen.localhost\r\nConnection: close\r\n\r\n".encode())
        return line.recv(64).startswith(b"HTTP/1.1 200")


def memory_of_server(port: int) -> int:
    """Resident memory of the server's processes together, in bytes."""
    needle = f"127.0.0.1:{port}".encode()
    whole = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if needle in (process / "cmdline").read_bytes():
                pages = int((process / "statm").read_text().split()[1])
                whole += pages * 4096
        except OSError:
            continue
    return whole


def test_five_hundred_megabytes_are_refused_without_being_kept(port: int) -> None:
    assert is_alive(port)
    before = memory_of_server(port)
    assert before > 20 * MIB
    sender = Sender(port, f"Content-Length: {500 * MIB}")
    piece = b"x" * MIB
    sent = 0
    most = before
    while sent < 500 and sender.send(piece):
        sent += 1
        if sent % 25 == 0:
            most = max(most, memory_of_server(port))
    answer = sender.answer()
    assert status(answer) == 413
    assert "Die Datei ist größer als 10 MB." in answer
    assert "Es wurde nichts gespeichert." in answer
    assert max(most, memory_of_server(port)) - before <= 20 * MIB
    assert is_alive(port)


def test_the_refusal_comes_before_the_file(port: int) -> None:
    sender = Sender(port, f"Content-Length: {500 * MIB}", "Expect: 100-continue", "Connection: close")
    first = sender.line.recv(65536)
    assert b" 413 " in first.splitlines()[0] or first.startswith(b"HTTP/1.1 100")
    sender.line.shutdown(socket.SHUT_WR)
    assert " 413 " in (first.decode() + sender.answer())


def test_slow_senders_are_sent_away_and_nobody_waits_for_them(port: int) -> None:
    senders = [Sender(port, "Content-Length: 100000") for _ in range(3)]
    for sender in senders:
        assert sender.send(b"x" * 10)
    assert is_alive(port)
    for sender in senders:
        answer = sender.answer()
        assert status(answer) == 408
        assert "zu langsam" in answer


def test_more_slow_senders_than_threads_keep_the_server_only_for_a_while(port: int) -> None:
    senders = [Sender(port, "Content-Length: 100000") for _ in range(8)]
    for sender in senders:
        assert sender.send(b"x")
    assert is_alive(port)
    assert {status(sender.answer()) for sender in senders} == {408}


def test_who_announces_more_than_comes_is_told(port: int) -> None:
    sender = Sender(port, "Content-Length: 5000")
    assert sender.send(b"x" * 20)
    sender.line.shutdown(socket.SHUT_WR)
    answer = sender.answer()
    assert status(answer) == 408
    assert "unterbrochen" in answer


def test_what_comes_beyond_the_announced_length_is_not_read(port: int) -> None:
    sender = Sender(port, "Content-Length: 5", "Connection: close")
    sender.send(b"x" * 5 + b"y" * 50_000)
    assert status(sender.answer()) == 403  # the form without its token, as with five bytes
    assert is_alive(port)


def test_a_body_without_a_length_is_refused(port: int) -> None:
    sender = Sender(port, "Transfer-Encoding: chunked", "Connection: close")
    sender.send(b"400\r\n" + b"x" * 1024 + b"\r\n")
    answer = sender.answer()
    assert status(answer) == 411
    assert "wie groß die Datei ist" in answer


@pytest.mark.parametrize("length", ["-5", "5, 6", "x", "1e9", "٣"])
def test_a_length_that_is_none_is_refused(port: int, length: str) -> None:
    sender = Sender(port, f"Content-Length: {length}", "Connection: close")
    assert 400 <= status(sender.answer()) < 500
    assert is_alive(port)
