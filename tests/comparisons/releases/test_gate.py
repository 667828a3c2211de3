"""The gate at the level of the job: identities, public totals, grids, and whatever goes wrong while judging."""

from __future__ import annotations

import json
import sys
import threading
import uuid

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle, Round
from comparisons.releases.jobs import compute
from comparisons.releases.models import Consent, Contribution, LedgerRow, Release, ReleasedStatistic
from tenants.border import Role, acting_as
from tenants.border.jobs import JobContext
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.contributors import admit_members, contribute, join
from tests.support.official import publish

GEMEINDEN = [f"05754{number:03d}" for number in (4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52)]
LEAVERS = {"total": 2000, "german": 1400, "foreign": 600}


def of_groups(name: str, *groups: str) -> Circle:
    """A circle that compares school leavers without certificate by these groups."""
    return rounds.found_circle([], name=name, indicators=[CoreChoice("BIL-01", groups=groups)])


def judged(circle: Circle, current: Round) -> dict[str, str]:
    """Group -> why it is not shown, of a release of this round."""
    rounds.end_round(current)
    job = rounds.release(current)
    assert job.result == {"release": 1}, (job.result, job.error)
    with acting_as(Role.PLATFORM):
        return dict(ReleasedStatistic.objects.filter(circle=circle).values_list("group", "refusal"))


def nothing_happened() -> bool:
    """No release, no statistic, no row of the ledger."""
    with acting_as(Role.EXCHANGE):
        return not any(model.objects.exists() for model in (Release, ReleasedStatistic, LedgerRow))


def round_with(count: int = 6) -> tuple[Circle, list, Round]:
    """A closed round of a circle in which everybody contributed."""
    circle = rounds.found_circle([])
    members = admit_members(circle, count)
    current = rounds.begin_round(circle)
    contribute(current, members, [1 + number % 7 for number in range(count)])
    rounds.end_round(current)
    return circle, members, current


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T14")
def test_the_last_of_three_groups_is_refused_across_circles_where_no_denominator_is_known(world):
    """Total and foreign in one circle, German in another: whoever pools both could subtract."""
    first, second = of_groups("Ring A", "total", "foreign"), of_groups("Ring B", "german")
    members = admit_members(first, 6)
    join(second, members)
    current = rounds.begin_round(first)
    contribute(current, members, [4, 4, 5, 5, 6, 6])
    contribute(current, members, [6, 6, 7, 7, 8, 8], group="foreign")
    assert judged(first, current) == {"total": "", "foreign": ""}
    other = rounds.begin_round(second)
    contribute(other, members, [3, 3, 4, 4, 5, 5])
    preview = rounds.preview(other)
    assert [(one["refusal"], one["level"]) for one in preview.result["items"]] == [("not_anonymous", 0)]
    assert judged(second, other) == {"german": "not_anonymous"}
    with acting_as(Role.EXCHANGE):
        assert [row.group for row in LedgerRow.objects.all()] == ["total", "foreign"]


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T14")
def test_with_public_denominators_the_audit_decides_and_leaves_a_proof(world, capsys):
    first, second = of_groups("Ring A", "total", "foreign"), of_groups("Ring B", "german")
    members = admit_members(first, 6)
    join(second, members)
    leavers = [(group, "SCH_NAT", count) for group, count in LEAVERS.items()]
    publish((member.ags, "school_leavers", *said) for member in members for said in leavers)
    current = rounds.begin_round(first)
    contribute(current, members, [4, 4, 5, 5, 6, 6])  # 8 to 14 % of 2,000: 160 to 280
    contribute(current, members, [6, 6, 7, 7, 8, 8], group="foreign")  # 12 to 18 % of 600: 72 to 108
    judged(first, current)
    other = rounds.begin_round(second)
    contribute(other, members, [3, 3, 4, 4, 5, 5])  # 6 to 12 % of 1,400: 84 to 168
    found = judged(second, other)
    with acting_as(Role.EXCHANGE):
        rows = {row.group: row for row in LedgerRow.objects.all()}
        assert len(rows["foreign"].certificate["facts"]["sums"]) == 6  # German between none and all of them
        if not found["german"]:
            assert len(rows["german"].certificate["facts"]["sums"]) == 6
            assert rows["german"].certificate["ledger"] == [1, 2]
    assert set(rows) == {"total", "foreign"} | {group for group, refusal in found.items() if not refusal}
    call_command("recheck_release", "--all")
    assert "kein Fehler" in capsys.readouterr().out


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T9")
@pytest.mark.requirement("O11")
@pytest.mark.parametrize("published", [True, False])
def test_a_public_total_of_the_landkreis_counts_as_known(world, published):
    """Four Gemeinden handed over invented figures, so the total minus the published ones is the fifth one's count."""
    circle = rounds.found_circle([], kind="kreis", kreis_ags="05754", indicators=[CoreChoice("DEM-01", "NAT_FS")])
    members = admit_members(circle, level="gemeinde", keys=GEMEINDEN[:5])
    if published:
        people = {ags: (1000 + 10 * number, 10000) for number, ags in enumerate(GEMEINDEN)}
        people["05754"] = (sum(foreign for foreign, _all in people.values()), 130000)
        own = GEMEINDEN[0]
        publish(
            (ags, "population", group, "NAT_FS", count)
            for ags, counts in people.items()
            for group, count in zip(("foreign", "total"), counts, strict=True)
            if (ags, group) != (own, "foreign")
        )
    current = rounds.begin_round(circle)
    contribute(current, members[:1], [8])
    contribute(current, members[1:], [8, 8, 8, 8], invented=True)
    found = judged(circle, current)
    assert found == {"total": "not_anonymous" if published else ""}


