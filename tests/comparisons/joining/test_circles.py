"""Which circles are suggested, and what is told about them to somebody who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmark.territories.selectors import territory
from comparisons.circles.actions import create_circle, draft_charter, invite, publish_charter, sign_charter
from comparisons.circles.charters import CoreChoice
from comparisons.circles.levels import CircleKind
from comparisons.joining.circle_suggestions import circle_templates, existing_circles, size_words
from comparisons.joining.structure import structure_of
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode

pytestmark = pytest.mark.requirement("I3.7", "R23", "R25", "M1")


def _found(name: str, kind: CircleKind, by: Any, *, published: bool = True, kreis: str = "") -> Any:
    circle = create_circle(name=name, kind=kind, purpose="Zweck des Rings", kreis_ags=kreis, by=by)
    charter = draft_charter(circle=circle, by=by, indicators=[CoreChoice("REC-01"), CoreChoice("ARB-01")])
    if published:
        publish_charter(charter=charter, by=by)
    return circle


@pytest.fixture
def circles(ahausen: Any, person: Callable[..., Any]) -> None:
    """A circle of Landkreise with one member, one of kreisfreie Städte, one without a charter, one of Kreis 03157."""
    moderator = person(None, RoleCode.MODERATOR)
    with acting_as(Role.PLATFORM):
        circle = _found("Landkreise im Norden", CircleKind.LANDKREISE, moderator)
        _found("Städtering", CircleKind.KREISFREIE_STAEDTE, moderator)
        _found("Noch ohne Vereinbarung", CircleKind.LANDKREISE, moderator, published=False)
        invite(circle=circle, ags="03157", by=moderator)
    with inside(ahausen):
        sign_charter(circle=circle, by=person(ahausen, RoleCode.LEADERSHIP))


@pytest.mark.usefixtures("circles", "platform")
def test_only_circles_with_a_published_charter_that_fit() -> None:
    def names(ags: str) -> list[str]:
        return [one.name for one in existing_circles(structure_of(territory(ags)))]

    assert names("03153") == ["Landkreise im Norden"]
    assert names("03101") == ["Städtering"]
    assert names("05754044") == []


@pytest.mark.usefixtures("circles")
def test_name_kind_purpose_and_number_are_told_and_nobody_is_named(seen: Callable[..., str]) -> None:
    page = seen("/profil/03153/")
    part = page[page.index('id="circle"') :]
    assert "Landkreise im Norden" in part
    assert "Zweck des Rings" in part
    assert "1 Mitglied" in part
    existing = part[: part.index("gegründet werden könnten")]
    assert "Peine" not in existing
    assert "mehrere davon aus Ihrem Land" not in existing, "one member of a Land could be told by that"


@pytest.mark.usefixtures("world", "platform")
def test_templates_for_every_kind() -> None:
    def names(ags: str) -> list[str]:
        return [one.name for one in circle_templates(structure_of(territory(ags)))]

    assert any("Landkreis Peine" in name for name in names("03157"))
    assert any("Kreis Gütersloh" in name for name in names("05754044"))
    assert len(names("03101")) == 1


@pytest.mark.parametrize(
    ("population", "numbers"),
    [(300, ("5.000", "5,000")), (25_522, ("20.000", "20,000")), (1_500_000, ("500.000", "500,000"))],
)
def test_size_classes(population: int, numbers: tuple[str, ...]) -> None:
    assert any(number in size_words(population) for number in numbers)
