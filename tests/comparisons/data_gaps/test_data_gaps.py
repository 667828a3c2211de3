"""Data gaps across municipalities: handed over by each, countable per Land and source, never by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from benchmark.figures.actions import DataPassage, set_data_access
from benchmark.web.delimited import harmless
from comparisons.data_gaps import counting
from comparisons.data_gaps.actions import report_gaps, withdraw_gaps
from comparisons.data_gaps.models import Gap, Report
from comparisons.data_gaps.own import last_report, register_today
from comparisons.data_gaps.writing import as_csv
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode

OFFICE = "Gesundheitsamt am Wall"
Tell = Callable[..., None]


@pytest.fixture
def tell(person: Any) -> Tell:
    """Record a status in a municipality's register; `and_report` hands the register over."""

    def record(home: Any, status: str, code: str = "BIL-01", and_report: bool = True, **passage: Any) -> None:
        by = person(home, RoleCode.INTEGRATION_OFFICE)
        with inside(home):
            reason = "" if status == "available" else "Nur gegen Anfrage."
            set_data_access(
                indicator_code=code, status=status, reason=reason, passage=DataPassage(holder=OFFICE, **passage), by=by
            )
            if and_report:
                report_gaps(ags=home.ags, kind=home.kind, by=by)

    return record


def the_line(code: str = "BIL-01") -> counting.Line:
    """The line of an indicator in the only group there is, as the platform reads it."""
    with acting_as(Role.PLATFORM):
        (group,) = counting.counted()
    return next(line for line in group.lines if line.indicator_code == code)


@pytest.mark.requirement("R69")
@pytest.mark.requirement("M11")
def test_a_report_takes_the_place_of_the_earlier_one(ahausen: Any, person: Any, tell: Tell) -> None:
    tell(ahausen, "at_land", "BIL-01", passed_to="Land", returned="no", since=2015)
    tell(ahausen, "blocked", "SPR-01")
    with inside(ahausen):
        assert [(gap.indicator_code, gap.status) for gap in Gap.objects.all()] == [
            ("BIL-01", "at_land"),
            ("SPR-01", "blocked"),
        ]
        gap = Gap.objects.get(indicator_code="BIL-01")
        assert (gap.land, gap.kind, gap.returned, gap.since) == ("03", "landkreis", "no", 2015)
        assert "21111" in gap.source
        assert "Land" in gap.holders
    tell(ahausen, "available", "BIL-01", and_report=False)
    tell(ahausen, "deliberately_not", "REC-01", and_report=False)
    with inside(ahausen):
        assert last_report(register_today()).is_current is False  # type: ignore[union-attr]
        report_gaps(ags=ahausen.ags, kind=ahausen.kind, by=person(ahausen, RoleCode.INTEGRATION_OFFICE))
        assert [gap.indicator_code for gap in Gap.objects.all()] == ["SPR-01"]
        assert last_report(register_today()).is_current is True  # type: ignore[union-attr]
        assert Report.objects.count() == 1


@pytest.mark.requirement("R69")
def test_no_word_of_the_municipality_goes_along(ahausen: Any, tell: Tell) -> None:
    tell(ahausen, "at_land", passed_to="Landesamt am See", returned="partly")
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(g)::text FROM public.data_gaps_gap g")
        stored = cursor.fetchone()[0]
    assert "Land" in stored, "control: the row is read"
    assert [word for word in (OFFICE, "Anfrage", "am See") if word in stored] == []


@pytest.mark.requirement("R69")
def test_a_report_can_be_withdrawn_and_both_are_in_the_trail(ahausen: Any, person: Any, tell: Tell) -> None:
    tell(ahausen, "at_land")
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen):
        withdraw_gaps(by=by)
        assert (Gap.objects.count(), Report.objects.count()) == (0, 0)
        with pytest.raises(Refused):
            withdraw_gaps(by=by)
    with acting_as(Role.OWNER):
        events = AuditEvent.objects.filter(event__startswith="gaps.").order_by("pk").values_list("event", flat=True)
        assert list(events) == ["gaps.reported", "gaps.withdrawn"]


@pytest.mark.requirement("R69")
def test_an_empty_register_reports_nothing_and_one_without_gaps_reports_none(
    ahausen: Any, person: Any, tell: Tell
) -> None:
    by = person(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen), pytest.raises(Refused):
        report_gaps(ags=ahausen.ags, kind=ahausen.kind, by=by)
    tell(ahausen, "available")
    with inside(ahausen):
        assert (Gap.objects.count(), Report.objects.count()) == (0, 1)


@pytest.mark.requirement("M11")
@pytest.mark.requirement("R69")
def test_three_municipalities_are_counted_and_two_are_hidden(six: list[Any], tell: Tell) -> None:
    year = timezone.localdate().year
    for home in six[:3]:
        tell(home, "at_land", passed_to="Land", returned="no", since=year - 5)
    for home in six[1:3]:
        tell(home, "blocked", "SPR-01", since=year)
    school, language = the_line(), the_line("SPR-01")
    assert school.by_status == ("0", "3", "0", "0")
    assert (school.total, school.not_returned, school.long_standing) == ("3", "3", "3")
    assert language.by_status == ("0", "0", "unter 3", "0")
    assert (language.total, language.not_returned, language.long_standing) == ("unter 3", "0", "0")


@pytest.mark.requirement("M11")
def test_a_sum_does_not_tell_a_hidden_count(six: list[Any], tell: Tell) -> None:
    for home in six[:3]:
        tell(home, "at_land")
    tell(six[3], "at_a_cost")
    line = the_line()
    assert line.by_status == ("0", "3", "0", "unter 3")
    assert line.total == "nicht gezeigt"
    assert counting.total_shown((4, 3, 0, 0)) == "7"


