"""Who reads a figure shown by name: those it is meant for, nobody else, also not by hand-written SQL."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from comparisons.named_figures.models import NamedConsent, ShownFigure
from comparisons.named_figures.selectors import given_consents, shown_by_us
from tenants.border import Role, acting_as, inside
from tests.comparisons.named_figures import scenes
from tests.support.rounds import approve, found_circle

pytestmark = pytest.mark.requirement("I4.4", "T20")


def rows_of(sql: str) -> list[Any]:
    """Hand-written SQL on the connection in use."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def refuses(sql: str) -> None:
    """The database refuses this statement to the role in use."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_named_members_read_the_value_and_nobody_else(six: list[Any]) -> None:
    home, named, other, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    scenes.show(home, circle, named.ags)

    found = scenes.read(named, circle)
    assert [(row.ags, row.year, row.value.normalize()) for row in found] == [
        (home.ags, 2022, Decimal("1.46")),
        (home.ags, 2023, Decimal("1.6")),
    ]
    assert scenes.read(other, circle) == []
    assert scenes.read(home, circle) == [], "its own figures are its own"
    for reader in (named, other):
        with inside(reader):
            assert rows_of("SELECT * FROM public.named_figures_shownfigure") == []
            assert rows_of("SELECT * FROM public.named_figures_namedconsent") == []
            assert shown_by_us(circle) == []
    with inside(other):
        assert rows_of("SELECT * FROM public.figures_shown_to_us()") == []


def test_platform_and_exchange_read_no_value(six: list[Any]) -> None:
    home, named, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    scenes.show(home, circle, named.ags)
    for role in (Role.PLATFORM, Role.EXCHANGE):
        with acting_as(role):
            assert len(rows_of("SELECT id, year FROM public.named_figures_shownfigure")) == 2, "control"
            for column in ("value", "*", "source", "figure_version"):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    rows_of(f"SELECT {column} FROM public.named_figures_shownfigure")
            assert rows_of("SELECT * FROM public.figures_shown_to_us()") == []
    with acting_as(Role.PLATFORM):
        [consent] = given_consents(circle)
    assert (consent.years, consent.ended, consent.viewers) == (scenes.YEARS, (), 1)


def test_who_joins_later_sees_nothing_although_everybody_was_named(six: list[Any]) -> None:
    *founders, newcomer = six
    home, named = founders[:2]
    circle = found_circle(founders)
    approve(home, scenes.COUNTS)
    consent = scenes.show(home, circle)
    assert consent.whole_circle
    assert newcomer.ags not in consent.viewers
    scenes.join(newcomer, circle)
    assert scenes.read(newcomer, circle) == []
    assert len(scenes.read(named, circle)) == 2


def test_who_has_left_sees_nothing_and_is_seen_no_more(six: list[Any]) -> None:
    home, leaver, stays, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    approve(leaver, scenes.COUNTS)
    scenes.show(home, circle)
    scenes.show(leaver, circle)
    assert {row.ags for row in scenes.read(stays, circle)} == {home.ags, leaver.ags}, "control"
    scenes.leave_at_once(leaver, circle)
    assert scenes.read(leaver, circle) == []
    assert {row.ags for row in scenes.read(stays, circle)} == {home.ags}
    assert leaver.schema_name in scenes.known(circle), "what was seen stays known"


def test_stopping_erases_the_value_and_keeps_that_it_was_known(six: list[Any]) -> None:
    home, named, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    assert scenes.known(circle) == frozenset()
    consent = scenes.show(home, circle, named.ags)
    assert scenes.known(circle) == {home.schema_name}
    scenes.stop(home, consent)
    assert scenes.read(named, circle) == []
    assert scenes.known(circle) == {home.schema_name}
    with acting_as(Role.OWNER):
        assert set(ShownFigure.objects.values_list("value", flat=True)) == {None}
        assert NamedConsent.objects.count() == 1
    with inside(home):
        [kept] = shown_by_us(circle)
        assert kept.in_force == ()
        assert [one.ended_at is not None for one in kept.years] == [True, True]


def test_the_database_keeps_consents_and_what_has_ended(six: list[Any]) -> None:
    home, named, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    consent = scenes.show(home, circle, named.ags)
    with inside(home):
        refuses("UPDATE public.named_figures_shownfigure SET value = 3")
        refuses("UPDATE public.named_figures_shownfigure SET year = 2001")
        refuses("DELETE FROM public.named_figures_shownfigure")
        refuses("UPDATE public.named_figures_namedconsent SET viewers = '{}'")
        refuses("DELETE FROM public.named_figures_namedconsent")
        refuses("UPDATE public.named_figures_shownfigure SET ended_at = now(), ended_by = 'p_x'")
    scenes.stop(home, consent)
    with acting_as(Role.OWNER):
        refuses("UPDATE public.named_figures_shownfigure SET ended_at = NULL, ended_by = '', value = 3")
        refuses("DELETE FROM public.named_figures_shownfigure")


FORGED = {
    "a stranger": {"viewers": ["09999"]},
    "itself": {"viewers": ["03157"]},
    "twice the same": {"viewers": ["03153", "03153"]},
    "nobody": {"viewers": []},
    "no year": {"years": []},
    "another name": {"ags": "03153"},
    "another indicator": {"indicator_code": "BIL-01"},
    "another concept": {"concept": "MZ"},
    "another group": {"group": "german"},
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_the_database_refuses_a_forged_consent(ahausen: Any, bedorf: Any, change: dict[str, Any]) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    right = scenes.show(ahausen, circle, bedorf.ags)
    with inside(ahausen):
        copied = {
            field.attname: getattr(right, field.attname)
            for field in NamedConsent._meta.concrete_fields
            if field.name != "id"
        }
        with transaction.atomic():
            NamedConsent.objects.create(**copied)  # control: unchanged it is accepted
        with pytest.raises(DatabaseError), transaction.atomic():
            NamedConsent.objects.create(**copied | change)


def test_nobody_consents_for_another_municipality(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    right = scenes.show(ahausen, circle, bedorf.ags)
    with inside(bedorf), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        ShownFigure.objects.create(
            consent_id=right.pk, municipality_id=ahausen.schema_name, year=2022, value=1, figure_version=1
        )
    with inside(bedorf), pytest.raises(DatabaseError, match="no consent"), transaction.atomic():
        ShownFigure.objects.create(
            consent_id=right.pk, municipality_id=bedorf.schema_name, year=2022, value=1, figure_version=1
        )


def test_no_value_in_the_audit_trail(six: list[Any], person: Callable[..., Any]) -> None:
    from tenants.audit.models import AuditEvent

    home, named, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    scenes.stop(home, scenes.show(home, circle, named.ags))
    with acting_as(Role.OWNER):
        events = list(AuditEvent.objects.filter(event__startswith="named_figures."))
    assert [one.event for one in events] == ["named_figures.shown", "named_figures.stopped"]
    assert events[0].details == {
        "indicator": "REC-01",
        "group": "foreign",
        "years": [2022, 2023],
        "members": [named.ags],
    }
    assert events[1].details == {"indicator": "REC-01", "group": "foreign", "years": [2022, 2023]}