@pytest.mark.requirement("I4.3")
@pytest.mark.requirement("T5")
@pytest.mark.requirement("T8")
@pytest.mark.requirement("T23")
@pytest.mark.requirement("T20")
def test_corrections_joins_and_leaves_take_effect_at_the_next_date_only(world):
    circle, members, _first = round_with(6)
    rounds.release(_first)
    second = rounds.begin_round(circle)
    late = admit_members(circle, keys=["99001"])
    contribute(second, [*members[1:], *late], [9, 2, 3, 4, 5, 6])  # one left out, one corrected, one joined
    with acting_as(Role.OWNER):
        Round.objects.filter(pk=second.pk).update(state=Round.State.CLOSED, closed_at=timezone.now())
    context = JobContext(uuid.uuid4(), {"round": second.pk}, None, "p_x", 1)
    context.progress = lambda done, total, message="": None  # type: ignore[method-assign]
    with acting_as(Role.EXCHANGE):
        with transaction.atomic():
            assert compute(context) == {"refused": "quarter"}
        assert LedgerRow.objects.count() == 1
    rounds.make_last_quarter(circle)
    with acting_as(Role.EXCHANGE):
        with transaction.atomic():
            assert compute(context) == {"release": 2}
        first, then = LedgerRow.objects.all()
        assert (first.data_version, then.data_version) == (1, 2)
        assert members[0].schema_name in first.members
        assert members[0].schema_name not in then.members
        assert first.cells[0][2] != then.cells[0][2]  # what was corrected stands in the ledger twice


