"""Core sets and charters: at most 15, in balance, available to all, frozen once published."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from benchmark.catalogue.selectors import indicators
from comparisons.circles import actions
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import CharterVersion, CoreIndicator
from comparisons.circles.refusals import CharterRefused, NotYourCircle
from tenants.border import Role, acting_as
from tenants.membership.people import Person
from tests.support import rounds


@pytest.fixture
def moderator(world):
    return rounds.person_of_platform()


def draft_of(moderator, codes, kind="landkreise", kreis_ags=""):
    """A draft with these core indicators; call it on the platform's connection."""
    circle = actions.create_circle(name="Ring", kind=kind, kreis_ags=kreis_ags, by=moderator)
    return actions.draft_charter(circle=circle, by=moderator, indicators=codes)


@pytest.mark.requirement("R45")
@pytest.mark.requirement("I2.9")
def test_sixteenth_core_indicator_is_refused_by_the_action(moderator):
    with acting_as(Role.PLATFORM):
        codes = [one.code for one in indicators()][:16]
        draft = draft_of(moderator, codes[:15])
        with pytest.raises(CharterRefused, match="15"):
            actions.set_core_set(charter=draft, choices=codes, by=moderator)
        assert draft.core_indicators.count() == 15


@pytest.mark.requirement("R45")
@pytest.mark.requirement("I2.9")
@pytest.mark.parametrize("role", [Role.PLATFORM, Role.OWNER])
def test_sixteenth_core_indicator_is_refused_by_the_database_itself(moderator, role):
    with acting_as(Role.PLATFORM):
        codes = [one.code for one in indicators()][:16]
        draft = draft_of(moderator, codes[:14])

    def add(code, position):
        with transaction.atomic():
            CoreIndicator.objects.create(
                charter=draft,
                position=position,
                indicator_code=code,
                definition_version=1,
                concept="X",
                groups=["total"],
            )

    with acting_as(role):
        add(codes[14], 15)  # the fifteenth goes in, so the refusal below is about the number
        with pytest.raises(IntegrityError, match="at most 15"):
            add(codes[15], 16)


@pytest.mark.requirement("R48")
@pytest.mark.requirement("R10")
def test_a_core_set_with_more_needs_than_strengths_needs_a_stated_reason(moderator):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["ARB-02", "SOZ-01", "ARB-01"])
        with pytest.raises(CharterRefused, match=r"2 .*1"):
            actions.publish_charter(charter=draft, by=moderator)
        published = actions.publish_charter(charter=draft, by=moderator, overrides={"balance": "Erst die Lage zeigen."})
        assert published.overrides == [{"rule": "balance", "reason": "Erst die Lage zeigen.", "by": moderator.name}]


@pytest.mark.requirement("R43")
def test_an_indicator_must_be_available_to_every_kind_of_member(moderator):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["BIL-02"], kind="kreis", kreis_ags="05754")
        with pytest.raises(CharterRefused, match=r"BIL-02.*Gemeinden"):
            actions.publish_charter(charter=draft, by=moderator)
        assert actions.publish_charter(charter=draft, by=moderator, overrides={"availability": "Probe"}).overrides


@pytest.mark.requirement("R43")
@pytest.mark.requirement("R25")
def test_the_same_indicator_needs_no_reason_among_landkreise(moderator):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["BIL-02"])
        assert actions.publish_charter(charter=draft, by=moderator).overrides == []


@pytest.mark.requirement("R20")
def test_a_concept_that_the_indicator_does_not_know_is_refused(moderator):
    with acting_as(Role.PLATFORM), pytest.raises(CharterRefused, match="MZ_EG"):
        draft_of(moderator, [CoreChoice("REC-01", "MZ_EG")])


@pytest.mark.requirement("I2.9")
def test_a_published_charter_is_frozen_and_a_new_version_copies_it(moderator):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["REC-01", "ARB-01"])
        first = actions.publish_charter(charter=draft, by=moderator)
        with pytest.raises(CharterRefused):
            actions.set_core_set(charter=first, choices=["REC-01"], by=moderator)
        second = actions.draft_charter(circle=first.circle, by=moderator, parameters={"n_min": 7})
        assert (second.number, second.n_min) == (2, 7)
        assert list(second.core_indicators.values_list("indicator_code", flat=True)) == ["REC-01", "ARB-01"]
    with acting_as(Role.OWNER):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            CharterVersion.objects.filter(pk=first.pk).update(k=4)
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            CoreIndicator.objects.filter(charter=first).delete()
        assert CharterVersion.objects.filter(pk=second.pk).update(k=4) == 1


@pytest.mark.requirement("I2.9")
@pytest.mark.parametrize(("name", "value"), [("n_min", 4), ("k", 2), ("p", 4), ("d_min_group", 10)])
def test_parameters_below_the_method_are_refused_by_action_and_database(moderator, name, value):
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["REC-01"])
        with pytest.raises(CharterRefused):
            actions.set_parameters(charter=draft, by=moderator, **{name: value})
        with pytest.raises(IntegrityError), transaction.atomic():
            CharterVersion.objects.filter(pk=draft.pk).update(**{name: value})
        assert connection.vendor == "postgresql"


@pytest.mark.requirement("A24")
def test_only_those_who_prepare_a_circle_change_it(moderator):
    stranger = Person(reference="p_stranger", name="Fremd")
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["REC-01"])
        with pytest.raises(NotYourCircle):
            actions.set_core_set(charter=draft, choices=["ARB-01"], by=stranger)
        with pytest.raises(NotYourCircle):
            actions.draft_charter(circle=draft.circle, by=stranger)


@pytest.mark.requirement("T12")
def test_groups_that_add_up_are_never_all_compared(moderator):
    """Total, German and foreign are tied by a sum: with three grids the cells would narrow each other."""
    with acting_as(Role.PLATFORM):
        draft = draft_of(moderator, ["SOZ-01", "REC-01"])
        assert draft.core_indicators.get(indicator_code="SOZ-01").groups == ["total", "foreign"]
        everything = CoreChoice("SOZ-01", groups=("total", "german", "foreign"))
        with pytest.raises(CharterRefused, match="SOZ-01"):
            actions.set_core_set(charter=draft, choices=[everything, "REC-01"], by=moderator)
        chosen = CoreChoice("SOZ-01", groups=("foreign", "german"))
        actions.set_core_set(charter=draft, choices=[chosen, "REC-01"], by=moderator)
        assert draft.core_indicators.get(indicator_code="SOZ-01").groups == ["foreign", "german"]