@pytest.mark.requirement("M11")
def test_two_reports_in_a_land_show_no_line_and_the_third_does(six: list[Any], tell: Tell) -> None:
    for home in six[:2]:
        tell(home, "at_land")
    with acting_as(Role.PLATFORM):
        (group,) = counting.counted()
    assert (group.land, group.reported, group.lines) == ("Niedersachsen", "unter 3", ())
    tell(six[2], "available")
    with acting_as(Role.PLATFORM):
        (group,) = counting.counted()
    assert (group.reported, len(group.lines)) == ("3", 1)
    assert group.lines[0].total == "unter 3"


@pytest.mark.requirement("M11")
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("data_gaps_gap", "municipality"),
        ("data_gaps_gap", "id"),
        ("data_gaps_gap", "*"),
        ("data_gaps_report", "municipality"),
        ("data_gaps_report", "id"),
        ("data_gaps_report", "reported_at"),
        ("data_gaps_report", "reported_by"),
    ],
)
def test_the_platforms_account_cannot_read_whose_rows_they_are(
    ahausen: Any, tell: Tell, table: str, column: str
) -> None:
    tell(ahausen, "at_land")
    with acting_as(Role.PLATFORM), connection.cursor() as cursor:
        cursor.execute(f"SELECT land, kind FROM public.{table}")
        assert cursor.fetchall() == [("03", "landkreis")], "control: the platform reads what it counts"
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(f"SELECT {column} FROM public.{table}")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(f"DELETE FROM public.{table}")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(f"UPDATE public.{table} SET land = '04'")


@pytest.mark.requirement("M11")
@pytest.mark.parametrize("model", [Gap, Report])
def test_the_exchange_has_no_part_in_it(ahausen: Any, model: Any) -> None:
    with acting_as(Role.EXCHANGE), pytest.raises(DatabaseError, match="permission denied"):
        list(model.objects.values_list("land"))


@pytest.mark.requirement("R69")
def test_a_municipality_neither_reads_nor_writes_nor_deletes_for_another(ahausen: Any, bedorf: Any, tell: Tell) -> None:
    tell(ahausen, "at_land")
    with inside(bedorf):
        assert (Gap.objects.count(), Report.objects.count()) == (0, 0)
        Gap.objects.all().delete()
        forged = Gap(
            municipality_id=ahausen.schema_name,
            land="03",
            kind="landkreis",
            indicator_code="SPR-01",
            status="blocked",
            source="x",
        )
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)
    with inside(ahausen):
        assert Gap.objects.count() == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Gap.objects.update(status="blocked")


@pytest.mark.requirement("R69")
def test_reporting_and_withdrawing_on_the_municipalitys_pages(ahausen: Any, browse: Any, tell: Tell) -> None:
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    refused = client.post("/datenluecken/melden/")
    assert refused.status_code == 422
    assert "Ihr Datenregister ist leer" in refused.content.decode()
    tell(ahausen, "at_land", and_report=False)
    assert "/datenluecken/" in client.get("/datenregister/").content.decode()
    before = client.get("/datenluecken/").content.decode()
    assert "Noch nichts gemeldet." in before
    assert "21111" in before
    assert OFFICE not in before
    assert client.post("/datenluecken/melden/").status_code == 302
    after = client.get("/datenluecken/").content.decode()
    assert "1 Datenlücke gemeldet." in after
    assert "Meldung zurückziehen" in after
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    assert "Lücken melden</span>" not in leader.get("/datenluecken/").content.decode()
    assert leader.post("/datenluecken/melden/").status_code == 403
    assert leader.post("/datenluecken/zurueckziehen/").status_code == 403
    assert browse("ahausen", RoleCode.GUEST).get("/datenluecken/").status_code == 403
    assert client.post("/datenluecken/zurueckziehen/").status_code == 302
    assert "Noch nichts gemeldet." in client.get("/datenluecken/").content.decode()
    assert client.post("/datenluecken/zurueckziehen/").status_code == 422


@pytest.mark.requirement("M11")
@pytest.mark.requirement("R69")
def test_moderators_see_counts_and_download_them(six: list[Any], browse: Any, tell: Tell) -> None:
    moderator = browse(None, RoleCode.MODERATOR)
    assert "Noch keine Kommune hat gemeldet" in moderator.get("/datenluecken/").content.decode()
    for home in six[:3]:
        tell(home, "at_land")
    tell(six[0], "blocked", "SPR-01")
    page = moderator.get("/datenluecken/").content.decode()
    assert "Niedersachsen: Landkreise" in page
    assert "unter 3" in page
    assert "Ahausen" not in page
    answer = moderator.get("/datenluecken/datenluecken.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert {len(row) for row in rows} == {len(head)}
    found = {row[head.index("Kürzel des Indikators")]: row for row in rows}
    assert found["BIL-01"][:3] == ["Niedersachsen", "Landkreise", "3"]
    assert found["BIL-01"][head.index("liegt beim Land")] == "3"
    assert found["SPR-01"][head.index("gesperrt")] == "unter 3"
    for role in (RoleCode.OPERATOR, RoleCode.EDITOR):
        assert browse(None, role).get("/datenluecken/").status_code == 403
        assert browse(None, role).get("/datenluecken/datenluecken.csv").status_code == 403


@pytest.mark.requirement("M11")
def test_no_cell_of_the_file_is_a_formula() -> None:
    line = counting.Line("=SUMME(A1)", "X-01", "@name", "", ("3", "0", "0", "0"), "3", "0", "0")
    group = counting.Counted("Niedersachsen", "Landkreise", "3", True, (line,))
    text = as_csv([group]).decode("utf-8-sig")
    assert "'=SUMME(A1)" in text
    assert "'@name" in text
    assert harmless("+1") == "'+1"
