"""The ledger: what is entered, who reads it, what happens when somebody tampers with it, and releases before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from comparisons.circles.models import Circle
from comparisons.releases import ledger
from comparisons.releases.ledger import Entry, Family, LedgerMisused
from comparisons.releases.models import LedgerHead, LedgerRow, ReleasedStatistic
from tenants.border import Role, acting_as, inside
from tests.support import rounds
from tests.support.contributors import admit_members, contribute

FAMILY = Family("REC-01", "NAT_AZR")


def released_circle(cells: list[int], *, name: str = "Ring der Probe") -> tuple[Circle, list]:
    """A circle whose members contributed these cells, with one release."""
    circle = rounds.found_circle([], name=name)
    members = admit_members(circle, len(cells))
    current = rounds.begin_round(circle)
    contribute(current, members, cells, figure_version=1)
    rounds.end_round(current)
    job = rounds.release(current)
    assert job.result == {"release": 1}, job.error
    return circle, members


def rechecked(capsys: pytest.CaptureFixture[str], *asked: str) -> tuple[str, bool]:
    """What the command says, and whether it ends well."""
    try:
        call_command("recheck_release", *asked)
    except CommandError as fault:
        return capsys.readouterr().out + str(fault), False
    return capsys.readouterr().out, True


@contextmanager
def without_guards(*tables: str) -> Iterator[None]:
    """As the owner, with every trigger off: what only somebody with the keys of the database can do."""
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE public.{table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE public.{table} ENABLE TRIGGER USER")


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("R45")
def test_what_is_shown_is_entered_and_what_is_refused_is_not(world, capsys):
    circle, members = released_circle([1, 2, 3, 4, 5, 6, 7, 8, 9])
    released_circle([1, 2, 3, 4], name="Ring zu klein")
    with acting_as(Role.EXCHANGE):
        (row,) = LedgerRow.objects.all()
        assert (row.circle_id, row.kind, row.rung, row.data_version) == (circle.pk, "G", "A3", 1)
        assert row.members == sorted(member.schema_name for member in members)
        assert [cell for _member, _version, cell, _invented in row.cells] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        (shown,) = row.rows
        assert sorted(fact[0] for fact in shown["facts"]) == ["mean", "quantile"]
        assert (row.release.number, row.statistic.median_cell) == (1, 5)
        assert LedgerHead.objects.get().digest == row.digest
        touching = ledger.rows_touching({members[0].schema_name, "t_nobody"}, FAMILY, 2023)
        assert [one.position for one in touching] == [1]
        assert ledger.rows_touching({members[0].schema_name}, FAMILY, 2022) == []
        assert ledger.rows_touching({"t_nobody"}, FAMILY, 2023) == []
    said, well = rechecked(capsys, circle.slug, "1")
    assert well, said
    assert "1 Statistik geprüft" in said
    assert "Es wurde kein Fehler gefunden." in said
    assert rechecked(capsys, "--all")[1]
    assert not rechecked(capsys, circle.slug, "7")[1]


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("A8")
def test_nobody_but_the_exchange_reads_the_ledger_and_nobody_changes_it(ahausen):
    with acting_as(Role.EXCHANGE), transaction.atomic():
        circle = Circle.objects.create if False else None
    circle, members = released_circle([1, 2, 3, 4, 5])
    for account in (acting_as(Role.PLATFORM), inside(ahausen), acting_as(Role.ROUTER)):
        with account:
            for model in (LedgerRow, LedgerHead):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    model.objects.count()
    for role in (Role.OWNER, Role.EXCHANGE):
        with acting_as(role):
            with pytest.raises(DatabaseError), transaction.atomic():
                LedgerRow.objects.update(rung="A1")
            with pytest.raises(DatabaseError), transaction.atomic():
                LedgerRow.objects.all()._raw_delete("default")
            with pytest.raises(DatabaseError), transaction.atomic():
                LedgerHead.objects.update(position=0)
    with acting_as(Role.EXCHANGE), transaction.atomic(), pytest.raises(LedgerMisused):
        ledger.append([_entry(circle, [members[0].schema_name, members[0].schema_name])])
    with acting_as(Role.EXCHANGE), pytest.raises(LedgerMisused):
        ledger.lock()
    with acting_as(Role.EXCHANGE):
        assert LedgerRow.objects.count() == 1


def _entry(circle: Circle, members: list[str]) -> Entry:
    return Entry(
        kind=LedgerRow.Kind.LINEAR,
        origin="probe",
        circle_id=circle.pk,
        members=members,
        indicator_code="REC-01",
        definition_version=1,
        concept="NAT_AZR",
        group="foreign",
        year=2023,
        rows=(),
        rule_set="probe",
        parameters={},
        rung="A3",
    )


TAMPERING = {
    "another cell": ("releases_ledgerrow", "UPDATE releases_ledgerrow SET rows = '[]'", "fehlt, wurde verändert"),
    "a row cut out": ("releases_ledgerrow", "DELETE FROM releases_ledgerrow WHERE position = 1", "fehlt, wurde"),
    "the end cut off": ("releases_ledgerrow", "DELETE FROM releases_ledgerrow WHERE position = 2", "endet nicht"),
    "another mean shown": ("releases_releasedstatistic", "UPDATE releases_releasedstatistic SET mean = 9", "gezeigt"),
    "another edge printed": (
        "releases_releasedstatistic",
        "UPDATE releases_releasedstatistic SET median_high = 9",
        "gezeigt",
    ),
    "another proof": (
        "releases_ledgerrow",
        "UPDATE releases_ledgerrow SET certificate = jsonb_set(certificate, '{proof,problem}', '\"0\"')",
        "Nachweis hält nicht",
    ),
}


@pytest.mark.requirement("I4.6")
def test_whoever_tampers_is_found_without_a_solver(world, capsys):
    circle, _members = released_circle([1, 2, 3, 4, 5, 6, 7, 8, 9])
    released_circle([2, 2, 3, 4, 5, 6], name="Ring zwei")
    assert rechecked(capsys, "--all")[1]
    for name, (table, statement, words) in TAMPERING.items():
        with without_guards(table), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE kept AS SELECT * FROM {table}")
            cursor.execute(statement)
        said, well = rechecked(capsys, "--all")
        assert not well, name
        assert words in said, (name, said)
        with without_guards(table), connection.cursor() as cursor:
            if table == "releases_ledgerrow":
                cursor.execute("DELETE FROM releases_ledgerrow")
                cursor.execute("INSERT INTO releases_ledgerrow SELECT * FROM kept ORDER BY id")
            else:
                cursor.execute(
                    "UPDATE releases_releasedstatistic now SET mean = kept.mean, median_high = kept.median_high"
                    " FROM kept WHERE kept.id = now.id"
                )
            cursor.execute("DROP TABLE kept")
        assert rechecked(capsys, circle.slug, "1")[1], name


@pytest.mark.requirement("I4.6")
def test_while_another_release_is_checked_nothing_is_released(world, browse):
    from tenants.membership.roles import RoleCode

    circle = rounds.found_circle([])
    members = admit_members(circle, 6)
    current = rounds.begin_round(circle)
    contribute(current, members, [1, 2, 3, 4, 5, 6])
    rounds.end_round(current)
    holds, done = threading.Event(), threading.Event()

    def other_release() -> None:
        with acting_as(Role.EXCHANGE), transaction.atomic():
            ledger.lock()
            holds.set()
            done.wait(60)
        connection.close()

    other = threading.Thread(target=other_release)
    other.start()
    try:
        assert holds.wait(60)
        assert rounds.release(current).result == {"refused": "locked"}
    finally:
        done.set()
        other.join()
    with acting_as(Role.EXCHANGE):
        assert LedgerRow.objects.count() == ReleasedStatistic.objects.count() == 0
    page = browse(None, RoleCode.MODERATOR).get(f"/ringe/{circle.slug}/runde/{current.pk}/freigabe/").content.decode()
    assert "Eine andere Freigabe wird gerade geprüft." in page
    assert rounds.release(current).result == {"release": 1}


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T20")
def test_releases_before_the_ledger_are_entered_before_the_next_is_judged(world, capsys):
    """Known contributions prove themselves; where one was withdrawn since, everybody who can have been in it counts."""
    whole, _members = released_circle([1, 2, 3, 4, 5, 6])
    broken, members = released_circle([1, 2, 3, 4, 5, 6], name="Ring mit Rückzug")
    with without_guards("releases_ledgerrow", "releases_ledgerhead", "releases_consent"):
        LedgerRow.objects.all()._raw_delete("default")
        LedgerHead.objects.update(position=0, digest="0" * 64)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE releases_consent SET withdrawn_at = now(), withdrawn_by = 'p_x' WHERE municipality = %s",
                [members[0].schema_name],
            )
    said, well = rechecked(capsys, "--all")
    assert not well
    assert "steht aber nicht im Freigaberegister" in said
    released_circle([3, 3, 3, 4, 5], name="Ring danach")
    with acting_as(Role.EXCHANGE):
        first, second, third = LedgerRow.objects.all()
        assert (first.circle_id, first.members_known, len(first.cells), first.rung) == (whole.pk, True, 6, "before")
        assert (second.circle_id, second.members_known, second.cells) == (broken.pk, False, [])
        assert second.members == sorted(member.schema_name for member in members)
        assert third.rung == "A3"
    said, well = rechecked(capsys, "--all")
    assert well, said
    assert "ohne Nachweis: 1" in said
