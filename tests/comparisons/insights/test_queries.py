"""Pages ask the database a fixed, small number of questions, however many members and years there are."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.membership.roles import RoleCode

MOST = 25


def _asked(client: Any, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SET", "RESET"))]


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize("address", ["/", "/kennzahl/REC-01/", "/kennzahl/ARB-01/", "/ueberblick/"])
def test_a_page_asks_few_questions(scene: SimpleNamespace, browse: Callable[..., Any], address: str) -> None:
    asked = _asked(browse("ahausen", RoleCode.INTEGRATION_OFFICE), address)
    assert 0 < len(asked) < MOST, "\n".join(asked)


def test_more_figures_ask_no_more(scene: SimpleNamespace, browse: Callable[..., Any]) -> None:
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    with_much, with_little = _asked(client, "/kennzahl/ARB-01/"), _asked(client, "/kennzahl/SOZ-01/")
    assert len(with_much) == len(with_little)
