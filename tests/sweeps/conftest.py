"""One copy of the small demonstration for all sweeps that only look."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.demo_fixtures import demo, demo_of_module, demo_template  # noqa: F401  fixtures


@pytest.fixture(scope="module")
def visits(demo_of_module: None) -> Any:  # noqa: F811  the fixture of that name
    """Signed-in clients of a copy that nobody changes."""
    from tests.sweeps.visits import Visits

    return Visits()
