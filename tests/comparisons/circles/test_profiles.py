"""Profiles of a charter: limits in form, action and database, and what older agreements keep."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from comparisons.circles import actions
from comparisons.circles.models import CharterVersion
from comparisons.circles.presenters import charter_sentences, profile_sentences
from comparisons.circles.profiles import BOUNDS, PARAMETERS, Profile, out_of_bounds, values_of
from comparisons.circles.refusals import CharterRefused, RoundRefused
from comparisons.circles.selectors import core_set
from comparisons.releases.disclosure import Parameters
from tenants.border import Role, acting_as
from tenants.membership.roles import RoleCode
from tests.support import rounds

OUTSIDE = [
    *((name, bounds.lowest - 1) for name, bounds in BOUNDS.items() if name != "drift"),
    *((name, bounds.highest + 1) for name, bounds in BOUNDS.items() if name != "drift"),
]


@pytest.fixture
def moderator(world):
    return rounds.person_of_platform()


def draft_of(moderator, codes=("REC-01",), **more):
    """A draft with these core indicators; call it on the platform's connection."""
    circle = actions.create_circle(name="Ring", kind="landkreise", by=moderator)
    return actions.draft_charter(circle=circle, by=moderator, indicators=list(codes), **more)


@pytest.mark.requirement("I4.10")
def test_the_profiles_are_those_of_the_disclosure_rules():
    for profile, parameters in ((Profile.NORMAL, Parameters()), (Profile.SENSITIVE, Parameters.sensitive())):
        values = values_of(profile)
        assert Decimal(values.pop("p")) / 100 == parameters.p
        more = {name: values.pop(name) for name in ("person_minimum", "drift")}
        assert values == {name: getattr(parameters, name) for name in values}
        assert tuple(more.values()) == ((10, 1) if profile == Profile.SENSITIVE else (3, 0))


@pytest.mark.requirement("I4.10")
@pytest.mark.requirement("R45")
@pytest.mark.parametrize(("name", "value"), OUTSIDE)
def test_a_parameter_outside_its_limits_is_refused_with_a_german_sentence(name, value):
    allowed = {**values_of(Profile.NORMAL), "d_min_total": 1_000_000, "d_min_group": 50}
    assert out_of_bounds(allowed, Profile.NORMAL) == {}
    with translation.override("de"):
        refused = out_of_bounds({**allowed, name: value}, Profile.NORMAL)
    assert name in refused
    assert str(value) in refused[name]
    assert "Bitte wählen Sie" in refused[name]


@pytest.mark.requirement("I4.10")
def test_the_action_refuses_every_parameter_outside_its_limits_and_changes_nothing(moderator):
    with acting_as(Role.PLATFORM), translation.override("de"):
        draft = draft_of(moderator)
        for name, value in OUTSIDE:
            with pytest.raises(CharterRefused, match="Bitte wählen Sie"):
                actions.set_parameters(charter=draft, by=moderator, **{"d_min_total": 1_000_000, name: value})
        with pytest.raises(CharterRefused, match="Profil „streng“"):
            actions.set_parameters(charter=draft, by=moderator, profile="streng")
        draft.refresh_from_db()
        assert {name: int(getattr(draft, name)) for name in PARAMETERS} == values_of(Profile.NORMAL)


@pytest.mark.requirement("I4.10")
def test_the_database_itself_refuses_every_parameter_outside_its_limits(moderator):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator)
    with acting_as(Role.OWNER):
        rows = CharterVersion.objects.filter(pk=draft.pk)
        assert rows.update(d_min_total=1_000_000) == 1
        for name, value in [*OUTSIDE, ("profile", "streng"), ("profile", "sensitive")]:
            with pytest.raises(IntegrityError, match="charter_within_the_bounds_of_its_profile"), transaction.atomic():
                rows.update(**{name: value})


