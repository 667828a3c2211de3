"""Visits of the small demonstration: who asks which host, and what the answers were."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from benchmark.demo.plan import PASSWORD
from tenants.membership.roles import RoleCode
from tests.support.demo_world import OWN, address_of_person, landmarks
from tests.sweeps.pages import Host, Page, path_of

SETTINGS_OF_THE_SESSION = ("SET", "RESET", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SELECT set_config")


def client_of(slug: str | None, email: str | None = None, **extra: Any) -> Client:
    """A test client that speaks to one host, signed in where an address is given."""
    client = Client(headers={"host": f"{slug}.localhost" if slug else "localhost"}, **extra)
    if email:
        answer = client.post("/konto/login/", {"login": email, "password": PASSWORD})
        assert answer.status_code == 302, f"{email} cannot sign in: {answer.status_code}"
    return client


def text_of(answer: HttpResponse) -> str:
    """The answer as text; workbooks are unpacked."""
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace")


@dataclass
class Visits:
    """Signed-in clients of a municipality's and the platform's host; every page is asked for once per role."""

    slug: str = OWN
    places: dict[str, str] = field(default_factory=landmarks)
    clients: dict[tuple[str | None, RoleCode | None], Client] = field(default_factory=dict)
    answers: dict[tuple[str, RoleCode | None], HttpResponse] = field(default_factory=dict)

    def path(self, page: Page) -> str:
        return path_of(page, self.places)

    def client(self, host: Host, role: RoleCode | None) -> Client:
        slug = self.slug if host == Host.OWN else None
        if (slug, role) not in self.clients:
            self.clients[slug, role] = client_of(slug, address_of_person(role, slug) if role else None)
        return self.clients[slug, role]

    def elsewhere(self, role: RoleCode, slug: str | None) -> Client:
        """A client of another host that shows the session of this municipality's person."""
        client = client_of(slug)
        client.cookies[settings.SESSION_COOKIE_NAME] = (
            self.client(Host.OWN, role).cookies[settings.SESSION_COOKIE_NAME].value
        )
        return client

    def ask(self, page: Page, role: RoleCode | None) -> HttpResponse:
        """The answer to a GET, remembered."""
        if (page.label, role) not in self.answers:
            self.answers[page.label, role] = self.client(page.host, role).get(self.path(page))
        return self.answers[page.label, role]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Statements that read or write something, without those that only set the session up.

    Nor the look-up of the host, which is remembered for half a minute and so is sometimes there and sometimes not.
    """
    seen: list[str] = []

    def note(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
        is_look_up = statement.startswith('SELECT "municipalities_domain"')
        if not is_look_up and not statement.lstrip("( ").startswith(SETTINGS_OF_THE_SESSION):
            seen.append(statement)
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(note):
        yield seen
