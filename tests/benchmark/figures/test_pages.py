"""The pages of figures as people with different roles use them, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from benchmark.figures import selectors
from benchmark.figures.entry.typed import Typed
from tenants.border import inside
from tenants.membership.roles import LABELS, RoleCode
from tests.benchmark.figures.flow import checked

OFFICE, STATISTICS = RoleCode.INTEGRATION_OFFICE, RoleCode.STATISTICS_OFFICE
KEY = "DEM-01.2023.total.NAT_FS"
SERIES = {"concept": "NAT_FS", "group": "total"}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def current(municipality: Any) -> list[Any]:
    with inside(municipality):
        return selectors.current_figures()


def enter_row(client: Client, *, version: int = 0, **fields: str) -> Any:
    """Send one touched row of the series as a browser does; `version` is the one it was shown with."""
    named = {f"{KEY}-{name}": text for name, text in fields.items()}
    mark = {f"{KEY}-mark": f"{version}-{Typed().digest}"}
    return client.post("/werte/DEM-01/eintragen/", SERIES | mark | named | {"save": KEY})


def test_a_row_is_saved_and_shown(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    told = {"source": "Melderegister", "reference": "30.06."}
    answer = enter_row(client, numerator="1234", denominator="12.345.678", **told)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#row-{KEY}")
    (row,) = current(ahausen)
    assert (row.numerator, row.denominator, row.source, row.reference) == (1234, 12345678, "Melderegister", "30.06.")
    page = text_of(client.get("/werte/DEM-01/"))
    assert 'value="1234"' in page
    assert 'value="12345678"' in page
    assert 'value="30.06."' in page
    assert "2.023" not in page


@pytest.mark.requirement("B9")
@pytest.mark.parametrize(
    "fields",
    [
        {"numerator": "-1", "denominator": "1000"},
        {"numerator": "1001", "denominator": "1000"},
        {"numerator": "NaN", "denominator": "1000"},
        {"numerator": "3,5", "denominator": "1000"},
        {"numerator": "1e3", "denominator": "10000"},
        {"value": "101"},
        {"value": "12,5 %"},
        {"numerator": "1", "denominator": "2", "missing": "blocked"},
        {"numerator": "1", "denominator": "2", "value": "50"},
    ],
)
def test_a_wrong_row_comes_back_with_what_was_typed(
    ahausen: Any, browse: Callable[..., Client], fields: dict[str, str]
) -> None:
    answer = enter_row(browse("ahausen", OFFICE), **fields)
    assert answer.status_code == 422
    page = text_of(answer)
    assert 'data-state="error"' in page
    for name, typed in fields.items():
        assert f'value="{typed}"' in page or name == "missing"
    assert current(ahausen) == []


@pytest.mark.requirement("I2.8")
def test_a_dot_that_can_mean_two_things_is_a_question(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    asked = enter_row(client, value="1.234")
    assert asked.status_code == 422
    assert f'name="read" value="{KEY} value 1,234"' in text_of(asked)
    assert current(ahausen) == []
    assert enter_row(client, value="1,234").status_code == 302
    assert [row.value for row in current(ahausen)] == [Decimal("1.234")]


def test_a_printed_sign_is_a_reason_and_a_dash_is_zero(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    assert enter_row(client, value="x").status_code == 302
    assert current(ahausen)[0].missing == "blocked"
    assert enter_row(client, version=1, numerator="–", denominator="50").status_code == 302
    assert current(ahausen)[0].value == 0


@pytest.mark.requirement("C10")
def test_an_older_page_does_not_overwrite(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    enter_row(client, numerator="1", denominator="10")
    answer = enter_row(client, numerator="2", denominator="10")
    assert answer.status_code == 409
    assert 'value="2"' in text_of(answer)
    assert [row.numerator for row in current(ahausen)] == [1]


@pytest.mark.requirement("R63")
def test_check_and_approve_by_two_people(
    ahausen: Any, enter: Callable[..., Any], browse: Callable[..., Client]
) -> None:
    with inside(ahausen):
        ids = [enter(year=year).id for year in (2021, 2022)]
    statistics, office = browse("ahausen", STATISTICS), browse("ahausen", OFFICE)
    assert f'value="{ids[0]}" checked' in text_of(statistics.get("/werte/pruefen/"))
    assert statistics.post("/werte/freigeben/", {"chosen": ids}).status_code == 403
    assert office.post("/werte/pruefen/", {"chosen": ids}).status_code == 403
    assert office.post("/werte/freigeben/", {"chosen": ids}).status_code == 422
    assert statistics.post("/werte/pruefen/", {"chosen": ids, "indicator": "DEM-01"}).status_code == 302
    with translation.override("de"):
        checked_as = str(LABELS[STATISTICS])
    assert checked_as in text_of(office.get("/werte/freigeben/"))
    assert office.post("/werte/freigeben/", {"chosen": ids}).status_code == 302
    assert {row.state for row in current(ahausen)} == {"approved"}


@pytest.mark.requirement("R63")
def test_unusual_figures_come_back_with_the_comment_field(
    ahausen: Any, enter: Callable[..., Any], browse: Callable[..., Client]
) -> None:
    with inside(ahausen):
        rows = [enter(year=year) for year in range(2016, 2023)]
        odd = enter(year=2023, numerator=Decimal(500))
    client = browse("ahausen", STATISTICS)
    chosen = {"chosen": [row.id for row in (*rows, odd)], "indicator": "DEM-01"}
    answer = client.post("/werte/pruefen/", chosen)
    assert answer.status_code == 422
    assert f'name="comment-{odd.id}"' in text_of(answer)
    assert client.post("/werte/pruefen/", chosen | {f"comment-{odd.id}": "stimmt"}).status_code == 302
    assert {row.state for row in current(ahausen)} == {"checked"}


def test_history_and_reopening(
    ahausen: Any, enter: Callable[..., Any], statistics: Any, browse: Callable[..., Client]
) -> None:
    with inside(ahausen):
        row = enter()
        checked([row.id], statistics)
    client = browse("ahausen", OFFICE)
    address = "/werte/DEM-01/2023/total/NAT_FS/"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}wieder-oeffnen/", {"figure": row.id}).status_code == 422
    assert client.post(f"{address}wieder-oeffnen/", {"figure": "x", "reason": "neu"}).status_code == 409
    assert client.post(f"{address}wieder-oeffnen/", {"figure": row.id, "reason": "neu"}).status_code == 302
    assert "neu" in text_of(client.get(address))
    assert client.get("/werte/DEM-01/1999/total/NAT_FS/").status_code == 404


@pytest.mark.requirement("R24")
@pytest.mark.requirement("R29")
def test_data_access_with_reason(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    assert client.post("/werte/IKO-01/datenzugang/", {"status": "deliberately_not"}).status_code == 422
    answer = client.post("/werte/IKO-01/datenzugang/", {"status": "deliberately_not", "reason": "Datenschutz"})
    assert answer.status_code == 302
    page = text_of(client.get("/werte/"))
    assert "bewusst nicht" in page
    assert "Datenschutz" in page


def test_template_down_and_up_again(ahausen: Any, enter: Callable[..., Any], browse: Callable[..., Client]) -> None:
    from tests.benchmark.figures.test_uploads import filled

    client = browse("ahausen", OFFICE)
    answer = client.get("/werte/vorlage.xlsx")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    data = filled(answer.content, {("DEM-01", 2024): {"numerator": 5, "denominator": 50}})
    preview = client.post("/werte/hochladen/", {"workbook": _file(data)})
    assert preview.status_code == 302
    assert "5 von 50" in text_of(client.get(preview["Location"]))
    assert current(ahausen) == []
    assert client.post(f"{preview['Location']}uebernehmen/").status_code == 302
    assert [row.value for row in current(ahausen)] == [10]
    assert client.post(f"{preview['Location']}uebernehmen/").status_code == 422
    assert client.post("/werte/hochladen/", {"workbook": _file(b"no workbook")}).status_code == 422
    assert client.post("/werte/hochladen/").status_code == 422


def test_uploads_of_a_neighbour_do_not_exist(ahausen: Any, bedorf: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    data = client.get("/werte/vorlage.xlsx").content
    upload = client.post("/werte/hochladen/", {"workbook": _file(data)})["Location"]
    assert client.get(upload).status_code == 200
    assert browse("bedorf", OFFICE).get(upload).status_code == 404


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (OFFICE, "/werte/", 200),
        (RoleCode.LEADERSHIP, "/werte/DEM-01/", 200),
        (RoleCode.LEADERSHIP, "/werte/freigeben/", 200),
        (RoleCode.LEADERSHIP, "/werte/vorschlaege/", 403),
        (RoleCode.STATISTICS_SUBSTITUTE, "/werte/pruefen/", 200),
        (OFFICE, "/werte/vorschlaege/", 200),
        (OFFICE, "/werte/hochladen/", 200),
        (OFFICE, "/werte/XXX-99/", 404),
        (RoleCode.GUEST, "/werte/", 403),
        (RoleCode.GUEST, "/werte/DEM-01/", 403),
    ],
)
def test_pages_open_for_their_roles_only(
    ahausen: Any, browse: Callable[..., Client], role: RoleCode, address: str, status: int
) -> None:
    assert browse("ahausen", role).get(address).status_code == status


@pytest.mark.parametrize("address", ["/werte/", "/werte/DEM-01/", "/werte/pruefen/", "/werte/vorschlaege/"])
def test_the_number_of_queries_does_not_grow_with_the_figures(
    ahausen: Any, enter: Callable[..., Any], browse: Callable[..., Client], address: str
) -> None:
    client = browse("ahausen", STATISTICS)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len([query for query in captured if not query["sql"].startswith(("SET", "SELECT set_config"))])

    with inside(ahausen):
        enter(year=2015)
    queries()
    few = queries()
    with inside(ahausen):
        for year in range(2016, 2024):
            enter(year=year)
    assert queries() == few


def _file(data: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("werte.xlsx", data)
