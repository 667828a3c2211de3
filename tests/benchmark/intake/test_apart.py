"""A file is read in a process of its own: without keys, within limits, and its answer is data only."""

from __future__ import annotations

import logging
import os
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from benchmark.intake import apart, plain
from benchmark.intake.apart import NotReadable, read_apart
from benchmark.intake.limits import MIB, Limits
from benchmark.intake.refusals import FileRefused
from tests.benchmark.intake import behaviours

pytestmark = [pytest.mark.requirement("G9"), pytest.mark.requirement("I3.2")]

TOO_MUCH = "Die Datei enthält mehr, als auf einmal gelesen werden kann."
TOO_LONG = "Das Lesen der Datei hat zu lange gedauert und wurde abgebrochen."
DAMAGED = "Die Datei konnte nicht gelesen werden: Sie ist beschädigt oder ungewöhnlich aufgebaut."


def test_values_and_records_come_back_as_they_are() -> None:
    found = read_apart(behaviours.look, b"x" * 3_000_000, Decimal("1.50"), ["a", "ß"])
    assert found == behaviours.look(b"x" * 3_000_000, Decimal("1.50"), ["a", "ß"])
    assert found.rows[0][2] == date(2024, 1, 1)
    assert type(found.colours["a"]) is behaviours.Colour


def test_it_is_another_process_each_time() -> None:
    numbers = {read_apart(behaviours.surroundings, b"")["pid"] for _each in range(3)}
    assert len(numbers) == 3
    assert os.getpid() not in numbers


def test_it_has_no_keys_no_database_no_files_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERGLEICHSRING_WEB_KEY", "secret")
    apart._RUNNING.stop()  # a new one would inherit the variable
    found = read_apart(behaviours.surroundings, b"")
    assert not [name for name in found["environment"] if "VERGLEICHSRING" in name or "DJANGO" in name]
    assert found["reached"] == {"write": "OSError", "database": "ImproperlyConfigured"}
    others = [path for path in found["open"].values() if path != "/dev/null" and not path.startswith("/proc/")]
    assert len(others) == 1
    assert "socket" in others[0]


def test_a_refusal_comes_back_as_what_it_was() -> None:
    with pytest.raises(behaviours.TooLate, match="zu spät") as refused:
        read_apart(behaviours.refuse, b"")
    assert refused.value.status == 409


def test_sentences_are_in_the_language_of_the_asker() -> None:
    with translation.override("de"):
        assert read_apart(behaviours.complain, b"") == "Die Datei ist leer."
    with translation.override("en"):
        assert read_apart(behaviours.complain, b"") == "The file is empty."


@pytest.mark.parametrize(
    ("function", "limits", "sentence"),
    [
        (behaviours.eat_memory, Limits(), TOO_MUCH),
        (behaviours.eat_memory_slowly, Limits(), TOO_MUCH),
        (behaviours.answer_at_length, Limits(answer=MIB), TOO_MUCH),
        (behaviours.never_end, Limits(seconds=1), TOO_LONG),
        (behaviours.sleep_on, Limits(seconds=1), TOO_LONG),
        (behaviours.crash, Limits(), DAMAGED),
        (behaviours.leave, Limits(), TOO_MUCH),
        (behaviours.fail, Limits(), DAMAGED),
        (behaviours.answer_strangely, Limits(), DAMAGED),
        (behaviours.answer_unannounced, Limits(), DAMAGED),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(function, limits, sentence) -> None:
    with translation.override("de"), pytest.raises(FileRefused) as refused:
        read_apart(function, b"x", limits=limits)
    assert str(refused.value).startswith(sentence)
    assert "Es wurde nichts gespeichert." in str(refused.value)
    assert "Bitte" in str(refused.value)
    assert read_apart(behaviours.upper, b"next") == b"NEXT"


@pytest.mark.requirement("P2")
def test_the_log_never_quotes_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(FileRefused):
        read_apart(behaviours.fail, b"98765 Einwohner")
    assert "ValueError" in caplog.text
    assert "behaviours.py" in caplog.text
    assert "98765" not in caplog.text


def test_reading_goes_on_after_the_keeper_was_killed() -> None:
    assert read_apart(behaviours.upper, b"a") == b"A"
    assert apart._RUNNING._process is not None
    apart._RUNNING._process.kill()
    apart._RUNNING._process.wait()
    assert read_apart(behaviours.upper, b"b") == b"B"


def test_many_at_once_each_get_their_own_answer() -> None:
    found: dict[int, bytes] = {}

    def ask(number: int) -> None:
        found[number] = read_apart(behaviours.upper, f"file {number}".encode())

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"FILE {number}".encode() for number in range(12)}


def test_a_copy_of_this_process_gets_a_keeper_of_its_own() -> None:
    assert read_apart(behaviours.upper, b"a") == b"A"
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, read_apart(behaviours.upper, b"child"))
        apart._RUNNING.stop()
        os._exit(0)
    os.waitpid(pid, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"CHILD"
    assert read_apart(behaviours.upper, b"parent") == b"PARENT"


def test_mistakes_of_ours_are_loud() -> None:
    with pytest.raises((NotReadable, AttributeError)):
        read_apart(lambda data: None, b"")
    with pytest.raises(plain.NotPlain):
        read_apart(behaviours.upper, b"", object())
    from benchmark.figures.models import Import

    with pytest.raises((NotReadable, plain.NotPlain)):
        read_apart(Import.objects.create, b"")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"[[],[]]",
        b'[["os:system"],["o",0,"ls"]]',
        b'[["tests.benchmark.intake.behaviours:Pair"],["n",0]]',
        b'[[],["o",0]]',
        b'[[],["d","x"]]',
        b'[[],["q",[5],["1"]]]',
        b"[" * 100_000,
        b'[[],["y","2024-99-99"]]',
        b"\xff",
    ],
)
def test_a_hostile_answer_is_not_believed(answer: bytes) -> None:
    def known(name: str) -> type:
        classes = plain.announced(behaviours.look)
        if name not in classes:
            raise plain.NotPlain(name)
        return classes[name]

    with pytest.raises(plain.NotPlain):
        plain.read_back(answer, known)


def test_limits_have_limits() -> None:
    for wrong in ({"memory": 513 * MIB}, {"seconds": 31}, {"seconds": 0}, {"answer": 0}):
        with pytest.raises(ValueError, match="limits"):
            Limits(**wrong)
