"""A request reaches exactly the municipality it asked for, and leaves the connection at rest (A18, F3, F11)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tenants.border.middleware import NOT_FOUND, HostMiddleware
from tenants.border.roles import role_name


@pytest.fixture
def ahausen(world_of_module: None) -> Any:
    return municipality_with("ahausen")


@pytest.fixture
def bedorf(world_of_module: None) -> Any:
    return municipality_with("bedorf")


def municipality_with(slug: str) -> Any:
    from tenants.border import Role, acting_as
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug=slug)


def seen_at(host: str) -> tuple[str, int]:
    """Login role a request to this host runs as, and its status."""
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(connection.login_role)
        return HttpResponse("ok")

    answer = HostMiddleware(view)(RequestFactory().get("/", headers={"host": host}))
    return (seen[0] if seen else ""), answer.status_code


@pytest.mark.requirement("A18")
@pytest.mark.requirement("F11")
@pytest.mark.parametrize(
    "host",
    ["bedorf.localhost", "BEDORF.LocalHost", "bedorf.localhost.", "bedorf.localhost:8000", "Bedorf.localhost.:8000"],
)
def test_spellings_of_a_valid_host_reach_its_municipality(bedorf: Any, host: str) -> None:
    assert seen_at(host) == (bedorf.schema_name, 200)


@pytest.mark.requirement("A18")
@pytest.mark.requirement("F11")
@pytest.mark.parametrize(
    "host",
    [
        "www.bedorf.localhost",
        "unbekannt.localhost",
        "",
        "a,b",
        "bedorf.localhost,ahausen.localhost",
        "a@b",
        "x'--",
        "bedorf.localhost:x",
        "bedörf.localhost",
        "..",
        "bedorf..localhost",
        "bedorf.localhost:123456",
        "bedorf.localhost/",
        "-a.localhost",
        "[::1]",
    ],
)
def test_anything_else_is_a_plain_404_without_hints(bedorf: Any, host: str) -> None:
    assert seen_at(host) == ("", 404)


@pytest.mark.requirement("A18")
def test_forwarded_host_is_ignored_and_the_platform_has_its_own_account(bedorf: Any) -> None:
    assert seen_at("localhost") == (role_name("platform"), 200)
    answer = Client(headers={"host": "localhost", "x-forwarded-host": "bedorf.localhost"}).get("/")
    assert answer.wsgi_request.tenant is None


def test_unknown_host_gives_the_same_answer_on_every_path(bedorf: Any) -> None:
    nobody = Client(headers={"host": "niemand.localhost"})
    assert {nobody.get(path).content for path in ("/", "/konto/login/", "/werte/")} == {NOT_FOUND.encode()}


@pytest.mark.requirement("F3")
@pytest.mark.parametrize("fails", [False, True])
def test_after_any_answer_the_connection_is_at_rest(ahausen: Any, fails: bool) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            assert cursor.fetchone() == (ahausen.schema_name,)
        if fails:
            raise RuntimeError("in the middle of a request")
        return HttpResponse()

    request = RequestFactory().get("/", headers={"host": "ahausen.localhost"})
    if fails:
        with pytest.raises(RuntimeError):
            HostMiddleware(view)(request)
    else:
        HostMiddleware(view)(request)
    assert connection.schema_name == "public"
    assert connection.login_role not in (ahausen.schema_name, role_name("platform"))


def test_a_municipality_that_is_not_provisioned_has_no_address(world_of_module: None) -> None:
    from tenants.border import Role, acting_as
    from tenants.onboarding.actions import admit
    from tests.support.people import FOUNDER

    with acting_as(Role.OWNER):
        admit(
            ags="03159",
            name="Landkreis Göttingen",
            kind="landkreis",
            slug="geheim",
            email="a@b.test",
            person_name="A B",
            by=FOUNDER,
        )
    assert seen_at("geheim.localhost") == ("", 404)
