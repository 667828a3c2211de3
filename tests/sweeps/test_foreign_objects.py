"""Addresses of one municipality's host with the keys of objects that belong to another one."""

from __future__ import annotations

from typing import Any

import pytest

from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.support.demo_world import (
    FOREIGN_SLUG,
    INVITED_SLUG,
    NINE_SLUG,
    OTHER,
    OWN,
    SECOND_MODERATOR,
    address_of_person,
    landmarks,
    municipality,
)
from tests.sweeps.pages import PAGES, PLATFORM_PAGES, Host, Page, path_of
from tests.sweeps.visits import client_of

pytestmark = pytest.mark.xdist_group("pages")
NOWHERE = {
    "upload": "999999",
    "spreadsheet": "999999",
    "mapping": "999999",
    "delegation": "999999",
    "receipt": "gibt-es-nicht",
    "colleague": "p_0000000000000000",
    "named_consent": "999999",
}
OF_AN_OBJECT = [
    page
    for page in PAGES
    if page.host == Host.OWN
    and (any(argument.startswith("{") for argument in page.args) or page.args[:1] == (INVITED_SLUG,))
]


def asked(client: Any, page: Page, places: dict[str, str]) -> Any:
    """The answer to the row's address, by the method the row names."""
    path = path_of(page, places)
    return client.get(path) if page.post is None else client.post(path, page.post)


def size(answer: Any) -> int:
    return len(b"".join(answer) if answer.streaming else answer.content)


def somebody_who_may(page: Page) -> RoleCode:
    return next(role for role in (RoleCode.INTEGRATION_OFFICE, RoleCode.LEADERSHIP) if page.may(role))


@pytest.mark.requirement("A11", "I2.3")
@pytest.mark.parametrize("row", OF_AN_OBJECT, ids=[row.label for row in OF_AN_OBJECT])
def test_objects_of_another_municipality_are_not_there(demo_of_module: None, row: Page) -> None:
    theirs = landmarks()
    role = somebody_who_may(row)
    visitor, owner = (client_of(slug, address_of_person(role, slug)) for slug in (OTHER, OWN))
    nowhere = Page(row.host, row.name, row.sees, tuple(_unknown(argument) for argument in row.args), post=row.post)
    foreign = asked(visitor, row, theirs)
    missing = asked(visitor, nowhere, NOWHERE)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert abs(size(foreign) - size(missing)) <= 0.05 * size(missing)
    if row.post is None:
        assert asked(owner, row, theirs).status_code == 200, "control: its owner finds it"
    else:
        assert asked(owner, Page(row.host, row.name, row.sees, row.args), theirs).status_code == 405, "control"


def _unknown(argument: str) -> str:
    return argument if argument.startswith("{") else "diesen-ring-gibt-es-nicht"


@pytest.mark.requirement("A11")
def test_the_table_has_addresses_of_objects() -> None:
    names = {page.name for page in OF_AN_OBJECT}
    assert {"figures:preview", "figures:store", "releases:receipt", "releases:receipt-file", "circles:circle"} <= names


@pytest.mark.requirement("A11")
@pytest.mark.parametrize("pattern", ["/ringe/{}/", "/ringe/{}/uebergeben/"])
def test_circles_of_others_are_not_there(demo_of_module: None, pattern: str) -> None:
    here = client_of(OWN, address_of_person(RoleCode.INTEGRATION_OFFICE, OWN))
    there = client_of(OTHER, address_of_person(RoleCode.INTEGRATION_OFFICE, OTHER))
    assert here.get(pattern.format(FOREIGN_SLUG)).status_code == 404
    assert there.get(pattern.format(FOREIGN_SLUG)).status_code == 200, "control: a member finds it"
    assert there.get(pattern.format(INVITED_SLUG)).status_code == 404
    assert here.get(f"/kennzahl/REC-01/?ring={FOREIGN_SLUG}").status_code == 404
    assert here.get(f"/kennzahl/REC-01/?ring={NINE_SLUG}").status_code == 200, "control"


@pytest.mark.requirement("A11", "I2.9")
def test_a_moderator_finds_only_circles_prepared_by_oneself(demo_of_module: None) -> None:
    stranger = client_of(None, SECOND_MODERATOR)
    moderator = client_of(None, address_of_person(RoleCode.MODERATOR, None))
    places = landmarks()
    rows = [page for page in PLATFORM_PAGES if page.sees == {RoleCode.MODERATOR} and page.args]
    assert len(rows) > 10
    for row in rows:
        assert asked(stranger, row, places).status_code == 404, row.label
        if row.post is None:
            assert asked(moderator, row, places).status_code == 200, row.label


@pytest.mark.requirement("A11")
def test_figures_are_only_those_of_the_host(demo_of_module: None) -> None:
    path = "/werte/SPR-01/"
    here = client_of(OWN, address_of_person(RoleCode.STATISTICS_OFFICE, OWN)).get(path).content.decode()
    there = client_of(OTHER, address_of_person(RoleCode.STATISTICS_OFFICE, OTHER)).get(path).content.decode()
    assert "Liste der Kursträger" in here
    assert "Liste der Kursträger" not in there
    with inside(municipality(OWN)):
        from benchmark.figures.models import Figure

        assert Figure.objects.filter(indicator_code="SPR-01").exists()
