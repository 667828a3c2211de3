"""Plugin for a process that is one of several of a run: the run's databases are not its own to throw away."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Behave as a worker does."""
    config.workerinput = {"workerid": "mutant"}  # type: ignore[attr-defined]
