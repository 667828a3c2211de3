"""Every bad file is refused with a sentence that says where, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.conftest import understood

Bytes = Callable[[str], bytes]
ROWS = "13211-02-05-4_rows.csv"
PEINE = b"2016;03157;      Peine, Landkreis;4000;801"

pytestmark = pytest.mark.requirement("I2.7")


def refusal(data: bytes, name: str = "table.csv") -> str:
    with pytest.raises(FileRefused) as refused:
        understood(data, name)
    return str(refused.value)


def swapped(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) == 1
    return data.replace(old, new)


def test_the_extracts_themselves_are_accepted(bytes_of: Bytes) -> None:
    assert understood(bytes_of(ROWS), "table.csv").values


@pytest.mark.parametrize(
    "data",
    [b"a;b;c\n1;2;3\n", b"Jahr,Wert\n2016,3\n", "GENESIS-Tabelle: 1".encode("utf-16"), b"# other: 1\n"],
)
def test_unknown_family(data: bytes) -> None:
    assert "belongs to no family of files" in refusal(data)


def test_empty_file() -> None:
    assert "is empty" in refusal(b" \n")


def test_known_family_without_a_measure(bytes_of: Bytes) -> None:
    data = swapped(bytes_of(ROWS), b"13211-02-05-4", b"99999-01-01-4")
    assert "99999-01-01-4" in refusal(data)
    assert "knows no measure" in refusal(data)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (b"2016;03999", "“03999” is not in the directory"),
        (b"2016;3157", "Probably “03157” is meant"),
        (b"2016;K03157", "“K03157” is not an official municipality key"),
        (b"20165;03157", "“20165” is no year"),
        (b"29.02.2015;03157", "“29.02.2015” is no year"),
    ],
)
@pytest.mark.requirement("B11")
def test_keys_and_years(bytes_of: Bytes, wrong: bytes, sentence: str) -> None:
    message = refusal(swapped(bytes_of(ROWS), b"2016;03157", wrong))
    assert sentence in message
    assert "row 12" in message


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (b"1.234", "may mark thousands or decimals"),
        (b"NaN", "not a number a table can print"),
        (b"Infinity", "not a number a table can print"),
        (b"-5", "cannot be negative"),
        (b"12,5", "whole number"),
        (b"12.5", "a dot stands where this table has a comma"),
        (b"1e308", "exponent"),
        (b"1e309", "exponent"),
        (b"1_000", "not a number"),
        (b"", "the cell is empty"),
        (b"#NV", "error value"),
        (b"0815", "looks like a key"),
        ("٣".encode(), "not a number"),
        ("１２".encode(), "not a number"),
        (b"99999999999", "larger than any count"),
    ],
)
@pytest.mark.requirement("B8")
@pytest.mark.requirement("B9")
def test_counts(bytes_of: Bytes, cell: bytes, sentence: str) -> None:
    data = bytes_of(ROWS).decode("latin-1").encode()
    message = refusal(swapped(data, PEINE, b"2016;03157;      Peine, Landkreis;4000;" + cell))
    assert sentence in message
    assert "row 12" in message


@pytest.mark.parametrize(
    ("cell", "sentence"), [(b"101,0", "above 100 %"), (b"-1,0", "negative"), (b"5.8", "a dot stands")]
)
@pytest.mark.requirement("B9")
def test_shares(bytes_of: Bytes, cell: bytes, sentence: str) -> None:
    assert sentence in refusal(
        swapped(bytes_of(ROWS), b"6,2;5,5;5,8;5,2;21,4;5,1", b"6,2;5,5;5,8;5,2;" + cell + b";5,1")
    )


def test_every_cut_of_a_table_is_noticed(bytes_of: Bytes) -> None:
    data = bytes_of(ROWS)
    stand = data.index(b"2021 / 10:11")
    head = data.index(b"\n") + 1
    for end in range(head, stand):
        assert refusal(data[:end])


def test_every_cut_of_the_long_form_is_noticed(bytes_of: Bytes) -> None:
    lines = bytes_of("indicator_4-1-4.csv").splitlines(keepends=True)[:-1]  # without the repeated row
    whole = b"".join(lines)
    assert understood(whole, "indicator_4-1-4.csv").values
    last_block = sum(map(len, lines[:-6]))
    before_last_kreis = sum(map(len, lines[:-5]))  # the block's Kreise stand in its first two rows
    for end in range(last_block + 1, before_last_kreis + 1):
        assert "cut off" in refusal(whole[:end], "indicator_4-1-4.csv")


def test_every_cut_of_the_compact_form_is_noticed(bytes_of: Bytes) -> None:
    data = bytes_of("compact.csv")
    for end in range(data.index(b"\n") + 1, len(data) - 2):
        assert refusal(data[:end])


@pytest.mark.requirement("B7")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"G\xf6ttingen", "Göttingen".encode()),  # one umlaut in UTF-8 in a Latin-1 file
        (b"Peine, Landkreis", b"Peine\x00 Landkreis"),
        (b"Peine, Landkreis", b"Peine \x96 Landkreis"),  # a Windows-1252 dash
    ],
)
def test_mixed_and_foreign_encodings(bytes_of: Bytes, old: bytes, new: bytes) -> None:
    message = refusal(bytes_of(ROWS).replace(old, new, 1))
    assert "encoding" in message


@pytest.mark.requirement("B7")
def test_a_line_of_a_megabyte(bytes_of: Bytes) -> None:
    assert "row 12" in refusal(swapped(bytes_of(ROWS), PEINE, PEINE + b"1" * 1_000_000))


@pytest.mark.requirement("B10")
def test_repetitions(bytes_of: Bytes) -> None:
    data = bytes_of(ROWS)
    line = next(line for line in data.splitlines(keepends=True) if line.startswith(PEINE))
    assert understood(swapped(data, line, line + line), "t.csv").values == understood(data, "t.csv").values
    message = refusal(swapped(data, line, line + line.replace(b";801;", b";802;")))
    assert "801 and 802" in message


def test_long_form_needs_its_name_and_agrees_with_itself(bytes_of: Bytes) -> None:
    data = bytes_of("indicator_4-1-4.csv")
    assert "no indicator number" in refusal(data, "download.csv")
    line = data.splitlines(keepends=True)[2]
    contradicting = data + line.rstrip().rsplit(b",", 1)[0] + b",159\n"
    assert "stands twice with different values" in refusal(contradicting, "indicator_4-1-4.csv")


def test_a_changed_table_must_be_described_anew(bytes_of: Bytes) -> None:
    data = bytes_of("12411-01-01-4_head.csv").replace(b"12411-01-01-4", b"13111-02-02-5", 1)
    assert "described anew" in refusal(data)


def test_a_missing_line_of_a_block(bytes_of: Bytes) -> None:
    data = bytes_of("13111-12-03-4_blocks.csv")
    line = next(line for line in data.splitlines(keepends=True) if b"03157" in line and b"akademisch" in line)
    assert "instead of 4" in refusal(swapped(data, line, b""))
