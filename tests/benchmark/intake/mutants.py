"""Thousands of damaged files from a few sound ones, the same in every run, and what readers make of them.

Runs in the reading process: a mutant that breaks a reader is named by its seed, so it can be made again.
"""

from __future__ import annotations

import random
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from benchmark.figures.intake.workbook import read_workbook
from benchmark.intake.opening import tables_of
from benchmark.statistics_offices import readers
from tenants.membership.refusals import Refused
from tests.benchmark.figures.workbooks import TEMPLATE
from tests.benchmark.intake.files import packed, parts_of

_TEXTS = (
    b"", b";", b"\n", b"\r\n", b'"', b",", b"\t", b"-", b".", b"/", b"...", b"x", b"NaN", b"1e309", b"-1", b"0", b"101",
    b"\xff", b"\xfe\xff", b"\x00", b"\xc3\xa4", b"\xe4", b"\xef\xbb\xbf", b"20255", b"29.02.2025", b"3101", b"03101",
    "٣".encode(), "−5".encode(), "12¹".encode(), b"9" * 400, b";" * 300, b'"' * 3, b"A" * 40_000,
)  # fmt: skip
_MARKUP = (
    b"<", b">", b"&", b"</c>", b"<c/>", b"<v>1</v>", b"&#0;", b"&a;", b"<!DOCTYPE x>", b"]]>", b' r="XFD1048576"',
    b' r="A0"', b' t="s"', b' t="e"', b' t="d"', b' s="9999"', b"<f>1</f>", b"99999999999", b"-1", b'hidden="1"',
    b' table:number-rows-repeated="9999999"', b' table:number-columns-repeated="0"',
)  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """What became of mutants: how many were read, how many refused, and the seeds of those that broke the reader."""

    read: int
    refused: int
    broken: tuple[str, ...]


def mutant(original: bytes, seed: int) -> bytes:
    """A damaged copy: bytes changed at random; of an archive often inside of its parts."""
    chance = random.Random(seed)  # noqa: S311  no secret: the same mutants in every run
    if original.startswith(b"PK") and chance.random() < 0.8:
        try:
            parts = parts_of(original)
        except zipfile.BadZipFile:
            return _damaged(original, chance, _TEXTS)
        name = chance.choice(sorted(parts))
        what = chance.random()
        if what < 0.05:
            del parts[name]
        elif what < 0.1:
            parts[chance.choice(["xl/x.xml", "../x.xml", "content.xml", "xl/vbaProject.bin"])] = parts[name]
        else:
            parts[name] = _damaged(parts[name], chance, (*_TEXTS, *_MARKUP))
        return packed(parts)
    return _damaged(original, chance, _TEXTS)


def _damaged(original: bytes, chance: random.Random, texts: tuple[bytes, ...]) -> bytes:
    content = bytearray(original)
    for _each in range(chance.randint(1, 5)):
        at = chance.randint(0, len(content))
        until = min(len(content), at + chance.choice([0, 0, 1, 2, 8, 60, 5000]))
        noise = bytes(chance.randrange(256) for _byte in range(chance.randint(1, 6)))
        content[at:until] = chance.choice([chance.choice(texts), noise, bytes(content[at:until]) * 2])
    return bytes(content[: len(original) // 2] if chance.random() < 0.03 else content)


def survey_workbook(original: bytes, first: int, count: int) -> Survey:
    """Mutants of the filled template of figures."""
    return _survey(original, first, count, lambda data: bool(read_workbook(data, TEMPLATE).errors))


def survey_tables(original: bytes, first: int, count: int) -> Survey:
    """Mutants of any spreadsheet of a municipality."""

    def look(data: bytes) -> bool:
        for table in tables_of(data, "tabelle"):
            assert len({len(row) for row in table.rows}) == 1
            for row, column in table.flaws:
                assert row < len(table.rows)
                assert column < len(table.rows[0])
        return False

    return _survey(original, first, count, look)


def survey_statistics(original: bytes, name: str, first: int, count: int) -> Survey:
    """Mutants of an official file."""

    def look(data: bytes) -> bool:
        for _row in readers.read(data, name).rows:
            pass
        return False

    return _survey(original, first, count, look)


def _survey(original: bytes, first: int, count: int, look: Callable[[bytes], bool]) -> Survey:
    read = refused = 0
    broken = []
    for seed in range(first, first + count):
        data = mutant(original, seed)
        try:
            if look(data):
                refused += 1
            else:
                read += 1
        except Refused as refusal:
            refused += bool(str(refusal))
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            broken.append(f"{seed}: {type(error).__name__} at {place.filename}:{place.lineno}")
    return Survey(read, refused, tuple(broken))
