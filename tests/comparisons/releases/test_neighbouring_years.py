"""Neighbouring years are checked together where it is agreed: who changed by more than one class is not betrayed."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from benchmark.catalogue.selectors import indicator
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.profiles import Profile, values_of
from comparisons.releases.grids import drift_bound
from comparisons.releases.models import LedgerRow, Release, ReleasedStatistic
from comparisons.releases.rechecking import Trouble, rechecked
from tenants.border import Role, acting_as
from tests.support import rounds
from tests.support.contributors import admit_members, contribute, join
from tests.support.official import publish

BEFORE = [1, 2, 2, 3, 3, 3, 4, 4, 5]
NEXT_CLASSES = [2, 2, 1, 3, 4, 3, 3, 4, 5]  # nobody changed by more than one class
A_LEAP = [2, 2, 1, 3, 4, 3, 3, 4, 2]  # the last one by three


def shown(circle: Circle, members: list, year: int, cells: list[int], *public: int) -> str:
    """Why this year is not shown, "" if it is; members at the places `public` hand over what is published anyway."""
    current = rounds.begin_round(circle, first_year=year, last_year=year)
    for place, (member, cell) in enumerate(zip(members, cells, strict=True)):
        contribute(current, [member], [cell], public=place in public)
    rounds.end_round(current)
    job = rounds.release(current)
    assert "release" in job.result, (job.result, job.error)
    with acting_as(Role.PLATFORM):
        return ReleasedStatistic.objects.get(release__round=current.pk).refusal


def ring(*, drift: bool = True, name: str = "Ring der Probe") -> tuple[Circle, list]:
    """A circle with nine members."""
    circle = rounds.found_circle([], name=name, drift=drift)
    return circle, admit_members(circle, len(BEFORE))


def check(capsys) -> None:
    """Every proof of every release holds."""
    call_command("recheck_release", "--all")
    assert "kein Fehler" in capsys.readouterr().out


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
@pytest.mark.parametrize(
    ("drift", "cells", "refusal"),
    [(True, NEXT_CLASSES, ""), (True, BEFORE, ""), (True, A_LEAP, "not_anonymous"), (False, A_LEAP, "")],
)
@pytest.mark.parametrize("years", [(2022, 2023), (2023, 2022)])
def test_a_leap_beside_a_released_year_is_refused_where_neighbouring_years_are_agreed(
    world, capsys, drift, cells, refusal, years
):
    circle, members = ring(drift=drift)
    assert shown(circle, members, years[0], BEFORE) == ""
    assert shown(circle, members, years[1], cells) == refusal
    with acting_as(Role.EXCHANGE):
        rows = list(LedgerRow.objects.all())
        told = [row.certificate.get("years") for row in rows]
    alone = {"drift": 1, "ledger": [], "beside": []}
    beside = {"drift": 1, "ledger": [1], "beside": []}
    assert told == ([alone] if refusal else [alone, beside] if drift else [None, None])
    check(capsys)


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
def test_the_year_between_two_released_ones_is_checked_beside_both(world, capsys):
    circle, members = ring()
    assert shown(circle, members, 2021, BEFORE) == ""
    assert shown(circle, members, 2023, A_LEAP) == ""  # with a year between them nothing is assumed
    assert shown(circle, members, 2022, NEXT_CLASSES) == "not_anonymous"
    between = [*NEXT_CLASSES[:-1], 4]
    circle_2, members_2 = ring(name="Zweiter Ring")
    assert shown(circle_2, members_2, 2021, BEFORE) == ""
    assert shown(circle_2, members_2, 2023, [*A_LEAP[:-1], 3]) == ""
    assert shown(circle_2, members_2, 2022, between) == ""
    with acting_as(Role.EXCHANGE):
        assert LedgerRow.objects.last().certificate["years"]["ledger"] == [3, 4]
    check(capsys)


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
@pytest.mark.parametrize(("cells", "refused"), [(NEXT_CLASSES, ""), (A_LEAP, "not_anonymous")])
def test_years_that_pass_in_one_release_count_for_each_other(world, capsys, cells, refused):
    circle, members = ring()
    current = rounds.begin_round(circle, first_year=2022, last_year=2023)
    contribute(current, members, BEFORE)
    contribute(current, members, cells, year=2023)
    rounds.end_round(current)
    preview = rounds.preview(current).result["items"]
    assert [(one["year"], one["refusal"]) for one in preview] == [(2022, ""), (2023, refused)]
    assert rounds.release(current).result == {"release": 1}
    with acting_as(Role.PLATFORM):
        assert dict(ReleasedStatistic.objects.values_list("year", "refusal")) == {2022: "", 2023: refused}
    if not refused:
        with acting_as(Role.EXCHANGE):
            assert LedgerRow.objects.last().certificate["years"] == {"drift": 1, "ledger": [], "beside": [2022]}
    check(capsys)


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
def test_a_year_that_another_circle_released_counts_as_well(world):
    """The other circle agreed on nothing of the kind; what it showed of the same members is known all the same."""
    other, members = ring(drift=False)
    circle = rounds.found_circle([], name="Zweiter Ring", drift=True)
    join(circle, members)
    assert shown(other, members, 2022, BEFORE) == ""
    assert shown(circle, members, 2023, A_LEAP) == "not_anonymous"


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
@pytest.mark.requirement("T19")
def test_what_is_published_anyway_is_not_protected_but_counts_against_others(world):
    """The last figure leaps; known in both years it hides nothing, known in one it tells of the other."""
    circle, members = ring()
    last = len(BEFORE) - 1
    assert shown(circle, members, 2022, BEFORE, last) == ""
    assert shown(circle, members, 2023, A_LEAP, last) == ""
    assert shown(circle, members, 2021, [*BEFORE[:-1], 6]) == "not_anonymous"
    assert shown(circle, members, 2021 - 1, BEFORE) == ""  # no neighbour was released


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T17")
def test_a_proof_that_leaves_a_neighbouring_year_out_does_not_hold(world):
    circle, members = ring()
    shown(circle, members, 2022, BEFORE)
    shown(circle, members, 2023, NEXT_CLASSES)
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE releases_ledgerrow DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE releases_ledgerrow SET"
            " certificate = jsonb_set(certificate, '{years,ledger}', '[]') WHERE year = 2023"
        )
    with acting_as(Role.EXCHANGE):
        found = rechecked(Release.objects.get(number=2))
    assert [fault.trouble for fault in found.faults] == [Trouble.BESIDE]


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("I4.10")
@pytest.mark.requirement("T17")
def test_the_bound_comes_with_the_profile_the_charter_or_the_indicator(world):
    normal, sensitive = (CharterVersion(profile=profile, **values_of(profile)) for profile in Profile)
    agreed = CharterVersion(**{**values_of(Profile.NORMAL), "drift": True})
    with acting_as(Role.PLATFORM):
        open_to_all, close = indicator("REC-01"), indicator("WOH-01")
    assert drift_bound(normal, open_to_all) is None
    assert {drift_bound(charter, open_to_all) for charter in (sensitive, agreed)} == {1}
    assert {drift_bound(charter, close) for charter in (normal, sensitive, agreed)} == {1}


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T14")
@pytest.mark.requirement("T17")
@pytest.mark.parametrize(("leap", "refusal"), [(0, ""), (3, "not_anonymous")])
def test_groups_that_add_up_and_neighbouring_years_are_asked_in_one_question(world, capsys, leap, refusal):
    """Total and foreign of one circle with known denominators, German open; a year before stands in the ledger."""
    circle = rounds.found_circle([], indicators=[CoreChoice("BIL-01", groups=("total", "foreign"))], drift=True)
    members = admit_members(circle, 6)
    persons = {"total": 2000, "german": 1400, "foreign": 600}
    for year in (2022, 2023):
        publish(
            (
                (one.ags, "school_leavers", group, "SCH_NAT", count)
                for one in members
                for group, count in persons.items()
            ),
            year=year,
        )
        current = rounds.begin_round(circle, first_year=year, last_year=year)
        later = leap if year == 2023 else 0
        contribute(current, members, [4, 4, 5, 5, 6, 6 + later])
        contribute(current, members, [6, 6, 7, 7, 8, 8], group="foreign")
        rounds.end_round(current)
        rounds.release(current)
    with acting_as(Role.EXCHANGE):
        rows = {(row.year, row.group): row for row in LedgerRow.objects.all()}
        tied = rows[2023, "foreign"].certificate
    with acting_as(Role.PLATFORM):
        assert dict(ReleasedStatistic.objects.filter(year=2022).values_list("group", "refusal")) == {
            "total": "",
            "foreign": "",
        }
        assert ReleasedStatistic.objects.get(year=2023, group="total").refusal == refusal
    assert tied["years"]["ledger"] == [rows[2022, "foreign"].position]
    assert len(tied["facts"]["sums"]) == (0 if refusal else 6)
    check(capsys)