@pytest.mark.requirement("I4.10")
def test_a_sensitive_charter_is_nowhere_milder_than_its_profile(moderator):
    with acting_as(Role.PLATFORM), translation.override("de"):
        draft = actions.adopt_profile(charter=draft_of(moderator), profile="sensitive", by=moderator)
        assert {name: int(getattr(draft, name)) for name in PARAMETERS} == values_of(Profile.SENSITIVE)
        for name, bounds in BOUNDS.items():
            milder = bounds.sensitive - 1
            with pytest.raises(CharterRefused, match=r"normal|Bitte wählen Sie"):
                actions.set_parameters(charter=draft, by=moderator, **{name: milder})
            wrong = bool(milder) if name == "drift" else milder
            with pytest.raises(IntegrityError), transaction.atomic():
                CharterVersion.objects.filter(pk=draft.pk).update(**{name: wrong})
        stricter = actions.set_parameters(charter=draft, by=moderator, p=30, c=3)
        assert (stricter.profile, stricter.p) == ("sensitive", 30)
        normal = actions.adopt_profile(charter=draft, profile="normal", by=moderator)
        assert (normal.profile, normal.p, normal.drift) == ("normal", 10, False)


@pytest.mark.requirement("I4.10")
def test_the_form_names_the_field_and_keeps_what_was_saved(world, browse):
    moderator = browse(None, RoleCode.MODERATOR)
    moderator.post("/ringe/neu/", {"name": "Ring", "kind": "landkreise"})
    moderator.post("/ringe/ring/vereinbarung/neu/")
    address = "/ringe/ring/vereinbarung/regeln/"
    values = {"profile": "normal", **values_of(Profile.NORMAL), "statement": "Wir lernen."}
    del values["drift"]  # a box that is not ticked is not sent
    for wrong in (
        {"p": 9},
        {"p": 51},
        {"m": 2},
        {"c": 4},
        {"n_min": 4},
        {"profile": "sensitive"},
        {"d_min_total": 100},
    ):
        answer = moderator.post(address, {**values, **wrong})
        assert answer.status_code == 422, wrong
        assert answer.context["parameters_form"].errors
    refused = moderator.post(address, {**values, "p": 9})
    assert "lassen sich nicht teilen" in refused.context["parameters_form"].errors["p"][0]
    assert moderator.post(address, {**values, "p": 15, "person_minimum": 5}).status_code == 302
    assert moderator.post("/ringe/ring/vereinbarung/profil/", {"profile": "streng"}).status_code == 302
    with acting_as(Role.OWNER):
        saved = CharterVersion.objects.get()
        assert (saved.p, saved.person_minimum, saved.statement) == (15, 5, "Wir lernen.")
    assert moderator.post("/ringe/ring/vereinbarung/profil/", {"profile": "sensitive"}).status_code == 302
    with acting_as(Role.OWNER):
        saved = CharterVersion.objects.get()
        assert (saved.profile, saved.p, saved.c, saved.drift) == ("sensitive", 20, 3, True)
        assert saved.statement == "Wir lernen."


@pytest.mark.requirement("I4.10")
def test_an_older_agreement_stays_as_it_was_signed_and_the_next_version_begins_at_the_limit(moderator):
    """Before there were profiles, 5 to 10 percent could be written; the classes were always 10 percent wide."""
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator)
        published = actions.publish_charter(charter=draft, by=moderator, overrides={"balance": "Probe"})
    name, table = "charter_within_the_bounds_of_its_profile", "public.circles_charterversion"
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])
        rule = cursor.fetchone()[0]
        assert "NOT VALID" in rule  # so that the migration passes over what was published before it
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER guard_charter")
        cursor.execute(f"UPDATE {table} SET p = 5 WHERE id = %s", [published.pk])
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER guard_charter")
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")
    with acting_as(Role.PLATFORM):
        second = actions.draft_charter(circle=published.circle, by=moderator)
        assert (CharterVersion.objects.get(pk=published.pk).p, second.p) == (5, 10)


