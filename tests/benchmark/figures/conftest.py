"""One municipality at home: its people and a way to enter figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from tenants.membership.roles import RoleCode


@pytest.fixture
def office(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.INTEGRATION_OFFICE)


@pytest.fixture
def statistics(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.STATISTICS_OFFICE)


@pytest.fixture
def substitute(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.STATISTICS_SUBSTITUTE)


@pytest.fixture
def leadership(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.LEADERSHIP)


@pytest.fixture
def at_home(ahausen: Any, office: Any, statistics: Any, substitute: Any, leadership: Any) -> Iterator[Any]:
    """Everything in the test happens inside Ahausen; its people are known before, each by an own connection."""
    from tenants.border import inside

    with inside(ahausen):
        yield ahausen


@pytest.fixture
def enter(office: Any) -> Callable[..., Any]:
    """Enter a figure of DEM-01, 100 of 1,000 in 2023 unless told otherwise."""
    from benchmark.figures.actions import enter_figure

    def with_usual(**said: Any) -> Any:
        numbers = {"numerator": Decimal(100), "denominator": Decimal(1000)}
        if said.keys() & {"missing", "value"}:
            numbers = {}
        usual = {"indicator_code": "DEM-01", "year": 2023, "group": "total", "by": office, **numbers}
        return enter_figure(**(usual | said))

    return with_usual
