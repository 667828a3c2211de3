"""The data register: where data are, who holds them, where they went and whether they came back (R24, R71, M11)."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from benchmark.catalogue.selectors import indicator
from benchmark.data_register.register import register, suggested
from benchmark.figures.actions import DataPassage, set_data_access
from benchmark.figures.models import AccessStatus, DataAccess
from benchmark.figures.selectors import data_access
from tenants.border import Role, acting_as, inside
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode

pytestmark = [
    pytest.mark.requirement("R24"),
    pytest.mark.requirement("R71"),
    pytest.mark.requirement("M11"),
    pytest.mark.requirement("I3.10"),
]
SCHOOL = DataPassage(
    holder="Gesundheitsamt",
    passed_to="Landesgesundheitsamt",
    returned="no",
    since=2015,
    legal_basis="§ 56 NSchG",
)


def test_what_became_of_passed_on_data_is_kept_and_counted(ahausen: Any, person: Any) -> None:
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen):
        told = {"status": "at_land", "reason": "Nur noch beim Land."}
        set_data_access(indicator_code="SPR-02", passage=SCHOOL, by=by, **told)
        set_data_access(indicator_code="BIL-01", status="available", by=by)
        found = register("landkreis")
        assert (found.recorded, found.passed_on, found.not_returned) == (2, 1, 1)
        assert found.elsewhere == [(str(AccessStatus.AT_LAND.label), 1)]
        set_data_access(indicator_code="SPR-02", by=by, **told)  # a new status alone keeps the passage
        row = data_access()["SPR-02"]
        assert (row.holder, row.passed_to, row.returned, row.since) == (
            "Gesundheitsamt",
            "Landesgesundheitsamt",
            "no",
            2015,
        )


@pytest.mark.parametrize(
    "passage",
    [
        DataPassage(returned="no"),
        DataPassage(passed_to="Land", returned="perhaps"),
        DataPassage(since=1066),
        DataPassage(since=2999),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(ahausen: Any, person: Any, passage: DataPassage) -> None:
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen):
        with pytest.raises(Refused):
            set_data_access(indicator_code="BIL-01", status="available", passage=passage, by=by)
        assert data_access() == {}


def test_the_database_keeps_the_same_rule(ahausen: Any, person: Any) -> None:
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen):
        set_data_access(indicator_code="BIL-01", status="available", by=by)
        with pytest.raises(IntegrityError, match="access_returned_only"), transaction.atomic():
            DataAccess.objects.update(returned="no")


@pytest.mark.requirement("R43")
def test_the_catalogue_suggests_whom_to_ask(world: None) -> None:
    with acting_as(Role.PLATFORM):
        school = indicator("BIL-01")
        assert suggested(school, "kreisangehoerige_gemeinde", has_figures=False) in (
            AccessStatus.AT_KREIS,
            AccessStatus.AT_LAND,
        )
        assert suggested(school, "landkreis", has_figures=True) is AccessStatus.AVAILABLE
        assert suggested(indicator("IKO-01"), "kreisangehoerige_gemeinde", has_figures=False) is None


def test_on_the_pages_and_in_the_file(ahausen: Any, browse: Any) -> None:
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    typed = {
        "status": "at_land",
        "reason": "=SUMME(A1)",
        "holder": "Gesundheitsamt",
        "passed_to": "Landesgesundheitsamt",
        "returned": "partly",
        "since": "2015",
        "legal_basis": "§ 56 NSchG",
    }
    assert client.get("/datenregister/BIL-01/").status_code == 200
    wrong = client.post("/datenregister/BIL-01/", typed | {"passed_to": ""})
    assert "Bitte nennen Sie die Stelle, an die die Daten weitergegeben wurden." in wrong.content.decode()
    assert client.post("/datenregister/BIL-01/", typed).status_code == 302
    page = client.get("/datenregister/").content.decode()
    assert "teilweise zurückgekommen" in page
    assert "Landesgesundheitsamt" in page
    file = client.get("/datenregister/datenregister.csv").content
    assert file.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    line = next(row for row in rows if row[0] == "BIL-01")
    assert line[3] == "'=SUMME(A1)"
    assert line[4:9:2] == ["Gesundheitsamt", "Landesgesundheitsamt", "2015"]
    assert client.get("/datenregister/XXX-99/").status_code == 404
    assert browse("ahausen", RoleCode.GUEST).get("/datenregister/").status_code == 403
