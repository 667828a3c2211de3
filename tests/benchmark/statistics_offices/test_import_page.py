"""The operator's way in: upload, look, decide, watch the job; and what stays behind, which is nothing but figures."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from benchmark.statistics_offices import uploads, words
from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.measures import GROUPS, MEASURES, Quality, Unit
from benchmark.statistics_offices.models import OfficialValue, SourceFile, Upload
from benchmark.statistics_offices.presenters import SKIP_WORDS
from benchmark.statistics_offices.preview_page import years_in_words
from benchmark.statistics_offices.reading import SkipReason
from tenants.border import Role, acting_as
from tenants.border.jobs import Job, perform
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode
from tests.benchmark.statistics_offices.conftest import EXTRACTS
from tests.benchmark.statistics_offices.workbooks import minimum_income

ROWS = "13211-02-05-4_rows.csv"
PAGE = "/statistik/"

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]


@pytest.fixture(autouse=True)
def _german() -> Any:
    with translation.override("de"):
        yield


@pytest.fixture
def operator(world: None, browse: Callable[..., Any]) -> Any:
    """The operator, signed in on the platform's host."""
    return browse(None, RoleCode.OPERATOR)


def sent(operator: Any, data: bytes, name: str = ROWS) -> Any:
    return operator.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def extract_bytes(name: str = ROWS) -> bytes:
    return (EXTRACTS / name).read_bytes()


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def stored() -> tuple[int, int, int]:
    with acting_as(Role.OWNER):
        return SourceFile.objects.count(), OfficialValue.objects.count(), Upload.objects.count()


def test_upload_look_confirm_and_result(operator: Any) -> None:
    answer = sent(operator, extract_bytes())
    assert answer.status_code == 302
    assert stored()[:2] == (0, 0)  # looked at, not stored
    shown = text_of(operator.get(answer.url))
    for words_on_page in ("13211-02-05-4", "05.03.2021", "dl-de/by-2-0", "2008, 2015 bis 2016", "Ausgelassene Zeilen"):
        assert words_on_page in shown
    assert "Göttingen" in shown
    ordered = operator.post(f"{answer.url}uebernehmen/")
    assert ordered.status_code == 302
    assert operator.post(f"{answer.url}uebernehmen/").url == ordered.url  # a second click orders nothing twice
    waiting = text_of(operator.get(ordered.url))
    assert "hx-get" in waiting
    assert operator.get(answer.url).url == ordered.url  # the window was closed: the preview leads to the job
    job_id = uuid.UUID(ordered.url.rstrip("/").rsplit("/", 1)[1])
    assert perform(job_id)
    files, values, waiting_uploads = stored()
    assert (files, waiting_uploads) == (1, 0)
    assert values > 20
    done = text_of(operator.get(ordered.url))
    assert str(values) in done
    assert operator.get(f"{ordered.url}stand/", headers={"HX-Request": "true"}).status_code == 286
    with acting_as(Role.OWNER):
        source = SourceFile.objects.get()
    detail = text_of(operator.get(f"/statistik/datei/{source.pk}/"))
    assert str(words.MEASURES["unemployment_rate"]) in detail
    assert f"/statistik/datei/{source.pk}/" in text_of(operator.get(PAGE))


def test_a_workbook_is_previewed_with_its_names_resolved(operator: Any) -> None:
    answer = sent(operator, minimum_income(), "2024_6-2-1.xlsx")
    assert answer.status_code == 302
    shown = text_of(operator.get(answer.url))
    assert "LSN 6-2-1" in shown
    assert "Stadt Osnabrück (03404)" in shown
    assert str(words.FAMILIES["niedersachsen_workbook"]) in shown


def test_the_same_content_is_said_before_and_nothing_is_offered(operator: Any) -> None:
    by = Person(reference="operator", name="")
    with acting_as(Role.OWNER):
        import_file(data=extract_bytes(), name="before.csv", by=by)
    answer = sent(operator, extract_bytes().decode("latin-1").encode())  # other bytes, same figures
    shown = text_of(operator.get(answer.url))
    assert "before.csv" in shown
    assert "uebernehmen" not in shown


