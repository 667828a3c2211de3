"""Research: a role of its own, circles that decide, released statistics alone, and no download without a record."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comparisons.circles.actions import decide_on_research
from comparisons.circles.models import Circle
from comparisons.circles.refusals import NotYourCircle
from comparisons.releases import research_file
from comparisons.releases.actions import export_for_research
from comparisons.releases.models import ReleasedStatistic, ResearchExport
from comparisons.releases.refusals import ResearchRefused
from comparisons.releases.selectors import released_by_circle
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as
from tenants.membership.permissions import RIGHTS, Permission
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.people import email_of

PURPOSE = "Dissertation über Einbürgerung in Landkreisen"
START, HERE = "/ringe/forschung/", "/ringe/forschung/ring-der-probe/"


def released_circle(six: list[Any]) -> Circle:
    """A circle of six with one shown and one refused statistic."""
    current = rounds.begin_round(rounds.found_circle(six), first_year=2022, last_year=2023)
    for number, member in enumerate(six):
        rounds.approve(member, {2023: (100 + number, 9973)} | ({2022: (90, 9973)} if number < 2 else {}))
        rounds.give(member, current)
    rounds.end_round(current)
    rounds.release(current)
    return current.circle


def open_for_research(circle: Circle, *, is_open: bool = True) -> None:
    moderator = rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        decide_on_research(circle=circle, is_open=is_open, by=moderator)


def events(name: str) -> list[AuditEvent]:
    with acting_as(Role.OWNER):
        return list(AuditEvent.objects.filter(event=name).order_by("pk"))


def downloads() -> list[ResearchExport]:
    with acting_as(Role.OWNER):
        return list(ResearchExport.objects.all())


@pytest.mark.requirement("R22")
def test_the_role_has_this_one_right_and_nobody_else_has_it() -> None:
    assert RIGHTS[RoleCode.RESEARCHER] == {Permission.RESEARCH_EXPORT}
    assert [role for role, rights in RIGHTS.items() if Permission.RESEARCH_EXPORT in rights] == [RoleCode.RESEARCHER]


@pytest.mark.requirement("R22")
@pytest.mark.parametrize("role", [RoleCode.MODERATOR, RoleCode.EDITOR, RoleCode.OPERATOR])
def test_nobody_else_of_the_platform_gets_the_pages(world, browse, role) -> None:
    client = browse(None, role)
    assert client.get(START).status_code == 403
    assert client.post(HERE, {"purpose": PURPOSE}).status_code == 403


@pytest.mark.requirement("R22")
def test_a_researcher_gets_no_other_page_of_the_platform(world, browse) -> None:
    researcher = browse(None, RoleCode.RESEARCHER)
    assert researcher.get(START).status_code == 200
    for path in ("/ringe/", "/ringe/alle/", "/ringe/neu/", "/menschen/", "/betrieb/", "/statistik/"):
        assert researcher.get(path).status_code == 403, path


@pytest.mark.requirement("R22")
def test_an_operator_invites_a_researcher_even_where_the_role_is_new(world, browse) -> None:
    from django.contrib.auth.models import Group, User

    with acting_as(Role.PLATFORM):
        before = User.objects.get(email=email_of(RoleCode.RESEARCHER, "platform"))
        before.groups.clear()
        Group.objects.filter(name="researcher").delete()
    wanted = {"name": "Mia Forscherin", "email": "mia@hochschule.test", "roles": ["researcher"]}
    assert browse(None, RoleCode.OPERATOR).post("/menschen/einladen/", wanted).status_code == 302
    with acting_as(Role.PLATFORM):
        assert User.objects.get(email="mia@hochschule.test").groups.get().name == "researcher"


@pytest.mark.requirement("R22")
def test_a_circle_is_closed_until_its_moderator_opens_it(ahausen, browse, person) -> None:
    circle = rounds.found_circle([ahausen])
    researcher, moderator = browse(None, RoleCode.RESEARCHER), browse(None, RoleCode.MODERATOR)
    assert "Ring der Probe" not in researcher.get(START).content.decode()
    assert researcher.get(HERE).status_code == 404
    assert researcher.post(HERE, {"purpose": PURPOSE}).status_code == 404
    member = browse("ahausen", RoleCode.GUEST)
    page = "/ringe/ring-der-probe/"
    assert "für die Forschung nicht offen" in member.get(page).content.decode()
    assert "Für die Forschung öffnen" in moderator.get(page).content.decode()

    switch = f"{page}forschung/entscheiden/"
    assert researcher.post(switch, {"open": "yes"}).status_code == 403
    assert moderator.post(switch, {"open": "yes"}).status_code == 302
    assert moderator.post(switch, {"open": "yes"}).status_code == 302
    assert len(events("circle.research_opened")) == 1, "what is open is not opened again"
    assert "Ring der Probe" in researcher.get(START).content.decode()
    assert "Begleitforschung darf herunterladen" in member.get(page).content.decode()
    empty = researcher.post(HERE, {"purpose": PURPOSE})
    assert empty.status_code == 422
    assert "noch nichts freigegeben" in empty.content.decode()

    assert moderator.post(switch, {"open": "no"}).status_code == 302
    assert researcher.get(HERE).status_code == 404
    assert [event.on for event in events("circle.research_closed")] == [f"circle:{circle.slug}"]
    assert downloads() == []


@pytest.mark.requirement("R22")
def test_only_who_prepares_the_circle_decides(ahausen, browse) -> None:
    circle = rounds.found_circle([ahausen])
    for role in (RoleCode.OPERATOR, RoleCode.RESEARCHER):
        by = rounds.person_of_platform(role)
        with acting_as(Role.PLATFORM), pytest.raises(NotYourCircle):
            decide_on_research(circle=circle, is_open=True, by=by)
    with acting_as(Role.OWNER):
        circle.moderations.update(person="p_somebody_else")
    moderator = browse(None, RoleCode.MODERATOR)
    assert moderator.post("/ringe/ring-der-probe/forschung/entscheiden/", {"open": "yes"}).status_code == 404
    assert moderator.get("/ringe/ring-der-probe/forschung/").status_code == 404
    with acting_as(Role.OWNER):
        assert not Circle.objects.get(pk=circle.pk).open_for_research


@pytest.mark.requirement("R22")
def test_the_file_says_what_was_released_and_nothing_about_members(six, browse) -> None:
    circle = released_circle(six)
    open_for_research(circle)
    answer = browse(None, RoleCode.RESEARCHER).post(HERE, {"purpose": PURPOSE})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="ring-der-probe-freigabe-1.csv"'
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    with acting_as(Role.PLATFORM):
        stored = list(ReleasedStatistic.objects.order_by("year"))
    assert [(line["year"], line["n"], line["refusal"]) for line in lines] == [
        (str(row.year), str(row.n), row.refusal) for row in stored
    ]
    refused, shown = lines
    assert refused["refusal"] == "too_few"
    assert refused["mean"] == refused["median_low"] == refused["median_high"] == ""
    assert (shown["n"], shown["indicator_code"], shown["concept_code"], shown["group_code"]) == (
        "6", "REC-01", "NAT_AZR", "foreign",
    )  # fmt: skip
    assert shown["comparability_grade"] == stored[1].grade
    for name in ("mean", "median_low", "median_high", "q1_low", "p90_high"):
        value = getattr(stored[1], name)
        assert shown[name] == ("" if value is None else f"{value.normalize():f}".replace(".", ",")), name
    assert shown["mean"], "control: something is shown"
    for member in six:
        for secret in (member.name, member.ags, member.slug, member.schema_name):
            assert secret not in text
    assert {"expected", "member_hash", "median_cell", "grid_id", "reasons"}.isdisjoint(lines[0])


@pytest.mark.requirement("R22")
def test_without_a_purpose_there_is_no_file_and_no_record(six, browse) -> None:
    open_for_research(released_circle(six))
    researcher = browse(None, RoleCode.RESEARCHER)
    assert researcher.get(HERE).status_code == 200
    for purpose in ("", "kurz", "         kurz         "):
        refused = researcher.post(HERE, {"purpose": purpose})
        assert refused.status_code == 422
        assert refused["Content-Type"].startswith("text/html")
    by = rounds.person_of_platform(RoleCode.RESEARCHER)
    with acting_as(Role.PLATFORM):
        circle = Circle.objects.get()
        with pytest.raises(ResearchRefused, match="10"):
            export_for_research(circle=circle, purpose="  kurz      ", by=by)
        with pytest.raises(IntegrityError, match="research_export_says_what_for"), transaction.atomic():
            ResearchExport.objects.create(
                circle=circle, release_number=1, lines=1, purpose="kurz", person="p", name="P"
            )
    assert downloads() == []
    assert events("research.exported") == []


@pytest.mark.requirement("R22")
def test_every_download_is_recorded_for_the_moderators_and_in_the_audit_trail(six, browse) -> None:
    circle = released_circle(six)
    open_for_research(circle)
    assert browse(None, RoleCode.RESEARCHER).post(HERE, {"purpose": PURPOSE}).status_code == 200
    by = rounds.person_of_platform(RoleCode.RESEARCHER)
    (event,) = events("research.exported")
    assert (event.person, event.on, event.details["purpose"]) == (by.reference, "circle:ring-der-probe", PURPOSE)
    (kept,) = downloads()
    assert (kept.circle_id, kept.person, kept.name, kept.release_number, kept.lines) == (
        circle.pk, by.reference, by.name, 1, 2,
    )  # fmt: skip
    open_for_research(circle, is_open=False)
    page = browse(None, RoleCode.MODERATOR).get("/ringe/ring-der-probe/forschung/").content.decode()
    assert PURPOSE in page
    assert by.name in page
    with acting_as(Role.OWNER), pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        ResearchExport.objects.update(purpose="Etwas ganz anderes")


@pytest.mark.requirement("R22")
def test_the_action_refuses_closed_circles_and_other_roles(six) -> None:
    circle = released_circle(six)
    researcher, moderator = rounds.person_of_platform(RoleCode.RESEARCHER), rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        with pytest.raises(ResearchRefused):
            export_for_research(circle=circle, purpose=PURPOSE, by=researcher)
        decide_on_research(circle=circle, is_open=True, by=moderator)
        with pytest.raises(ResearchRefused):
            export_for_research(circle=circle, purpose=PURPOSE, by=moderator)
        assert export_for_research(circle=circle, purpose=PURPOSE, by=researcher).data
    assert len(downloads()) == 1


@pytest.mark.requirement("R22", "B7")
def test_no_cell_of_the_file_is_read_as_a_formula(six) -> None:
    from benchmark.catalogue.selectors import indicator

    circle = released_circle(six)
    with acting_as(Role.PLATFORM):
        (row, *_others) = released_by_circle(circle)["REC-01"]
        data = research_file.write("=HYPERLINK(1)", [row], {("REC-01", 1): indicator("REC-01", 1)})
    assert data.decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1);")
