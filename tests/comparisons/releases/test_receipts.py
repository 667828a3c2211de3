"""Receipts: genuine ones verify, one changed byte does not."""

from __future__ import annotations

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from benchmark.figures.selectors import receipts
from comparisons.releases.receipts import InvalidReceiptError, canonical, sign, verify, verify_file
from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.support import rounds

CONTENT = {"circle": "Ring der Börde", "rows": [{"cell": 3, "year": 2023}], "ags": "03157"}


@pytest.mark.requirement("M12")
@pytest.mark.requirement("I2.10")
def test_every_changed_byte_makes_a_receipt_invalid():
    text = sign(CONTENT).as_file()
    assert verify_file(text)["ags"] == "03157"
    for position in range(len(text)):
        other = "A" if text[position] != "A" else "B"
        with pytest.raises(InvalidReceiptError):
            verify_file(text[:position] + other + text[position + 1 :])


@pytest.mark.requirement("M12")
def test_line_ends_of_another_system_do_not_matter():
    text = sign(CONTENT).as_file()
    assert verify_file(text.replace("\n", "\r\n") + "\r\n")["circle"] == "Ring der Börde"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[[[", '{"document": 1, "signature": 2, "key": 3}', "\ud800"])
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(InvalidReceiptError):
        verify_file(text)


def test_a_signed_text_of_another_kind_is_no_receipt():
    other = sign({"kind": "something else"})
    with pytest.raises(InvalidReceiptError):
        verify(other.document, other.signature)


def test_one_content_has_one_spelling():
    assert canonical({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'


@pytest.mark.requirement("M12")
@pytest.mark.requirement("I2.10")
def test_the_kept_receipt_can_be_downloaded_and_checked_by_anybody(ahausen, browse):
    opened = rounds.begin_round(rounds.found_circle([ahausen]))
    rounds.approve(ahausen, {2023: (137, 9973)})
    given = rounds.give(ahausen, opened)
    with inside(ahausen):
        assert [one.reference for one in receipts()] == [given.reference]
    file = browse("ahausen", RoleCode.GUEST).get(f"/ringe/beleg/{given.reference}/datei/")
    assert file.status_code == 403
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    file = office.get(f"/ringe/beleg/{given.reference}/datei/").content
    kept = office.get(f"/ringe/beleg/{given.reference}/")
    assert kept.context["check_url"].endswith("/ringe/beleg/pruefen/")
    assert "ahausen" not in kept.context["check_url"]
    (row,) = json.loads(json.loads(file)["document"])["rows"]
    assert set(row) == {
        "indicator", "definition", "concept", "group", "year", "grid", "cell", "cell_in_words", "missing",
        "public",
    }  # fmt: skip
    anybody = browse(None)
    genuine = anybody.post("/ringe/beleg/pruefen/", {"file": SimpleUploadedFile("beleg.json", file)})
    assert genuine.status_code == 200
    page = genuine.context["content"]
    assert (page.ags, page.handed_over_on.date()) == ("03157", timezone.now().date())
    (line,) = page.lines
    assert (line.code, line.year) == ("REC-01", 2023)
    assert line.name
    for words in (line.name, line.concept, line.cell):
        assert words in html.unescape(genuine.content.decode())
    forged = file.replace(b"2023", b"2022")
    assert forged != file
    refused = anybody.post("/ringe/beleg/pruefen/", {"pasted": forged.decode()})
    assert (refused.status_code, refused.context["content"]) == (422, None)