def test_differences_to_what_is_stored_are_counted_and_shown(operator: Any) -> None:
    with acting_as(Role.OWNER):
        import_file(data=extract_bytes(), name=ROWS, by=Person(reference="operator", name=""))
        before = OfficialValue.objects.count()
    changed = extract_bytes().replace(b"4000;801;", b"4000;802;")
    answer = sent(operator, changed)
    with acting_as(Role.OWNER):
        found = Upload.objects.get().preview
    assert (found["changed"], found["new"], found["equal"]) == (1, 0, before - 1)
    assert [(one["ags"], one["year"], Decimal(one["before"]), one["after"]) for one in found["changes"]] == [
        ("03157", 2016, Decimal(801), "802")
    ]
    shown = text_of(operator.get(answer.url))
    assert "Landkreis Peine (03157)" in shown
    assert ">801<" in shown.replace(" ", "")
    assert ">802<" in shown.replace(" ", "")


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"a;b\n1;2\n", "eigene.csv", "eigene.csv"),
        (b"PK\x03\x04 and nothing else", "kaputt.xlsx", "kaputt.xlsx"),
        (b"", "leer.csv", "leer"),
    ],
)
def test_a_refused_file_leaves_nothing(operator: Any, data: bytes, name: str, sentence: str) -> None:
    answer = sent(operator, data, name)
    assert answer.status_code in (409, 422)
    assert sentence in text_of(answer)
    assert stored() == (0, 0, 0)


@pytest.mark.requirement("B9")
def test_a_refusal_says_file_row_and_value_in_german(operator: Any) -> None:
    answer = sent(operator, extract_bytes().replace(b"4000;801;", b"4000;-5;"))
    assert answer.status_code == 422
    assert "Zeile 12" in text_of(answer)
    assert "negativ" in text_of(answer)
    assert stored() == (0, 0, 0)


def test_a_refusal_of_a_workbook_names_sheet_row_and_column(operator: Any) -> None:
    answer = sent(operator, minimum_income(odd="12 von 13"), "2024_6-2-1.xlsx")
    assert answer.status_code == 422
    assert "Tabelle1" in text_of(answer)
    assert "Spalte E" in text_of(answer)
    assert "Zeile 9" in text_of(answer)


def test_discarding_deletes_the_bytes(operator: Any) -> None:
    answer = sent(operator, extract_bytes())
    assert stored() == (0, 0, 1)
    assert operator.post(f"{answer.url}verwerfen/").status_code == 302
    assert stored() == (0, 0, 0)
    assert operator.get(answer.url).status_code == 404
    assert operator.post(f"{answer.url}uebernehmen/").status_code == 404


def test_after_a_day_an_upload_is_gone(operator: Any) -> None:
    answer = sent(operator, extract_bytes())
    with acting_as(Role.OWNER):
        Upload.objects.update(uploaded_at=timezone.now() - uploads.KEPT - timedelta(minutes=1))
    assert operator.get(answer.url).status_code == 404
    sent(operator, minimum_income(), "2024_6-2-1.xlsx")
    with acting_as(Role.OWNER):
        assert [upload.file_name for upload in Upload.objects.all()] == ["2024_6-2-1.xlsx"]


def test_a_job_without_its_upload_says_so_and_stores_nothing(operator: Any) -> None:
    answer = sent(operator, extract_bytes())
    ordered = operator.post(f"{answer.url}uebernehmen/")
    with acting_as(Role.OWNER):
        Upload.objects.all().delete()
        job = Job.objects.get(kind=uploads.IMPORT_JOB)
    assert perform(job.pk)
    assert stored() == (0, 0, 0)
    assert "nicht mehr da" in text_of(operator.get(ordered.url))


@pytest.mark.parametrize("role", [RoleCode.MODERATOR, RoleCode.EDITOR])
def test_nobody_else_gets_in(world: None, browse: Callable[..., Any], role: RoleCode) -> None:
    other = browse(None, role)
    assert sent(other, extract_bytes()).status_code == 403
    assert stored() == (0, 0, 0)


def test_every_code_has_words() -> None:
    assert set(words.MEASURES) == set(MEASURES)
    assert set(words.GROUPS) == set(GROUPS)
    assert set(words.UNITS) == set(Unit)
    assert set(SKIP_WORDS) == set(SkipReason)
    assert {quality for quality in Quality if quality} <= set(words.SIGNS)


def test_years_in_a_row_are_one_span() -> None:
    assert years_in_words([2005, 2006, 2008]) == "2005 bis 2006, 2008"
    assert years_in_words([]) == ""
