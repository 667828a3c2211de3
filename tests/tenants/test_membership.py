"""Roles, rights and accounts: everything is forbidden until a page names its permission (I2.13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tenants.border import inside
from tenants.membership.actions import open_account
from tenants.membership.middleware import PermissionMiddleware, permission_of
from tenants.membership.permissions import EVERYONE, RIGHTS, Permission, needs, open_to_everyone
from tenants.membership.refusals import Refused
from tenants.membership.roles import OF_A_MUNICIPALITY, OF_THE_PLATFORM, RoleCode
from tests.support.people import FOUNDER, PASSWORD


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@pytest.mark.requirement("I2.13")
def test_a_view_that_names_nothing_is_refused_even_for_those_who_may_everything() -> None:
    from django.core.exceptions import PermissionDenied

    request = RequestFactory().get("/")
    middleware = PermissionMiddleware(unmarked)
    assert permission_of(unmarked, None) is None
    with pytest.raises(PermissionDenied):
        middleware.process_view(request, unmarked, (), {})
    marked = open_to_everyone(lambda request: HttpResponse())
    assert middleware.process_view(request, marked, (), {}) is None
    assert permission_of(marked, None) == EVERYONE


@pytest.mark.requirement("I2.13")
def test_every_role_has_rights_and_every_right_somebody() -> None:
    assert set(RIGHTS) == set(RoleCode)
    assert frozenset().union(*RIGHTS.values()) == set(Permission)
    here = frozenset().union(*(RIGHTS[role] for role in OF_A_MUNICIPALITY))
    platform = frozenset().union(*(RIGHTS[role] for role in OF_THE_PLATFORM))
    assert not here & platform


@pytest.mark.requirement("R63")
def test_nobody_has_the_right_to_check_and_to_approve_in_one_role() -> None:
    both = {Permission.FIGURES_CHECK, Permission.FIGURES_APPROVE}
    assert not [role for role, rights in RIGHTS.items() if both <= rights]


@pytest.mark.requirement("R64")
def test_a_guest_sees_insights_and_changes_nothing() -> None:
    assert RIGHTS[RoleCode.GUEST] == {Permission.INSIGHTS_VIEW}


def test_needs_marks_a_view() -> None:
    assert permission_of(needs(Permission.OPERATE)(unmarked), None) == Permission.OPERATE
    del unmarked.permission  # type: ignore[attr-defined]


@pytest.mark.parametrize("roles", [[], [RoleCode.MODERATOR], [RoleCode.GUEST, RoleCode.OPERATOR]])
def test_a_municipality_cannot_hand_out_roles_of_the_platform(ahausen: Any, roles: list[RoleCode]) -> None:
    with inside(ahausen), pytest.raises(Refused):
        open_account(
            email="neu@ahausen.test",
            name="Neu",
            roles=roles,
            password=PASSWORD,
            municipality=ahausen.schema_name,
            by=FOUNDER,
        )


def test_one_address_has_one_account_per_host(ahausen: Any, bedorf: Any) -> None:
    def invite(municipality: Any) -> None:
        with inside(municipality):
            open_account(
                email="Zwei@Beide.test",
                name="Beide Häuser",
                roles=[RoleCode.GUEST],
                password=PASSWORD,
                municipality=municipality.schema_name,
                by=FOUNDER,
            )

    invite(ahausen)
    invite(bedorf)
    with pytest.raises(Refused) as refusal:
        invite(ahausen)
    assert "zwei@beide.test" in str(refusal.value)


def test_nobody_can_sign_up_alone(world: None) -> None:
    here = Client(headers={"host": "ahausen.localhost"})
    assert here.get("/konto/signup/").status_code in (403, 404)


def test_a_wrong_password_says_so_in_german(world: None, browse: Callable[..., Client]) -> None:
    from tests.support.people import email_of

    answer = browse("ahausen").post(
        "/konto/login/", {"login": email_of(RoleCode.GUEST, "ahausen"), "password": "falsch"}
    )
    assert answer.status_code == 200
    assert "Passwort" in answer.content.decode() or "Kennwort" in answer.content.decode()