def test_the_migration_lifts_drafts_only():
    drafts = import_module("comparisons.circles.migrations.0004_profiles").DRAFTS
    assert "published_at IS NULL" in drafts


@pytest.mark.requirement("T26")
@pytest.mark.requirement("I4.10")
def test_years_agreed_in_wider_classes_never_come_back_in_finer_ones(ahausen):
    circle, moderator = rounds.found_circle([ahausen]), rounds.person_of_platform()
    for profile in ("sensitive", "normal"):
        with acting_as(Role.PLATFORM):
            draft = actions.draft_charter(circle=circle, by=moderator)
            actions.adopt_profile(charter=draft, profile=profile, by=moderator)
            actions.publish_charter(charter=draft, by=moderator, overrides={"balance": "Probe"})
        if profile == "sensitive":
            rounds.end_round(rounds.begin_round(circle, first_year=2019, last_year=2022))
    with translation.override("de"):
        with pytest.raises(RoundRefused, match="breitere Klassen"):
            rounds.begin_round(circle, first_year=2022, last_year=2024)
        assert rounds.begin_round(circle, first_year=2023, last_year=2024).first_year == 2023


@pytest.mark.requirement("I4.10")
def test_whoever_signs_reads_the_profile_and_where_it_is_changed(ahausen, browse):
    circle, moderator = rounds.found_circle([ahausen], indicators=["REC-01", "WOH-01"]), rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        draft = actions.draft_charter(circle=circle, by=moderator)
        actions.set_parameters(charter=draft, by=moderator, p=15, c=1)
        second = actions.publish_charter(charter=draft, by=moderator, overrides={"balance": "Probe"})
        with translation.override("de"):
            said = profile_sentences(second, core_set(second))
    assert "normal" in said[0]
    assert "15 statt 10 (strenger)" in said[1]
    assert "1 statt 2 (milder)" in said[1]
    assert "sensibel" in said[2]
    page = browse("ahausen", RoleCode.LEADERSHIP).get("/ringe/ring-der-probe/").content.decode()
    assert all(sentence in page for sentence in said)
    assert page.index(said[0]) < page.index("Unterschreiben")
    assert "/ringe/ring-der-probe/vereinbarung/preis/" in page


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("I4.10")
@pytest.mark.requirement("T17")
def test_the_moderator_ticks_that_neighbouring_years_are_checked_and_members_read_it(world, browse):
    moderator = browse(None, RoleCode.MODERATOR)
    moderator.post("/ringe/neu/", {"name": "Ring", "kind": "landkreise"})
    moderator.post("/ringe/ring/vereinbarung/neu/")
    address = "/ringe/ring/vereinbarung/regeln/"
    values = {"profile": "normal", **values_of(Profile.NORMAL), "statement": ""}
    del values["drift"]
    page = moderator.get("/ringe/ring/vereinbarung/").content.decode()
    assert "Nachbarjahre werden gemeinsam geprüft" in page
    for ticked in (True, False):
        box = {"drift": "on"} if ticked else {}
        assert moderator.post(address, {**values, **box}).status_code == 302
        with acting_as(Role.OWNER), translation.override("de"):
            charter = CharterVersion.objects.select_related("circle").get()
            said = " ".join(charter_sentences(charter))
        assert charter.drift is ticked
        assert ("Nachbarjahre werden gemeinsam geprüft" in said) is ticked
        assert "außer ein Mitglied zeigt einen eigenen Wert selbst namentlich; es zählt dann als bekannt." in said
    sensitive = {"profile": "sensitive", **values_of(Profile.SENSITIVE), "statement": ""}
    assert moderator.post(address, {**sensitive, "drift": "on"}).status_code == 302
    del sensitive["drift"]
    refused = moderator.post(address, sensitive)
    assert refused.status_code == 422
    assert "bitte lassen sie das eingeschaltet" in refused.context["parameters_form"].errors["drift"][0].lower()
