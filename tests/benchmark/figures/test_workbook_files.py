"""Files that are no workbook, or want to do harm: refused by content, before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.figures.intake.workbook import read_workbook, write_template
from benchmark.intake import archive
from tests.benchmark.figures.workbooks import TEMPLATE, filled, repacked, with_cells

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = write_template(TEMPLATE)


def refusal(data):
    intake = read_workbook(data, TEMPLATE)
    assert intake.rows == ()
    assert len(intake.errors) == 1
    assert intake.errors[0].what
    assert intake.errors[0].remedy
    return intake.errors[0].what


def part(name, content):
    def change(parts):
        parts[name] = content

    return repacked(change)


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"<html><table></table></html>", "web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "web page"),
        (b"MZ\x90\x00" + b"\0" * 100, "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"AGS;Jahr\n03101;2024\n", "not an Excel"),
        (WORKBOOK[: len(WORKBOOK) // 2], "damaged"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged"),
        (b"\0" * (archive.LARGEST_FILE + 1), "10 MB"),
        (part("xl/vbaProject.bin", b"\0"), "macros"),
        (part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (part("xl/externalLinks/externalLink1.xml", b"<x/>"), "linked"),
        (part("../../etc/x.xml", b"<x/>"), "do not belong"),
    ],
)
def test_what_a_file_is_decides_not_its_name(data, word):
    with translation.override("en"):
        assert word in refusal(data)


@pytest.mark.requirement("B6")
def test_a_macro_workbook_and_a_word_document_are_refused():
    def macro(parts):
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

    def document(parts):
        parts["word/document.xml"] = parts.pop("xl/workbook.xml")

    assert refusal(repacked(macro)) != refusal(repacked(document))


@pytest.mark.requirement("B3")
def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = part("xl/media/bomb.xml", b"\0" * (60 * 1024 * 1024))
    assert len(bomb) < 200_000

    def never(*_):
        raise AssertionError("a part was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", never)
    refusal(bomb)


@pytest.mark.requirement("B3")
def test_a_small_bomb_is_refused_by_its_ratio(monkeypatch):
    bomb = part("xl/media/bomb.xml", b"\0" * (30 * 1024 * 1024))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a part was unpacked"))
    refusal(bomb)


@pytest.mark.requirement("B3")
def test_a_part_that_lies_about_its_size_is_refused():
    honest = part("xl/theme/theme1.xml", b"<x>" + b"A" * 5_000_000 + b"</x>")
    size = (5_000_007).to_bytes(4, "little")
    assert honest.count(size) == 2
    refusal(honest.replace(size, (7).to_bytes(4, "little")))


@pytest.mark.requirement("B5")
def test_too_many_parts_and_encrypted_parts_are_refused():
    def crowd(parts):
        parts.update({f"xl/x{number}.xml": b"<x/>" for number in range(archive.MOST_ENTRIES)})

    refusal(repacked(crowd))
    local, central = WORKBOOK.index(b"PK\x03\x04"), WORKBOOK.index(b"PK\x01\x02")
    locked = bytearray(WORKBOOK)
    locked[local + 6] |= 1
    locked[central + 8] |= 1
    refusal(bytes(locked))


@pytest.mark.requirement("B2")
@pytest.mark.parametrize("place", ["XFD1048576", "BI9", "A20001"])
def test_a_lonely_cell_far_away_is_refused_without_building_the_sheet(place):
    refusal(with_cells(**{place: 1}))


@pytest.mark.requirement("B2")
def test_formatted_empty_cells_far_away_do_no_harm():
    def paint(sheet):
        sheet["CA30000"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    assert read_workbook(filled(paint), TEMPLATE).errors == ()


@pytest.mark.requirement("B4")
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://example.org/">]>',
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entities_are_refused_in_every_part(declaration, name):
    def declare(parts):
        head, _, rest = parts[name].partition(b"?>")
        parts[name] = head + b"?>" + declaration + rest

    refusal(repacked(declare))


@pytest.mark.requirement("B4")
def test_broken_xml_is_refused():
    def cut(parts):
        parts[SHEET] = parts[SHEET][:-40]

    refusal(repacked(cut))


@pytest.mark.requirement("B15")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_but_never_breaks_the_reader(damage):
    data = bytearray(WORKBOOK)
    for place, byte in damage:
        data[place] = byte
    intake = read_workbook(bytes(data), TEMPLATE)
    assert intake.rows == () or intake.errors == ()


@pytest.mark.requirement("B15")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300))
def test_random_bytes_in_the_sheet_never_break_the_reader(noise):
    def spoil(parts):
        parts[SHEET] = parts[SHEET].replace(b"<v>31000</v>", b"<v>" + noise + b"</v>")

    stream = io.BytesIO(repacked(spoil))
    intake = read_workbook(stream.getvalue(), TEMPLATE)
    assert intake.rows == () or intake.errors == ()
