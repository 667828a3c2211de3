"""One municipality at home and the person who sets its goals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tenants.membership.roles import RoleCode


@pytest.fixture
def office(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.INTEGRATION_OFFICE)


@pytest.fixture
def at_home(ahausen: Any, office: Any) -> Iterator[Any]:
    from tenants.border import inside

    with inside(ahausen):
        yield ahausen
