"""Plugin for a process that judges one wrong function: puts it in its place, and throws no database of the run away."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Behave as one worker of several does."""
    config.workerinput = {"workerid": "mutant"}  # type: ignore[attr-defined]


def pytest_collection_finish(session: pytest.Session) -> None:
    """All tests are imported and none has run yet."""
    from tests.attacks.mutants import put_in_place

    put_in_place()
