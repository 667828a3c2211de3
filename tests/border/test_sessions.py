"""A session is worth something on its own host only (A14, A15, A16, F10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tenants.border import Role, acting_as
from tenants.membership.roles import RoleCode

PAGE = "/werte/"


def copy_accounts(source: Any, target: Any) -> None:
    """Clone accounts and sessions of one municipality into another's schema, as a careless restore would."""
    tables = ("auth_group", "auth_user", "auth_user_groups", "account_emailaddress", "django_session")
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        for table in reversed(tables):
            cursor.execute(f'DELETE FROM "{target.schema_name}".{table}')
        for table in tables:
            cursor.execute(
                f'INSERT INTO "{target.schema_name}".{table} OVERRIDING SYSTEM VALUE'
                f' SELECT * FROM "{source.schema_name}".{table}'
            )


@pytest.mark.requirement("A14")
@pytest.mark.requirement("F10")
def test_a_cookie_of_one_municipality_is_nobody_next_door(
    ahausen: Any, bedorf: Any, browse: Callable[..., Client]
) -> None:
    here = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    assert here.get(PAGE).status_code == 200
    there = Client(headers={"host": "bedorf.localhost"})
    there.cookies["sitzung"] = here.cookies["sitzung"].value
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


@pytest.mark.requirement("A15")
def test_a_cookie_is_nobody_at_a_clone_with_the_same_accounts(
    ahausen: Any, bedorf: Any, browse: Callable[..., Client]
) -> None:
    here = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    copy_accounts(ahausen, bedorf)
    there = Client(headers={"host": "bedorf.localhost"})
    there.cookies["sitzung"] = here.cookies["sitzung"].value
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


@pytest.mark.requirement("A16")
def test_signing_in_gives_a_new_session(world: None, browse: Callable[..., Client]) -> None:
    from tests.support.people import PASSWORD, email_of

    client = browse("ahausen")
    client.get("/konto/login/")
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies["sitzung"] = session.session_key
    client.post("/konto/login/", {"login": email_of(RoleCode.GUEST, "ahausen"), "password": PASSWORD})
    assert client.cookies["sitzung"].value != session.session_key


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(ahausen: Any, browse: Callable[..., Client]) -> None:
    from django.contrib.auth.models import User

    from tenants.border import inside
    from tests.support.people import email_of

    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    assert client.get(PAGE).status_code == 200
    with inside(ahausen):
        User.objects.get(email=email_of(RoleCode.INTEGRATION_OFFICE, "ahausen")).groups.clear()
    assert client.get(PAGE).status_code == 403


def test_cookies_belong_to_one_host_and_are_not_readable_by_scripts(world: None, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", RoleCode.GUEST)
    cookie = client.cookies["sitzung"]
    assert (cookie["domain"], bool(cookie["httponly"]), cookie["samesite"]) == ("", True, "Lax")


@pytest.mark.requirement("T24")
def test_pages_of_signed_in_people_stay_in_no_cache(ahausen, browse) -> None:
    own = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    assert own.get("/").headers["Cache-Control"] == "private, no-store"
    assert own.get("/werte/").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in browse(None).get("/").headers
