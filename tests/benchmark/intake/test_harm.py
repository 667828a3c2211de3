"""Files that are none, or want to do harm: refused with a German sentence, cheaply, at every door (B2–B6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from benchmark.figures.models import Import
from benchmark.intake.opening import FileRefused, read_apart, tables_of
from benchmark.spreadsheets.models import Upload as OwnUpload
from benchmark.statistics_offices.models import SourceFile
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.benchmark.intake.behaviours import memory_and_time_of_reading
from tests.benchmark.intake.files import HARMFUL, MIB, harmful

pytestmark = [
    pytest.mark.requirement("G9"),
    pytest.mark.requirement("I3.2"),
    *[pytest.mark.requirement(f"B{number}") for number in (2, 3, 4, 5, 6)],
]
UPLOAD = "/werte/hochladen/"


@pytest.mark.parametrize("kind", HARMFUL)
def test_the_reader_of_tables_refuses_it(kind: str) -> None:
    data, sentence = harmful(kind), HARMFUL[kind][1]
    with translation.override("de"), pytest.raises(FileRefused) as refused:
        read_apart(tables_of, data, "tabelle.xlsx")
    assert "Bitte" in str(refused.value)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("kind", HARMFUL)
def test_refusing_it_takes_little_memory_and_time(kind: str) -> None:
    data = harmful(kind)
    memory, seconds = read_apart(memory_and_time_of_reading, data)
    assert memory <= 200 * MIB
    assert seconds < 5


def test_the_small_workbook_with_a_distant_cell_is_small() -> None:
    assert len(harmful("B2 far away")) < 6_000


def test_the_page_refuses_each_of_them_and_keeps_nothing(world_of_module: None, browse: Any) -> None:
    """Through the real view, one after the other; a good file is taken by the same door afterwards."""
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    for kind, (_make, sentence) in HARMFUL.items():
        answer = office.post(UPLOAD, {"workbook": SimpleUploadedFile("werte.xlsx", harmful(kind))})
        assert answer.status_code == 422, kind
        if kind != "empty":  # the form itself refuses an empty file
            page = answer.content.decode()
            assert "Es wurde nichts gespeichert" in page, kind
            assert sentence in page, kind
    with inside(_ahausen()):
        assert Import.objects.count() == 0
    template = office.get("/werte/vorlage.xlsx").content
    assert office.post(UPLOAD, {"workbook": SimpleUploadedFile("werte.xlsx", template)}).status_code == 302
    with inside(_ahausen()):
        assert Import.objects.count() == 1


def test_the_page_for_own_tables_refuses_them_too(world_of_module: None, browse: Any) -> None:
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    for kind, (_make, sentence) in HARMFUL.items():
        answer = office.post("/eigene-tabellen/hochladen/", {"file": SimpleUploadedFile("t.xlsx", harmful(kind))})
        assert answer.status_code == 422, kind
        assert sentence in answer.content.decode() or kind == "empty", kind
    with inside(_ahausen()):
        assert OwnUpload.objects.count() == 0


def test_the_page_for_official_files_refuses_them_too(world_of_module: None, browse: Any) -> None:
    operator = browse(None, RoleCode.OPERATOR)
    for kind in HARMFUL:
        answer = operator.post("/statistik/", {"file": SimpleUploadedFile("t.xlsx", harmful(kind))})
        assert answer.status_code == 422, kind
        page = answer.content.decode()
        assert "Bitte" in page or "Es wurde nichts gespeichert" in page, kind
    with acting_as(Role.OWNER):
        assert SourceFile.objects.count() == 0


def _ahausen() -> Any:
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug="ahausen")
