"""Handing over: cells and metadata only, as agreed, while the round is open."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from benchmark.figures.actions import approve_figures, check_figures, enter_figure
from comparisons.circles import actions as circle_actions
from comparisons.circles.models import Circle, Round
from comparisons.releases import actions
from comparisons.releases.models import Consent, Contribution, Declination
from comparisons.releases.refusals import HandoverRefused, WithdrawalRefused
from comparisons.releases.selectors import completeness, own_contributions
from comparisons.releases.selectors.completeness import State
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support import rounds

GOOD = {2023: (137, 9973)}


def consents() -> int:
    with acting_as(Role.EXCHANGE):
        return Consent.objects.filter(withdrawn_at__isnull=True).count()


@pytest.fixture
def current(ahausen) -> Round:
    """An open round whose only member has one approved figure."""
    opened = rounds.begin_round(rounds.found_circle([ahausen]))
    rounds.approve(ahausen, GOOD)
    return opened


@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M12")
def test_cell_and_metadata_are_handed_over_and_nothing_else(ahausen, current):
    given = rounds.give(ahausen, current)
    assert (given.cells, given.without_cell) == (1, 0)
    with inside(ahausen):
        (own,) = own_contributions(Round.objects.get(pk=current.pk))
        assert own.cell is not None
    with acting_as(Role.EXCHANGE):
        row = Contribution.objects.values().get()
        held = " ".join(str(value) for value in row.values())
    for figure in ("137", "9973", "1.37"):
        assert figure not in held
    names = {field.name for field in Contribution._meta.get_fields()}
    assert not names & {"value", "numerator", "denominator"}
    assert consents() == 1


@pytest.mark.requirement("I2.10")
def test_what_two_people_have_not_released_is_not_handed_over(ahausen):
    opened = rounds.begin_round(rounds.found_circle([ahausen]))
    with pytest.raises(HandoverRefused):
        rounds.give(ahausen, opened)
    assert consents() == 0


@pytest.mark.requirement("R20")
@pytest.mark.requirement("I2.10")
def test_another_concept_than_the_charters_is_refused_with_the_reason(ahausen):
    opened = rounds.begin_round(rounds.found_circle([ahausen], indicators=["DEM-01"]))
    rounds.approve(ahausen, {2023: (9000, 90000)}, indicator="DEM-01", group="total", concept="NAT_AZR")
    with pytest.raises(HandoverRefused, match=r"NAT_AZR.*NAT_FS"):
        rounds.give(ahausen, opened, "DEM-01")
    assert consents() == 0
    rounds.approve(ahausen, {2023: (9000, 90000)}, indicator="DEM-01", group="total", concept="NAT_FS")
    assert rounds.give(ahausen, opened, "DEM-01").cells == 1


@pytest.mark.requirement("R20")
@pytest.mark.requirement("I2.10")
@pytest.mark.parametrize("change", [{"concept": "NAT_MR"}, {"definition_version": 99}, {"group": "german"}])
def test_the_database_refuses_what_the_charter_did_not_agree_on(ahausen, current, change):
    rounds.give(ahausen, current)
    with inside(ahausen):
        row = Contribution.objects.get()
        row.delete()
        values = {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name != "id"}
        with pytest.raises(IntegrityError, match="agreed on"), transaction.atomic():
            Contribution.objects.create(**{**values, **change})
        assert Contribution.objects.create(**values).pk


@pytest.mark.requirement("I2.10")
def test_handing_over_after_closing_is_refused_also_by_the_database(ahausen, current):
    rounds.give(ahausen, current)
    with inside(ahausen):
        row = Contribution.objects.get()
    rounds.end_round(current)
    with pytest.raises(HandoverRefused, match="Probe"):
        rounds.give(ahausen, current)
    with inside(ahausen):
        values = {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name != "id"}
        with pytest.raises(IntegrityError, match="round is closed"), transaction.atomic():
            Contribution.objects.create(**{**values, "year": 2022})
        with pytest.raises(IntegrityError, match="round is closed"), transaction.atomic():
            Consent.objects.create(
                round_id=current.pk,
                municipality_id=ahausen.schema_name,
                indicator_code="REC-01",
                year=2022,
                given_by="p_x",
            )
        assert Contribution.objects.count() == 1


@pytest.mark.requirement("I2.10")
def test_after_the_last_day_nothing_is_handed_over_though_nobody_closed_the_round(ahausen, current):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with acting_as(Role.OWNER):
        Round.objects.filter(pk=current.pk).update(opens_at=yesterday, closes_at=yesterday)
    with pytest.raises(HandoverRefused):
        rounds.give(ahausen, current)


@pytest.mark.requirement("I2.10")
def test_a_new_charter_must_be_signed_before_its_round(ahausen):
    circle = rounds.found_circle([ahausen])
    moderator = rounds.person_of_platform()
    rounds.approve(ahausen, GOOD)
    with acting_as(Role.PLATFORM):
        draft = circle_actions.draft_charter(circle=circle, by=moderator)
        circle_actions.publish_charter(charter=draft, by=moderator)
    opened = rounds.begin_round(circle)
    with pytest.raises(HandoverRefused):
        rounds.give(ahausen, opened)
    leader = rounds.person_of_municipality(ahausen, RoleCode.LEADERSHIP)
    with inside(ahausen):
        circle_actions.sign_charter(circle=Circle.objects.get(pk=circle.pk), by=leader)
    assert rounds.give(ahausen, opened).cells == 1


@pytest.mark.requirement("T11")
@pytest.mark.parametrize("numerator", [0, 3, 149])
def test_too_small_a_denominator_counts_as_such_whatever_the_numerator(ahausen, numerator):
    opened = rounds.begin_round(rounds.found_circle([ahausen]))
    rounds.approve(ahausen, {2023: (numerator, 149)})
    assert (rounds.give(ahausen, opened).cells, consents()) == (0, 1)
    with acting_as(Role.EXCHANGE):
        assert Contribution.objects.values_list("cell", "eligible").get() == (None, False)


@pytest.mark.requirement("A8")
def test_contributions_of_others_are_neither_read_nor_written(ahausen, bedorf):
    opened = rounds.begin_round(rounds.found_circle([ahausen, bedorf]))
    for member in (ahausen, bedorf):
        rounds.approve(member, GOOD)
        rounds.give(member, opened)
    with inside(ahausen):
        own = Contribution.objects.get()
        assert str(own.municipality_id) == ahausen.schema_name
        with connection.cursor() as cursor:
            cursor.execute("SET app.tenant = %s", [bedorf.schema_name])
        assert Contribution.objects.count() == 1
        assert Consent.objects.count() == 1
        values = {field.attname: getattr(own, field.attname) for field in own._meta.fields if field.name != "id"}
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.create(**{**values, "municipality_id": bedorf.schema_name})
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Consent.objects.create(
                round_id=opened.pk,
                municipality_id=bedorf.schema_name,
                indicator_code="REC-01",
                year=2022,
                given_by="p_x",
            )
        assert Contribution.objects.exclude(pk=own.pk).delete()[0] == 0
    with acting_as(Role.EXCHANGE):
        assert Contribution.objects.count() == 2


@pytest.mark.requirement("A8")
@pytest.mark.requirement("M2")
def test_the_platform_reads_contributions_but_no_cell(ahausen, current):
    rounds.give(ahausen, current)
    with acting_as(Role.PLATFORM):
        assert Contribution.objects.values("indicator_code", "eligible").get()["eligible"] is True
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Contribution.objects.values_list("cell").get()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Contribution.objects.update(missing="x")


@pytest.mark.requirement("I2.10")
def test_withdrawal_before_a_release_takes_everything_back(ahausen, current):
    rounds.give(ahausen, current)
    office = rounds.person_of_municipality(ahausen, RoleCode.INTEGRATION_OFFICE)
    with inside(ahausen):
        opened = Round.objects.get(pk=current.pk)
        done = actions.withdraw(round=opened, indicator_code="REC-01", by=office)
        assert (done.years, done.stays) == ((2023,), ())
        assert own_contributions(opened) == []
        with pytest.raises(WithdrawalRefused):
            actions.withdraw(round=opened, indicator_code="REC-01", by=office)
    with acting_as(Role.EXCHANGE):
        assert Consent.objects.get().withdrawn_at is not None
    assert rounds.give(ahausen, current).cells == 1


@pytest.mark.requirement("R29")
@pytest.mark.requirement("R24")
def test_the_board_tells_the_states_apart_and_has_no_cells(ahausen, bedorf, browse):
    opened = rounds.begin_round(rounds.found_circle([ahausen, bedorf], indicators=["REC-01", "ARB-01"]))
    rounds.approve(ahausen, GOOD)
    rounds.give(ahausen, opened)
    office = rounds.person_of_municipality(bedorf, RoleCode.INTEGRATION_OFFICE)
    with inside(bedorf):
        own = Round.objects.get(pk=opened.pk)
        with pytest.raises(HandoverRefused):
            actions.decline_indicator(round=own, indicator_code="REC-01", reason=" ", by=office)
        actions.decline_indicator(round=own, indicator_code="REC-01", reason="Passt nicht zu uns.", by=office)
        assert Declination.objects.count() == 1
    with acting_as(Role.PLATFORM):
        board = completeness(Round.objects.select_related("circle", "charter").get(pk=opened.pk))
    states = {row.ags: [cell.state for cell in row.cells] for row in board.rows}
    assert states == {"03153": [State.DECLINED, State.NOTHING], "03157": [State.HANDED_OVER, State.NOTHING]}
    assert board.indicators[0].counts[State.DECLINED] == 1
    page = browse(None, RoleCode.MODERATOR).get(f"/ringe/ring-der-probe/runde/{opened.pk}/stand/")
    assert page.status_code == 200
    assert "Passt nicht zu uns." in page.content.decode()


@pytest.mark.requirement("I2.10")
def test_the_page_shows_the_cell_and_hands_over_what_is_ticked(ahausen, current, browse):
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    page = client.get("/ringe/ring-der-probe/uebergeben/")
    assert page.status_code == 200
    (line,) = page.context["lines"]
    assert line.details[0].words in page.content.decode()
    assert client.post("/ringe/ring-der-probe/uebergeben/", {}).status_code == 422
    done = client.post("/ringe/ring-der-probe/uebergeben/", {"indicator": "REC-01"})
    assert done.status_code == 302
    assert client.get(done["location"]).status_code == 200
    assert client.get("/ringe/beleg/liste/").status_code == 200
    assert client.get("/ringe/ring-der-probe/uebergeben/").context["lines"][0].given_years == (2023,)
    guest = browse("ahausen", RoleCode.GUEST)
    assert guest.post("/ringe/ring-der-probe/uebergeben/", {"indicator": "REC-01"}).status_code == 403


@pytest.mark.requirement("R29")
@pytest.mark.requirement("I2.10")
def test_the_page_withdraws_and_declines(ahausen, current, browse):
    rounds.give(ahausen, current)
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    start = "/ringe/ring-der-probe/uebergeben/"
    assert client.post(f"{start}REC-01/ablehnen/", {"reason": "Nein."}).status_code == 422  # handed over
    assert client.post(f"{start}REC-01/zuruecknehmen/", {"year": "2023"}).status_code == 302
    assert client.post(f"{start}REC-01/zuruecknehmen/", {"year": ""}).status_code == 422
    assert client.post(f"{start}REC-01/ablehnen/", {"reason": "Passt nicht."}).status_code == 302
    page = client.get(start)
    assert page.context["lines"][0].declined == "Passt nicht."
    assert "Passt nicht." in page.content.decode()
    assert client.post(f"{start}REC-01/ablehnen/", {"take_back": "1"}).status_code == 302
    assert client.get(start).context["lines"][0].declined == ""
    assert client.post("/ringe/anderer-ring/uebergeben/", {"indicator": "REC-01"}).status_code == 404


@pytest.mark.requirement("R24")
@pytest.mark.requirement("I2.10")
def test_a_missing_figure_is_handed_over_as_a_statement_with_its_reason(ahausen, current):
    office = rounds.person_of_municipality(ahausen, RoleCode.INTEGRATION_OFFICE)
    statistics = rounds.person_of_municipality(ahausen, RoleCode.STATISTICS_OFFICE)
    with inside(ahausen):
        row = enter_figure(
            indicator_code="REC-01",
            year=2023,
            group="foreign",
            concept="NAT_AZR",
            missing="held_by_land",
            source="Land",
            expected_version=1,
            by=statistics,
        )
        check_figures(ids=[row.id], by=statistics, comment="Geprüft.")
        approve_figures(ids=[row.id], by=office)
    assert rounds.give(ahausen, current).cells == 0
    with acting_as(Role.PLATFORM):
        board = completeness(Round.objects.select_related("circle", "charter").get(pk=current.pk))
    (cell,) = board.rows[0].cells
    assert (cell.state, cell.missing) == (State.MISSING, ("held_by_land",))


@pytest.mark.requirement("R29")
@pytest.mark.requirement("I2.10")
def test_consent_is_given_for_each_indicator_and_year(ahausen, browse):
    opened = rounds.begin_round(rounds.found_circle([ahausen]), first_year=2021)
    rounds.approve(ahausen, {2021: (120, 9900), 2022: (130, 9950), 2023: (137, 9973)})
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    start = "/ringe/ring-der-probe/uebergeben/"
    page = client.get(start)
    assert page.context["state"].may_give
    for year in (2021, 2022, 2023):
        assert f'value="REC-01:{year}"' in page.content.decode()
    ticked = {"indicator": "REC-01", "by_year": "1"}
    assert client.post(start, ticked).status_code == 422  # no year: nothing may go
    assert client.post(start, {**ticked, "year": ["ARB-01:2022"]}).status_code == 422
    assert consents() == 0
    assert client.post(start, {**ticked, "year": ["REC-01:2021", "REC-01:2023"]}).status_code == 302
    assert client.get(start).context["lines"][0].given_years == (2021, 2023)
    rounds.end_round(opened)
    assert not client.get(start).context["state"].may_give


@pytest.mark.requirement("I2.10")
def test_after_the_release_the_page_leads_to_the_comparison(six, browse):
    current = rounds.begin_round(rounds.found_circle(six))
    for number, member in enumerate(six):
        rounds.approve(member, {2023: (100 + number, 9973)})
        rounds.give(member, current)
    rounds.end_round(current)
    client, start = browse(six[0].slug, RoleCode.INTEGRATION_OFFICE), "/ringe/ring-der-probe/uebergeben/"
    link = "/kennzahl/REC-01/?ring=ring-der-probe"
    assert link not in client.get(start).content.decode()
    rounds.release(current)
    page = client.get(start)
    assert (page.context["state"].kind, page.context["state"].may_give) == ("success", False)
    assert link in page.content.decode()
