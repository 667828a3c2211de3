"""One municipality at home with its people, and short ways to figures and findings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tenants.membership.roles import RoleCode

CALM = (100, 101, 103, 104, 105, 107, 108, 109)  # of 1,000, 2015 to 2022


@pytest.fixture
def office(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.INTEGRATION_OFFICE)


@pytest.fixture
def statistics(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.STATISTICS_OFFICE)


@pytest.fixture
def enter(ahausen: Any, office: Any) -> Callable[..., Any]:
    """Enter a figure of DEM-01 at Ahausen; the whole grows by ten a year, as no population stands still."""
    from benchmark.figures.actions import enter_figure
    from tenants.border import inside

    def with_usual(numerator: int, year: int, **said: Any) -> Any:
        whole = Decimal(said.pop("denominator", 10000 + 10 * (year - 2015)))
        usual = {"indicator_code": "DEM-01", "group": "total", "by": office, "denominator": whole}
        with inside(ahausen):
            return enter_figure(**(usual | {"year": year, "numerator": Decimal(numerator)} | said))

    return with_usual


@pytest.fixture
def jump(enter: Callable[..., Any]) -> Any:
    """Eight calm years and one that jumps; the figure that jumps."""
    for year, count in enumerate(CALM, start=2015):
        enter(count * 10, year)
    return enter(3000, 2023)


@pytest.fixture
def listed(ahausen: Any) -> Callable[[], list[Any]]:
    """The findings of Ahausen as they are now."""
    from benchmark.findings.selectors import findings_of
    from tenants.border import inside

    def now() -> list[Any]:
        with inside(ahausen):
            return findings_of(ahausen.ags, ahausen.kind)

    return now
