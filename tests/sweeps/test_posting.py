"""Every address that answers nothing but POST, once, by somebody who may."""

from __future__ import annotations

import pytest

from tests.sweeps.pages import PAGES, post_of
from tests.sweeps.visits import Visits

pytestmark = pytest.mark.xdist_group("pages")


@pytest.mark.requirement("A13")
def test_who_may_post_is_answered_as_the_table_says(demo: None) -> None:
    visits = Visits()
    found = {}
    rows = [page for page in PAGES if page.post is not None]
    for page in rows:
        role = next((role for role in page.sees if page.may(role)), None) if isinstance(page.sees, frozenset) else None
        answer = visits.client(page.host, role).post(visits.path(page), post_of(page, visits.places))
        found[page.label] = answer.status_code
    assert found == {page.label: page.posted for page in rows}
