"""Joining, seeing others, leaving, and rounds."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from comparisons.circles import actions
from comparisons.circles.models import Circle, Invitation, Membership, Round, Signature
from comparisons.circles.refusals import InvitationRefused, RoundRefused
from comparisons.circles.selectors import circles_of_municipality, members_seen_by_member, own_membership
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality
from tests.support import rounds


@pytest.mark.requirement("I2.9")
def test_members_see_names_and_dates_of_each_other_and_nothing_else(ahausen, bedorf):
    circle = rounds.found_circle([ahausen, bedorf])
    with inside(ahausen):
        seen = members_seen_by_member(Circle.objects.get(pk=circle.pk))
        assert [(one.ags, one.name) for one in seen] == [("03153", "Goslar"), ("03157", "Peine")]
        assert [str(row.municipality_id) for row in Membership.objects.all()] == [ahausen.schema_name]
        assert Signature.objects.count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM public.circle_members()")
            assert bedorf.schema_name not in str(cursor.fetchall())


@pytest.mark.requirement("I2.9")
@pytest.mark.requirement("A8")
def test_nobody_joins_without_an_invitation_not_even_by_sql(ahausen, bedorf):
    circle = rounds.found_circle([ahausen])
    leader = rounds.person_of_municipality(bedorf, RoleCode.LEADERSHIP)
    with inside(bedorf):
        assert circles_of_municipality() == []
        with pytest.raises(InvitationRefused):
            actions.sign_charter(circle=circle, by=leader)
        row = {"circle_id": circle.pk, "municipality_id": bedorf.schema_name, "ags": "03153", "level": "kreis"}
        with pytest.raises(DatabaseError, match="invitation"), transaction.atomic():
            Membership.objects.create(**row, member_from=timezone.localdate())
    with acting_as(Role.PLATFORM):
        actions.invite(circle=circle, ags="03153", by=rounds.person_of_platform())
    with inside(bedorf):
        actions.sign_charter(circle=Circle.objects.get(pk=circle.pk), by=leader)
        assert own_membership(circle) is not None


@pytest.mark.requirement("A8")
def test_a_membership_of_another_municipality_cannot_be_written(ahausen, bedorf):
    circle = rounds.found_circle([ahausen])
    with acting_as(Role.PLATFORM):
        actions.invite(circle=circle, ags="03153", by=rounds.person_of_platform())
    with inside(ahausen):
        row = {"circle_id": circle.pk, "municipality_id": bedorf.schema_name, "ags": "03153", "level": "kreis"}
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Membership.objects.create(**row, member_from=timezone.localdate())
        assert Invitation.objects.filter(municipality=bedorf.schema_name).count() == 0
        assert Membership.objects.update(left_by="p_me") == 1  # only its own row


@pytest.mark.requirement("I2.9")
def test_an_invitation_is_answered_once_and_declining_ends_it(ahausen, bedorf):
    circle = rounds.found_circle([ahausen])
    with acting_as(Role.PLATFORM):
        actions.invite(circle=circle, ags="03153", by=rounds.person_of_platform())
    leader = rounds.person_of_municipality(bedorf, RoleCode.LEADERSHIP)
    with inside(bedorf):
        own = Circle.objects.get(pk=circle.pk)
        actions.decline(circle=own, by=leader, reason="Keine Kapazität.")
        assert circles_of_municipality() == []
        with pytest.raises(IntegrityError, match="answered once"), transaction.atomic():
            Invitation.objects.update(answer="", answered_at=None, answered_by="")
        with pytest.raises(InvitationRefused):
            actions.sign_charter(circle=own, by=leader)


@pytest.mark.requirement("I2.9")
@pytest.mark.requirement("A24")
def test_leaving_keeps_the_membership_as_history(ahausen, bedorf):
    circle = rounds.found_circle([ahausen, bedorf])
    leader = rounds.person_of_municipality(bedorf, RoleCode.LEADERSHIP)
    today = timezone.localdate()
    with inside(bedorf):
        own = Circle.objects.get(pk=circle.pk)
        with pytest.raises(InvitationRefused):
            actions.leave(circle=own, on=today - datetime.timedelta(days=1), by=leader)
        assert actions.leave(circle=own, on=today, by=leader).member_until == today
    with acting_as(Role.OWNER):
        assert Membership.objects.filter(circle=circle).count() == 2
        with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
            Membership.objects.filter(circle=circle).delete()


@pytest.mark.requirement("I2.9")
def test_one_open_round_per_circle_by_action_and_database(ahausen):
    circle = rounds.found_circle([ahausen])
    first = rounds.begin_round(circle)
    with pytest.raises(RoundRefused):
        rounds.begin_round(circle)
    with acting_as(Role.OWNER):
        known = Round.objects.get(pk=first.pk)
        known.pk = None
        with pytest.raises(IntegrityError, match="round_one_open_per_circle"), transaction.atomic():
            known.save(force_insert=True)
    rounds.end_round(first)
    assert rounds.begin_round(circle).is_open


@pytest.mark.requirement("I2.9")
@pytest.mark.parametrize(("first", "last"), [(2024, 2023), (2024, 2999)])
def test_impossible_years_of_a_round_are_refused(ahausen, first, last):
    circle = rounds.found_circle([ahausen])
    with pytest.raises(RoundRefused):
        rounds.begin_round(circle, first_year=first, last_year=last)


@pytest.mark.requirement("R78")
def test_a_circle_of_a_landkreis_takes_its_own_gemeinden_only(ahausen, bedorf):
    moderator = rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        circle = actions.create_circle(name="Kreisring", kind="kreis", kreis_ags="03157", by=moderator)
        draft = actions.draft_charter(circle=circle, by=moderator, indicators=["ARB-01"])
        actions.publish_charter(charter=draft, by=moderator, overrides={"availability": "Probe"})
        assert actions.invite(circle=circle, ags="03157", by=moderator).level == "kreis"
        with pytest.raises(InvitationRefused):
            actions.invite(circle=circle, ags="03153", by=moderator)


@pytest.mark.requirement("R78")
def test_a_mixed_circle_never_holds_a_landkreis_and_its_gemeinde(ahausen, bedorf):
    moderator = rounds.person_of_platform()
    with acting_as(Role.OWNER):
        for ags, name in (("03157001", "peine-dorf"), ("03153002", "goslar-dorf")):
            Municipality.objects.create(
                schema_name=f"t_dorf{ags[-6:]}", ags=ags, slug=name, name=name, kind="kreisangehoerige_gemeinde"
            )
    with acting_as(Role.PLATFORM):
        circle = actions.create_circle(name="Gemischt", kind="mixed", by=moderator)
        draft = actions.draft_charter(circle=circle, by=moderator, indicators=["ARB-01"])
        actions.publish_charter(charter=draft, by=moderator)
        actions.invite(circle=circle, ags="03157", by=moderator)
        with pytest.raises(InvitationRefused):
            actions.invite(circle=circle, ags="03157001", by=moderator)
        assert actions.invite(circle=circle, ags="03153002", by=moderator).level == "gemeinde"
        with pytest.raises(InvitationRefused):
            actions.invite(circle=circle, ags="03153", by=moderator)