@pytest.mark.requirement("I4.1")
@pytest.mark.requirement("T26")
@pytest.mark.parametrize(
    ("edges", "refused"),
    [("", False), ("0 0.2 0.5 0.7 1 1.5 3 100", True), ("0 0.17 0.4 0.6 0.9 1.3 2 100", True)],
)
def test_a_released_year_keeps_its_grid_or_gets_a_coarser_one(world, edges, refused):
    circle, members, first = round_with(6)
    rounds.release(first)
    rounds.make_last_quarter(circle)
    with acting_as(Role.PLATFORM):
        kept = [str(edge) for edge in _definition().grid_for("landkreise")]
    wanted = edges.split() or [kept[0], *kept[2::2]]  # without edges of its own: every second of the old ones
    wanted[-1] = kept[-1]
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalogue_indicatorversion DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE catalogue_indicatorversion SET content = jsonb_set(jsonb_set(content,"
            " '{grid,groups,foreign,kreise}', %s), '{grid,groups,foreign,gemeinden}', %s)"
            " WHERE indicator_id = 'REC-01'",
            [json.dumps(wanted), json.dumps(wanted)],
        )
        cursor.execute("ALTER TABLE catalogue_indicatorversion ENABLE TRIGGER USER")
    second = rounds.begin_round(circle)
    contribute(second, members, [0, 1, 1, 2, 2, 3])
    rounds.end_round(second)
    assert rounds.release(second).result == {"release": 2}
    with acting_as(Role.PLATFORM):
        newest = ReleasedStatistic.objects.get(release__number=2)
    assert newest.refusal == ("not_anonymous" if refused else "")


def _definition():
    from benchmark.catalogue.selectors import indicator

    return indicator("REC-01")


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T25")
def test_a_consent_withdrawn_in_the_middle_of_judging_stops_the_release(world):
    _circle, members, current = round_with(6)

    def withdraw() -> None:
        with acting_as(Role.OWNER):
            Consent.objects.filter(municipality=members[0]).update(withdrawn_at=timezone.now(), withdrawn_by="p_x")
        connection.close()

    class Interrupted(JobContext):
        def progress(self, done: int, total: int, message: str = "") -> None:
            if done == total:  # everything is judged, nothing is frozen
                other = threading.Thread(target=withdraw)
                other.start()
                other.join()

    context = Interrupted(uuid.uuid4(), {"round": current.pk}, None, "p_x", 1)
    with acting_as(Role.EXCHANGE), transaction.atomic():
        assert compute(context) == {"refused": "changed"}
    assert nothing_happened()
    job = rounds.release(current)
    assert job.result == {"release": 1}
    with acting_as(Role.EXCHANGE):
        assert ReleasedStatistic.objects.get().n == 5


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T25")
def test_what_cannot_be_judged_is_refused_with_a_clear_sentence_and_leaves_no_trace(world, browse):
    circle, _members, current = round_with(6)
    moderator = browse(None, RoleCode.MODERATOR)

    def said() -> str:
        return moderator.get(f"/ringe/{circle.slug}/runde/{current.pk}/freigabe/").content.decode()

    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE releases_contribution DROP CONSTRAINT contribution_once_per_round")
        cursor.execute("ALTER TABLE releases_contribution DISABLE TRIGGER USER")
        twice = Contribution.objects.first()
        twice.pk = None
        twice.save(force_insert=True)
    assert rounds.release(current).result == {"refused": "duplicated"}
    assert "Eine Kommune steht zweimal in derselben Statistik." in said()
    assert nothing_happened()
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        twice.delete()
        cursor.execute("ALTER TABLE circles_charterversion DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'circles_charterversion'::regclass AND contype = 'c'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE circles_charterversion DROP CONSTRAINT "{name}"')
        cursor.execute("UPDATE circles_charterversion SET k = 1")
    assert rounds.release(current).result == {"refused": "parameters"}
    assert "außerhalb der erlaubten Grenzen" in said()
    assert nothing_happened()
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("UPDATE circles_charterversion SET k = 3")
    assert rounds.release(current).result == {"release": 1}


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T25")
def test_without_a_solver_what_needs_one_is_never_released(world, browse, monkeypatch):
    circle = rounds.found_circle([], kind="kreis", kreis_ags="05754", indicators=[CoreChoice("DEM-01", "NAT_FS")])
    members = admit_members(circle, level="gemeinde", keys=GEMEINDEN[:6])
    people = {ags: 9000 if number == 1 else 400 for number, ags in enumerate(GEMEINDEN)}
    known = [(ags, "population", "foreign", "NAT_FS", count) for ags, count in people.items() if ags in GEMEINDEN[6:]]
    publish(
        [
            *known,
            *((ags, "population", "total", "NAT_FS", 10000 if ags != GEMEINDEN[1] else 90000) for ags in GEMEINDEN),
            ("05754", "population", "foreign", "NAT_FS", sum(people.values())),
            ("05754", "population", "total", "NAT_FS", 300000),
        ]
    )
    current = rounds.begin_round(circle)
    with acting_as(Role.PLATFORM):
        from comparisons.circles.selectors import core_set
        from comparisons.releases.grids import grid_of

        charter = Round.objects.get(pk=current.pk).charter
        (entry,) = core_set(charter)
        grid = grid_of(entry.definition, circle, charter)
    contribute(current, members, [grid.cell_of(10 if number == 1 else 4) for number in range(6)])
    rounds.end_round(current)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    assert rounds.release(current).result == {"refused": "audit"}
    assert nothing_happened()
    page = browse(None, RoleCode.MODERATOR).get(f"/ringe/{circle.slug}/runde/{current.pk}/freigabe/").content.decode()
    assert "Die Prüfung der Anonymität konnte nicht zu Ende geführt werden." in page
    monkeypatch.undo()
    assert rounds.release(current).result == {"release": 1}
