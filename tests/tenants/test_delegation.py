"""The check on loan: a Gemeinde without a statistics office lends it to the Kreis-Statistik until a day (R30)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from benchmark.figures.actions import approve_figures, check_figures, enter_figure
from tenants.delegation import selectors
from tenants.delegation.actions import DelegationRefused, delegate, end_delegation
from tenants.delegation.models import Delegation
from tenants.membership.people import Person, as_person
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode
from tests.support.people import email_of

pytestmark = [pytest.mark.requirement("R30"), pytest.mark.requirement("I3.11")]
KREIS = "pruefung@kreis-statistik.example"


@pytest.fixture
def home(ahausen: Any) -> Iterator[Any]:
    from tenants.border import inside

    with inside(ahausen):
        yield ahausen


@pytest.fixture
def leader(ahausen: Any, person: Any) -> Person:
    return person(ahausen, RoleCode.LEADERSHIP)


def today() -> date:
    return timezone.localdate()


def lend(by: Person, **changes: Any) -> Person:
    told = {
        "email": KREIS,
        "name": "Kim Kreis",
        "office": "Landkreis, Statistikstelle",
        "first_day": today(),
        "last_day": today() + timedelta(days=90),
    }
    return delegate(**(told | changes), by=by)


def again(reference: str, home: Any) -> Person:
    """The person as the next request sees them."""
    return as_person(User.objects.get(username=reference), home.schema_name)


def shift(days: int) -> None:
    """Let the delegation lie this many days earlier."""
    for row in Delegation.objects.all():
        row.first_day -= timedelta(days=days)
        row.last_day -= timedelta(days=days)
        row.save()


def test_the_lent_check_releases_a_figure_and_is_shown(home: Any, leader: Person, person: Any) -> None:
    office = person(home, RoleCode.INTEGRATION_OFFICE)
    substitute = lend(leader)
    counts = {"numerator": Decimal(120), "denominator": Decimal(900)}
    row = enter_figure(indicator_code="DEM-01", year=2024, group="total", by=office, **counts)
    check_figures(ids=[row.id], by=again(substitute.reference, home))
    approve_figures(ids=[row.id], by=office)
    (shown,) = selectors.running_delegations()
    assert (shown.name, shown.office, shown.days_left) == ("Kim Kreis", "Landkreis, Statistikstelle", 90)
    assert selectors.offices_of([substitute.reference]) == {substitute.reference: "Landkreis, Statistikstelle"}


def test_the_right_ends_by_itself_after_the_last_day(home: Any, leader: Person, person: Any) -> None:
    substitute = lend(leader)
    shift(90)
    assert RoleCode.STATISTICS_SUBSTITUTE in again(substitute.reference, home).roles  # the last day itself
    shift(1)
    gone = again(substitute.reference, home)
    assert gone.roles == frozenset()
    office = person(home, RoleCode.INTEGRATION_OFFICE)
    row = enter_figure(indicator_code="DEM-01", year=2024, group="total", missing="not_collected", by=office)
    with pytest.raises(Refused):
        check_figures(ids=[row.id], by=gone)
    lend(leader)  # renewed
    assert RoleCode.STATISTICS_SUBSTITUTE in again(substitute.reference, home).roles
    assert Delegation.objects.count() == 2


def test_it_does_not_begin_before_the_first_day(home: Any, leader: Person) -> None:
    substitute = lend(leader, first_day=today() + timedelta(days=3))
    assert again(substitute.reference, home).roles == frozenset()


def test_it_can_be_taken_back_with_a_reason(home: Any, leader: Person) -> None:
    substitute = lend(leader)
    (row,) = selectors.delegations()
    with pytest.raises(DelegationRefused):
        end_delegation(delegation=row.id, reason="  ", by=leader)
    end_delegation(delegation=row.id, reason="Eigene Stelle besetzt.", by=leader)
    assert again(substitute.reference, home).roles == frozenset()
    with pytest.raises(DelegationRefused):
        end_delegation(delegation=row.id, reason="Noch einmal.", by=leader)


def test_a_substitute_of_the_own_house_has_no_end(home: Any, person: Any) -> None:
    own = person(home, RoleCode.STATISTICS_SUBSTITUTE)
    assert RoleCode.STATISTICS_SUBSTITUTE in own.roles


@pytest.mark.parametrize(
    "changes",
    [
        {"last_day": date(2020, 1, 1)},
        {"first_day": date(2020, 1, 1), "last_day": date(2020, 2, 1)},
        {"last_day": date(2999, 1, 1)},
        {"office": "  "},
        {"email": email_of(RoleCode.INTEGRATION_OFFICE, "ahausen")},
        {"email": email_of(RoleCode.LEADERSHIP, "ahausen")},
    ],
)
def test_what_cannot_be_lent_is_refused_and_leaves_nothing(home: Any, leader: Person, changes: dict[str, Any]) -> None:
    with pytest.raises(DelegationRefused):
        lend(leader, **changes)
    assert Delegation.objects.count() == 0
    assert not User.objects.filter(email=KREIS).exists()


def test_only_the_leadership_lends(home: Any, person: Any) -> None:
    with pytest.raises(DelegationRefused):
        lend(person(home, RoleCode.STATISTICS_OFFICE))


def test_the_database_refuses_days_that_run_backwards(home: Any, leader: Person) -> None:
    lend(leader)
    with pytest.raises(IntegrityError, match="delegation_runs_forward"), transaction.atomic():
        Delegation.objects.update(last_day=today() - timedelta(days=9))
    assert connection.is_usable()


def test_on_the_page(ahausen: Any, browse: Any) -> None:
    client = browse("ahausen", RoleCode.LEADERSHIP)
    page = client.get("/pruefung-verleihen/verleihen/")
    assert page.status_code == 200
    typed = {
        "email": KREIS,
        "name": "Kim Kreis",
        "office": "Landkreis Ahausen, Statistikstelle",
        "first_day": today().isoformat(),
        "last_day": (today() + timedelta(days=10)).isoformat(),
    }
    backwards = client.post("/pruefung-verleihen/verleihen/", typed | {"last_day": "01.01.2020"})
    assert backwards.status_code == 409 or backwards.status_code == 422
    assert "Der letzte Tag liegt vor dem ersten Tag." in backwards.content.decode()
    assert client.post("/pruefung-verleihen/verleihen/", typed).status_code == 302
    assert [letter.to for letter in mail.outbox] == [[KREIS]]
    shown = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/pruefung-verleihen/").content.decode()
    assert "Landkreis Ahausen, Statistikstelle" in shown
    assert "noch 10 Tage" in shown
    assert browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/pruefung-verleihen/verleihen/").status_code == 403


def test_whoever_looks_at_a_figure_sees_which_office_checked_it(ahausen: Any, browse: Any, person: Any) -> None:
    from tenants.border import inside

    office, leader = person(ahausen, RoleCode.INTEGRATION_OFFICE), person(ahausen, RoleCode.LEADERSHIP)
    with inside(ahausen):
        substitute = lend(leader)
        row = enter_figure(indicator_code="DEM-01", year=2024, group="total", missing="later", by=office)
        check_figures(ids=[row.id], by=again(substitute.reference, ahausen))
    page = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/werte/DEM-01/2024/total/NAT_FS/").content.decode()
    assert "Vertretung der Statistikstelle (Landkreis, Statistikstelle)" in page
