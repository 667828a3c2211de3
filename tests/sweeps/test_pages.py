"""Every address × every role, and rules that every page keeps."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

from tests.support.demo_world import OTHER, OWN
from tests.sweeps.english import english_left_over
from tests.sweeps.html_rules import complaints, pieces
from tests.sweeps.pages import PAGES, STAFF_ROLES, URLCONFS, Host, Page
from tests.sweeps.visits import Visits, client_of, counted_queries, text_of

pytestmark = pytest.mark.xdist_group("pages")
BASELINES = Path(__file__).with_name("query_baselines.json")
WRITE = "VERGLEICHSRING_WRITE_BASELINES"
SHOWN = [page for page in PAGES if page.viewers]
WHOLE = [page for page in SHOWN if page.is_page]


def of(rows: list[Page] | tuple[Page, ...]) -> pytest.MarkDecorator:
    """One test per row."""
    return pytest.mark.parametrize("row", rows, ids=[row.label for row in rows])


def names_in(patterns: list[Any], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names_in(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


@pytest.mark.requirement("A13", "I2.13")
@pytest.mark.parametrize("host", list(Host))
def test_every_address_is_in_the_table(host: Host) -> None:
    served = set(names_in(get_resolver(URLCONFS[host]).url_patterns))
    listed = {page.name for page in PAGES if page.host == host}
    assert served - listed == set(), "served, but missing in tests/sweeps/pages.py"
    assert listed - served == set(), "in tests/sweeps/pages.py, but not served"


@pytest.mark.requirement("A13", "I2.13")
@of(PAGES)
def test_every_role_gets_exactly_what_the_table_says(visits: Visits, row: Page) -> None:
    roles = (None, *STAFF_ROLES[row.host])
    found = {role: visits.ask(row, role).status_code for role in roles}
    assert found == {role: row.expected(role) for role in roles}


@pytest.mark.requirement("A13")
@of([page for page in PAGES if page.post is not None and page.name != "set_language"])
def test_nobody_else_may_post(visits: Visits, row: Page) -> None:
    others = [role for role in (None, *STAFF_ROLES[row.host]) if not row.may(role)]
    assert others
    for role in others:
        answer = visits.client(row.host, role).post(visits.path(row), row.post)
        assert answer.status_code == (302 if role is None else 403), role
        assert role is not None or answer["Location"].startswith("/konto/login/")


@pytest.mark.requirement("A13")
@of([page for page in PAGES if page.host == Host.OWN])
def test_a_session_of_one_host_is_nobody_on_another(visits: Visits, row: Page) -> None:
    path = visits.path(row)
    for role in STAFF_ROLES[Host.OWN]:
        foreign = visits.elsewhere(role, OTHER).get(path)
        stranger = visits.ask(row, None)
        assert foreign.status_code == stranger.status_code, role


@pytest.mark.requirement("A13")
@of([page for page in PAGES if page.host == Host.PLATFORM and page.sees not in ("everybody",)])
def test_a_session_of_a_municipality_is_nobody_on_the_platform(visits: Visits, row: Page) -> None:
    for role in STAFF_ROLES[Host.OWN]:
        foreign = visits.elsewhere(role, None).get(visits.path(row))
        assert foreign.status_code == row.expected(None), role


@pytest.mark.requirement("I2.12", "R1")
@of(WHOLE)
def test_every_page_keeps_the_rules(visits: Visits, row: Page) -> None:
    for role in row.viewers:
        assert complaints(text_of(visits.ask(row, role))) == [], role


@pytest.mark.requirement("I2.12")
@of(WHOLE)
def test_no_english_is_left_on_a_german_page(visits: Visits, row: Page) -> None:
    for role in row.viewers:
        root = html.document_fromstring(text_of(visits.ask(row, role)))
        assert english_left_over(pieces(root)) == [], role


@pytest.mark.requirement("P5", "I2.12")
@of(SHOWN)
def test_every_answer_has_the_strict_policy(visits: Visits, row: Page) -> None:
    for role in row.viewers:
        policy = visits.ask(row, role).headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, role
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "*" not in policy


@pytest.mark.requirement("A25")
@of(SHOWN)
def test_no_other_municipality_is_named_where_nobody_agreed(visits: Visits, row: Page) -> None:
    others = [name for name in places(visits) if name != "Peine" or row.host == Host.PLATFORM]
    for role in row.viewers:
        said = text_of(visits.ask(row, role))
        named = [name for name in others if name in said]
        assert row.names_others == bool(named), (role, named)
        if row.host == Host.OWN:
            assert "Nachbarn im Süden" not in said, "a circle this municipality is not in"


def places(visits: Visits) -> list[str]:
    """Names of all municipalities of the demonstration, without their kind."""
    from tenants.border import Role, acting_as
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        return [name.split()[-1] for name in Municipality.objects.values_list("name", flat=True)]


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize("host", list(Host))
def test_titles_tell_pages_apart(visits: Visits, host: Host) -> None:
    titles: dict[str, set[str]] = {}
    for page in WHOLE:
        if page.host == host and not page.name.startswith("account_"):
            root = html.document_fromstring(text_of(visits.ask(page, page.viewers[0])))
            titles.setdefault(" ".join(root.findtext(".//title").split()), set()).add(page.name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


@of(SHOWN)
def test_a_page_needs_no_more_queries_than_before(visits: Visits, row: Page) -> None:
    client, path = visits.client(row.host, row.viewers[-1]), visits.path(row)
    assert client.get(path).status_code == 200
    with counted_queries() as seen:
        client.get(path)
    known = json.loads(BASELINES.read_text(encoding="utf-8")) if BASELINES.exists() else {}
    if os.environ.get(WRITE):
        BASELINES.write_text(
            json.dumps({**known, row.label: len(seen)}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        return
    advice = f"on purpose? then {WRITE}=1 .venv/bin/python -m pytest tests/sweeps/test_pages.py -k queries"
    assert row.label in known, advice
    assert len(seen) <= known[row.label], "\n".join([advice, *seen])


@pytest.mark.requirement("A13")
def test_without_the_token_nobody_may_post(visits: Visits) -> None:
    strict = client_of(OWN, enforce_csrf_checks=True)
    signed_in = visits.client(Host.OWN, STAFF_ROLES[Host.OWN][0])
    strict.cookies[settings.SESSION_COOKIE_NAME] = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    for page in PAGES:
        if page.post is not None and page.host == Host.OWN:
            assert strict.post(visits.path(page), page.post).status_code == 403, page.label
