"""The page of one indicator against an empty page, through the same middleware; and queries per page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenants.membership.roles import RoleCode
from tests.bench.pairs import Pair, paired, timed
from tests.support.demo_world import OWN, PASSWORD, address_of_person

URLCONF = "benchmark.config.urls_municipality"
BASELINES = Path(__file__).resolve().parents[1] / "sweeps" / "query_baselines.json"
CODE = "REC-01"


def signed_in() -> Client:
    """The integration office of one municipality of the small demonstration, at its own host."""
    client = Client(headers={"host": f"{OWN}.localhost"})
    email = address_of_person(RoleCode.INTEGRATION_OFFICE, OWN)
    answer = client.post(reverse("account_login", urlconf=URLCONF), {"login": email, "password": PASSWORD})
    if answer.status_code != 302:
        raise RuntimeError(f"signing in as {email} gave {answer.status_code}")
    return client


def indicator_page(client: Client, repetitions: int) -> list[Pair]:
    """Warm (charts in the cache) and cold (cache emptied) against the page with nothing but its frame."""
    page, empty = _address("insights:indicator", code=CODE), _address("web:imprint")
    _answer(client, page)
    _answer(client, empty)
    peer = (f"{empty}: same middleware, same frame, no figures", lambda: timed(lambda: _answer(client, empty)))
    warm = paired(
        f"page of {CODE}, warm",
        (f"{page} with its charts in the cache", lambda: timed(lambda: _answer(client, page))),
        peer,
        repetitions=repetitions,
    )
    cold = paired(
        f"page of {CODE}, cold",
        (f"{page} after the cache was emptied: every chart is drawn", lambda: timed(lambda: _answer(client, page))),
        peer,
        repetitions=repetitions,
        before_each=cache.clear,
    )
    return [warm, cold]


def queries_per_page(client: Client) -> dict[str, int]:
    """The committed baselines of the sweep where there are any, else counted here for the pages of a municipality."""
    if BASELINES.exists():
        return dict(_flat(json.loads(BASELINES.read_text(encoding="utf-8"))))
    names = ("insights:start", "insights:overview", "figures:start", "goals:start", "circles:start", "catalogue:start")
    pages = [_address("insights:indicator", code=CODE), _address("web:imprint"), *(_address(name) for name in names)]
    return {page: _queries(lambda page=page: _answer(client, page)) for page in pages}


def _flat(content: object, name: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(content, dict):
        for key, inner in content.items():
            yield from _flat(inner, f"{name} {key}".strip())
    elif isinstance(content, int):
        yield name, content


def _queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _address(name: str, **named: str) -> str:
    return reverse(name, urlconf=URLCONF, kwargs=named)


def _answer(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} gave {status}")
