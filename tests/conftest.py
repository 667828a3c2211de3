"""Fixtures of all tests: a real PostgreSQL, municipalities behind a real border, real people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "data"


def _fill() -> None:
    from benchmark.catalogue.actions import load_definitions
    from benchmark.territories.actions import load_territories
    from tenants.border import Role, acting_as
    from tests.support.people import AHAUSEN, BEDORF, MORE, settle, settle_platform

    with acting_as(Role.OWNER):
        load_territories()
        load_definitions()
    settle_platform()
    for place in (AHAUSEN, BEDORF, *MORE):
        settle(place)


@pytest.fixture(scope="session")
def template(django_db_blocker: Any) -> Iterator[str]:
    """Name of the founded template database: platform, catalogue, territories, six municipalities with people."""
    from tests.support import worlds

    with django_db_blocker.unblock():
        yield worlds.make_template(_fill)


@pytest.fixture
def world(template: str) -> Iterator[None]:
    """A fresh copy of the template for this test alone; everything is really committed, nothing rolls back."""
    from django.conf import settings

    from tests.support import worlds

    worlds.copy_of(template)
    yield
    worlds.drop(settings.DATABASES["default"]["NAME"])


@pytest.fixture(scope="module")
def world_of_module(template: str) -> Iterator[None]:
    """One copy of the template for all tests of a module that only read."""
    from django.conf import settings

    from tests.support import worlds

    worlds.copy_of(template)
    yield
    worlds.drop(settings.DATABASES["default"]["NAME"])


def _municipality(slug: str) -> Any:
    from tenants.border import Role, acting_as
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug=slug)


@pytest.fixture
def ahausen(world: None) -> Any:
    """A Landkreis (AGS 03157, host ahausen.localhost), provisioned, with one person per role."""
    return _municipality("ahausen")


@pytest.fixture
def bedorf(world: None) -> Any:
    """Its neighbour (AGS 03153, host bedorf.localhost)."""
    return _municipality("bedorf")


@pytest.fixture
def six(world: None) -> list[Any]:
    """All six Landkreise of the test world: enough for a circle that may release."""
    from tests.support.people import AHAUSEN, BEDORF, MORE

    return [_municipality(place.slug) for place in (AHAUSEN, BEDORF, *MORE)]


@pytest.fixture
def person() -> Callable[..., Any]:
    """``person(municipality, role)`` or ``person(None, role)``: the test person of a host as actions see them."""

    def find(municipality: Any, role: Any) -> Any:
        from django.contrib.auth.models import User

        from tenants.border import Role, acting_as, inside
        from tenants.membership.people import as_person
        from tests.support.people import email_of

        account = inside(municipality) if municipality else acting_as(Role.PLATFORM)
        slug = municipality.slug if municipality else "platform"
        with account:
            user = User.objects.get(email=email_of(role, slug))
            return as_person(user, municipality.schema_name if municipality else None)

    return find


@pytest.fixture
def browse() -> Callable[..., Client]:
    """``browse("ahausen", RoleCode.X)`` or ``browse(None, RoleCode.MODERATOR)``: a signed-in test client of a host.

    ``browse("ahausen")`` is nobody. The client speaks to the right host by itself.
    """

    def sign_in(slug: str | None, role: Any = None, **extra: Any) -> Client:
        from django.core.cache import cache

        from tests.support.people import PASSWORD, email_of

        host = f"{slug}.localhost" if slug else "localhost"
        client = Client(headers={"host": host}, **extra)
        if role is not None:
            cache.clear()  # the limit of sign-ins per minute would count all tests together
            answer = client.post("/konto/login/", {"login": email_of(role, slug or "platform"), "password": PASSWORD})
            assert answer.status_code == 302, answer.content.decode()[:2000]
        return client

    return sign_in


@pytest.fixture(scope="session")
def official_files() -> Path:
    """The official files beside the checkout; where they are missing, the test says that it was not run."""
    if not OFFICIAL.is_dir():
        pytest.skip("not run: the official files (../shared/data) are not on this machine")
    return OFFICIAL


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The controller throws this run's databases away."""
    if hasattr(session.config, "workerinput"):
        return
    from django.conf import settings

    if not settings.configured or not settings.BORDER_SUPERUSER:
        return
    from tests.support.worlds import drop_all_of_this_run

    drop_all_of_this_run()
