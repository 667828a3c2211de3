"""Releasing: statistics by number of members, frozen, once per quarter."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from benchmark.catalogue.selectors import indicator
from comparisons.circles import actions as circle_actions
from comparisons.circles.models import Circle, Round
from comparisons.releases import actions
from comparisons.releases.disclosure import Grid, Level, judge
from comparisons.releases.grids import disclosure_parameters, grid_of
from comparisons.releases.models import Contribution, Release, ReleasedStatistic
from comparisons.releases.presenters import reason_words
from comparisons.releases.refusals import ReleaseRefused
from comparisons.releases.selectors import release_overview, released
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import perform
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.contributors import admit_members, contribute


def circle_with(count: int, **options) -> tuple[Circle, list]:
    circle = rounds.found_circle([], **options)
    return circle, admit_members(circle, count)


def shown(circle: Circle):
    with acting_as(Role.PLATFORM):
        return released(circle, "REC-01")


@pytest.mark.requirement("I2.11")
@pytest.mark.requirement("T1")
@pytest.mark.parametrize(
    ("n", "level"),
    [
        (3, Level.NOTHING),
        (4, Level.NOTHING),
        (5, Level.MEAN),
        (9, Level.MEDIAN),
        (17, Level.QUARTILES),
        (41, Level.TAILS),
    ],
)
def test_what_is_released_follows_the_number_of_members(world, n, level):
    circle, members = circle_with(n)
    current = rounds.begin_round(circle)
    cells = [(7 * number) % 11 for number in range(n)]
    contribute(current, members, cells)
    rounds.end_round(current)
    job = rounds.release(current)
    assert job.result == {"release": 1}, job.error
    (one,) = shown(circle)
    assert (one.n, one.expected, one.level) == (n, n, level)
    with acting_as(Role.PLATFORM):
        definition = indicator("REC-01")
        charter = Round.objects.select_related("charter").get(pk=current.pk).charter
    grid: Grid = grid_of(definition, circle, charter)
    verdict = judge(cells, grid=grid, parameters=disclosure_parameters(charter, definition))
    assert one.verdict() == verdict
    if verdict.median is not None:
        label = grid.label(verdict.median)
        assert (one.median_low, one.median_high) == (label.low, label.high)


@pytest.mark.requirement("T1")
@pytest.mark.requirement("I2.11")
def test_too_few_members_are_refused_in_the_same_way_for_all_cells(world):
    found = []
    for name, cells in (("Ring A", [0, 0, 0, 0]), ("Ring B", [9, 3, 5, 1])):
        circle, members = circle_with(4, name=name)
        current = rounds.begin_round(circle)
        contribute(current, members, cells)
        rounds.end_round(current)
        rounds.release(current)
        with acting_as(Role.PLATFORM):
            row = ReleasedStatistic.objects.values().get(circle=circle)
        for own in ("id", "release_id", "circle_id", "member_hash"):
            row.pop(own)
        found.append(row)
    assert found[0] == found[1]
    assert (found[0]["refusal"], found[0]["n"], found[0]["mean"]) == ("too_few", 4, None)


@pytest.mark.requirement("T2")
@pytest.mark.requirement("I2.11")
def test_an_outlier_inside_the_outermost_cell_changes_no_byte(world):
    """One member far out and one just inside the top cell hand over the same cell, so nothing can differ."""
    with acting_as(Role.PLATFORM):
        edges = indicator("REC-01").grid_for("landkreise")
    grid = Grid(edges, "%")
    assert grid.cell_of(edges[-2]) == grid.cell_of(edges[-1] * 5) == grid.size - 1


@pytest.mark.requirement("I2.11")
@pytest.mark.requirement("M5")
def test_differing_sources_and_missing_members_are_named(world):
    circle, members = circle_with(8)
    current = rounds.begin_round(circle)
    contribute(current, members[:4], [1, 2, 3, 4])
    contribute(current, members[4:6], [5, 6], source="Eigene Erhebung", invented=True)
    rounds.end_round(current)
    rounds.release(current)
    (one,) = shown(circle)
    assert (one.grade, one.invented_count, one.n) == ("limited", 2, 6)
    assert {reason["kind"] for reason in one.reasons} == {"source", "invented", "coverage"}


@pytest.mark.requirement("I2.11")
@pytest.mark.requirement("M5")
@pytest.mark.parametrize("forged", [{"grid_id": "another"}, {}])
def test_a_cell_of_another_grid_is_refused_with_the_reason_and_stops_no_job(world, forged):
    other, others = circle_with(6, name="Ring mit anderem Gitter")
    second = rounds.begin_round(other)
    contribute(second, others[:5], [1, 2, 3, 4, 5])
    contribute(second, others[5:], [9999], **forged)
    rounds.end_round(second)
    rounds.release(second)
    (refused,) = shown(other)
    assert (refused.refusal, refused.mean, refused.level) == ("not_comparable", None, Level.NOTHING)
    assert re.match("1 (von|of) 6 ", reason_words(next(one for one in refused.reasons if one["kind"] == "grid")))


@pytest.mark.requirement("T7")
@pytest.mark.requirement("T23")
@pytest.mark.requirement("I2.11")
def test_one_release_per_quarter_so_that_no_difference_can_be_taken(world):
    circle, members = circle_with(6)
    first = rounds.begin_round(circle)
    contribute(first, members, [1, 2, 3, 4, 5, 6])
    with pytest.raises(ReleaseRefused):
        rounds.release(first)  # the round is open
    rounds.end_round(first)
    rounds.release(first)
    before = shown(circle)
    second = rounds.begin_round(circle)
    contribute(second, members[:5], [1, 2, 3, 4, 5])  # one member less
    rounds.end_round(second)
    with pytest.raises(ReleaseRefused):
        rounds.release(second)
    with acting_as(Role.OWNER):
        from tenants.border.jobs import enqueue

        forced = enqueue("releases.compute", payload={"round": second.pk}, by=rounds.Person(reference="p_x", name=""))
    perform(forced.pk)
    with acting_as(Role.PLATFORM):
        forced.refresh_from_db()
        assert (forced.state, forced.result) == ("done", {"refused": "quarter"})
    assert shown(circle) == before


@pytest.mark.requirement("I2.11")
def test_a_repeated_job_finds_the_release_it_made(world):
    circle, members = circle_with(5)
    current = rounds.begin_round(circle)
    contribute(current, members, [1, 2, 3, 4, 5])
    rounds.end_round(current)
    job = rounds.release(current)
    with acting_as(Role.OWNER):
        from tenants.border.jobs import Job

        Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    assert perform(job.pk)
    with acting_as(Role.PLATFORM):
        assert Release.objects.count() == ReleasedStatistic.objects.count() == 1


@pytest.mark.requirement("I2.11")
@pytest.mark.requirement("T20")
def test_the_ledger_is_append_only_for_everybody(world):
    circle, members = circle_with(5)
    current = rounds.begin_round(circle)
    contribute(current, members, [1, 2, 3, 4, 5])
    rounds.end_round(current)
    rounds.release(current)
    for role in (Role.OWNER, Role.EXCHANGE, Role.PLATFORM):
        with acting_as(role):
            for model, change in ((Release, {"number": 9}), (ReleasedStatistic, {"n": 3})):
                with pytest.raises(DatabaseError), transaction.atomic():
                    model.objects.update(**change)
                with pytest.raises(DatabaseError), transaction.atomic():
                    model.objects.all()._raw_delete("default")
                assert model.objects.count() == 1
    with acting_as(Role.EXCHANGE):
        row = ReleasedStatistic.objects.get()
        row.pk = None
        with pytest.raises(IntegrityError, match="once_per_quarter"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.requirement("R78")
def test_a_nested_circle_releases_gemeinden_only(world):
    circle = rounds.found_circle([], kind="kreis", kreis_ags="05754", indicators=["REC-01"])
    gemeinden = admit_members(circle, 6, level="gemeinde")
    (kreis,) = _landkreis(circle)
    current = rounds.begin_round(circle)
    contribute(current, gemeinden, [1, 2, 3, 4, 5, 6])
    with pytest.raises(IntegrityError, match="agreed on"):
        contribute(current, [kreis], [9])
    rounds.end_round(current)
    rounds.release(current)
    (one,) = shown(circle)
    assert (one.n, one.expected) == (6, 6)


def _landkreis(circle: Circle) -> list:
    from tests.support import contributors

    with acting_as(Role.OWNER):
        made = contributors._member(circle, 99, "kreis")
        charter = circle.charters.get()
        charter.signatures.create(municipality=made, signed_by="p_x", signed_name="X")
    return [made]


@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M12")
@pytest.mark.requirement("A8")
def test_members_read_releases_others_do_not_and_a_withdrawal_says_what_stays(six):
    member, stranger = six[0], six[5]
    circle = rounds.found_circle(six[:5])
    current = rounds.begin_round(circle)
    for number, one in enumerate(six[:5]):
        rounds.approve(one, {2023: (100 + 20 * number, 10000)})
        rounds.give(one, current)
    rounds.end_round(current)
    assert rounds.release(current).result == {"release": 1}
    office = rounds.person_of_municipality(member, RoleCode.INTEGRATION_OFFICE)
    with inside(member):
        (one,) = released(Circle.objects.get(), "REC-01")
        assert (one.n, one.level) == (5, Level.MEAN)
        done = actions.withdraw(round=Round.objects.get(), indicator_code="REC-01", by=office)
        assert [(stay.number, stay.years) for stay in done.stays] == [(1, (2023,))]
        assert released(Circle.objects.get(), "REC-01") == [one]
    with inside(stranger):
        assert ReleasedStatistic.objects.count() == Release.objects.count() == 0
    leader = rounds.person_of_municipality(six[1], RoleCode.LEADERSHIP)
    with inside(six[1]):
        from django.utils import timezone

        assert ReleasedStatistic.objects.count() == 1
        circle_actions.leave(circle=Circle.objects.get(), on=timezone.localdate(), by=leader)
    with acting_as(Role.OWNER):
        from datetime import timedelta

        circle.memberships.filter(municipality=six[1]).update(
            member_from=timezone.localdate() - timedelta(days=9), member_until=timezone.localdate() - timedelta(days=1)
        )
    with inside(six[1]):
        assert ReleasedStatistic.objects.count() == 0


@pytest.mark.requirement("I2.11")
def test_a_preview_says_levels_and_reasons_and_freezes_nothing(world, browse):
    circle, members = circle_with(9)
    current = rounds.begin_round(circle)
    contribute(current, members, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    job = rounds.preview(current)
    (item,) = job.result["items"]
    assert (item["level"], item["n"]) == (2, 9)
    assert not {"mean", "median", "cell"} & set(json.dumps(job.result).replace('"', " ").split())
    with acting_as(Role.PLATFORM):
        assert not Release.objects.exists()
        assert release_overview(Round.objects.get(pk=current.pk)) == []
    moderator = browse(None, RoleCode.MODERATOR)
    page = moderator.get(f"/ringe/ring-der-probe/runde/{current.pk}/freigabe/")
    assert page.status_code == 200
    (row,) = page.context["previewed"].rows
    assert [(part.years, part.outcome) for part in row.parts] == [("2023", "shown")]
    assert "9" in row.parts[0].sentence
    assert row.parts[0].sentence in page.content.decode()
    refused = moderator.post(f"/ringe/ring-der-probe/runde/{current.pk}/freigabe/freigeben/")
    assert refused.status_code == 422
    moderator.post(f"/ringe/ring-der-probe/runde/{current.pk}/schliessen/")
    answer = moderator.post(f"/ringe/ring-der-probe/runde/{current.pk}/freigabe/freigeben/")
    assert answer.status_code == 302
    assert "job" in moderator.get(answer["location"]).content.decode()


@pytest.mark.requirement("I2.11")
def test_cells_are_numbers_with_edges_in_the_unit(world):
    circle, members = circle_with(9)
    current = rounds.begin_round(circle)
    contribute(current, members, [0] * 9)
    rounds.end_round(current)
    rounds.release(current)
    (one,) = shown(circle)
    assert (one.median_cell, one.median_low) == (0, None)
    assert one.median_high == Decimal("0.15")
    with acting_as(Role.EXCHANGE):
        assert Contribution.objects.count() == 9
