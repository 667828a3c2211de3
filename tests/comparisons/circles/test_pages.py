"""The circles' pages, as members and moderators see them."""

from __future__ import annotations

import pytest

from comparisons.circles.actions import discard_draft
from comparisons.circles.models import Circle
from comparisons.circles.refusals import CharterRefused
from comparisons.circles.rights import moderates
from tenants.border import Role, acting_as
from tenants.membership.actions import open_account
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.people import email_of


@pytest.mark.requirement("I2.9")
def test_a_moderator_sets_up_a_circle_and_a_member_joins_on_its_own_host(ahausen, browse):
    moderator = browse(None, RoleCode.MODERATOR)
    made = moderator.post("/ringe/neu/", {"name": "Ring der Heide", "kind": "landkreise"})
    assert made["location"] == "/ringe/ring-der-heide/"
    moderator.post("/ringe/ring-der-heide/vereinbarung/neu/")
    assert moderator.get("/ringe/ring-der-heide/vereinbarung/").status_code == 200
    chosen = moderator.post("/ringe/ring-der-heide/vereinbarung/kernset/", {"choices": ["REC-01|NAT_AZR"]})
    assert chosen.status_code == 302
    published = moderator.post("/ringe/ring-der-heide/vereinbarung/veroeffentlichen/", {"valid_from": "2026-01-01"})
    assert published.status_code == 302, published.content.decode()
    assert moderator.post("/ringe/ring-der-heide/einladen/", {"ags": "99999"}).status_code == 422
    assert moderator.post("/ringe/ring-der-heide/einladen/", {"ags": "03157"}).status_code == 302
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    page = leader.get("/ringe/ring-der-heide/")
    assert page.status_code == 200
    assert leader.post("/ringe/ring-der-heide/unterschreiben/", {}).status_code == 422
    assert leader.post("/ringe/ring-der-heide/unterschreiben/", {"read": "1"}).status_code == 302
    assert "Peine" in leader.get("/ringe/ring-der-heide/").content.decode()
    assert leader.get("/ringe/").status_code == 200
    assert "Peine" in moderator.get("/ringe/ring-der-heide/").content.decode()


@pytest.mark.requirement("I2.9")
def test_sixteenth_core_indicator_is_refused_in_the_form(world, browse):
    moderator = browse(None, RoleCode.MODERATOR)
    moderator.post("/ringe/neu/", {"name": "Ring", "kind": "landkreise"})
    moderator.post("/ringe/ring/vereinbarung/neu/")
    page = moderator.get("/ringe/ring/vereinbarung/")
    options = [value for value, _label in page.context["core_form"].fields["choices"].choices]
    one_each = list({value.split("|")[0]: value for value in options}.values())
    refused = moderator.post("/ringe/ring/vereinbarung/kernset/", {"choices": one_each[:16]})
    assert refused.status_code == 422
    assert "15" in refused.context["core_form"].errors["choices"][0]
    assert moderator.post("/ringe/ring/vereinbarung/kernset/", {"choices": one_each[:15]}).status_code == 302


@pytest.mark.requirement("A24")
def test_a_circle_somebody_does_not_prepare_is_not_there(ahausen, browse):
    circle = rounds.found_circle([ahausen], name="Fremder Ring")
    with acting_as(Role.OWNER):
        Circle.objects.get(pk=circle.pk).moderations.update(person="p_somebody_else")
    moderator = browse(None, RoleCode.MODERATOR)
    assert moderator.get("/ringe/fremder-ring/").status_code == 404
    assert moderator.post("/ringe/fremder-ring/einladen/", {"ags": "03153"}).status_code == 404
    operator = browse(None, RoleCode.OPERATOR)
    assert operator.get("/ringe/fremder-ring/").status_code == 403
    assert "Fremder Ring" in operator.get("/ringe/alle/").content.decode()


@pytest.mark.requirement("A24")
def test_a_circle_is_gone_for_a_municipality_that_is_neither_member_nor_invited(ahausen, bedorf, browse):
    rounds.found_circle([ahausen], name="Fremder Ring")
    assert browse("ahausen", RoleCode.GUEST).get("/ringe/fremder-ring/").status_code == 200
    guest = browse("bedorf", RoleCode.GUEST)
    assert guest.get("/ringe/fremder-ring/").status_code == 404
    assert "Fremder Ring" not in guest.get("/ringe/").content.decode()


@pytest.mark.requirement("R77")
@pytest.mark.requirement("A24")
def test_a_second_moderator_is_added_by_address_and_strangers_are_refused(ahausen, browse):
    circle, preparing = rounds.found_circle([ahausen]), rounds.person_of_platform()
    with acting_as(Role.PLATFORM):
        colleague = open_account(
            email="colleague@platform.example",
            name="Kim Kollegin",
            roles=[RoleCode.MODERATOR],
            password=None,
            municipality=None,
            by=preparing,
        )
    moderator = browse(None, RoleCode.MODERATOR)
    address = "/ringe/ring-der-probe/moderation/"
    for email in ("nobody@platform.example", email_of(RoleCode.OPERATOR, "platform"), "no address"):
        assert moderator.post(address, {"email": email}).status_code == 422
    assert moderator.post(address, {"email": "Colleague@Platform.example"}).status_code == 302
    assert moderator.post(address, {"email": "colleague@platform.example"}).status_code == 422
    with acting_as(Role.PLATFORM):
        assert moderates(circle, colleague)
        assert circle.moderations.count() == 2
    assert "Kim Kollegin" in moderator.get("/ringe/ring-der-probe/").content.decode()


@pytest.mark.requirement("I2.9")
def test_a_draft_is_discarded_and_a_published_charter_is_not(ahausen, browse):
    circle, preparing = rounds.found_circle([ahausen]), rounds.person_of_platform()
    moderator = browse(None, RoleCode.MODERATOR)
    start = "/ringe/ring-der-probe/vereinbarung/"
    assert moderator.post(f"{start}verwerfen/").status_code == 404  # there is only a published one
    moderator.post(f"{start}neu/")
    assert moderator.post(f"{start}verwerfen/").status_code == 302
    with acting_as(Role.PLATFORM):
        assert [one.number for one in circle.charters.all()] == [1]
        with pytest.raises(CharterRefused):
            discard_draft(charter=circle.charters.get(), by=preparing)
    moderator.post(f"{start}neu/")
    assert moderator.get(start).status_code == 200
