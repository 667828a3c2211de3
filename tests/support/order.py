"""The order of test files: what takes long begins early, so that two workers end at the same time.

Loaded as a plugin (``-p tests.support.order``); a worker takes the next file whenever it has finished one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
WITHOUT_DATABASE, ON_DEMONSTRATION = TESTS / "method", TESTS / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first, then files with slow tests, then the others, those with many tests first.

    Behind the first journey stand the files without a database: something to do for the other worker while the first
    one founds the demonstration, for which all other journeys would have to wait.
    """
    places = {path: place for place, path in enumerate(files_in_order(items))}
    items.sort(key=lambda item: places[item.path])  # stable: the order within a file stays


def files_in_order(items: Sequence[pytest.Item]) -> list[Path]:
    """The files of these tests in the order in which they shall begin."""
    tests = Counter(item.path for item in items)
    journeys = {item.path for item in items if item.get_closest_marker("journey")}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    on_demonstration = sorted(path for path in journeys if path.is_relative_to(ON_DEMONSTRATION))
    first = max(on_demonstration, key=lambda path: tests[path], default=None)

    def rank(path: Path) -> tuple[int, int, Path]:
        if path == first:
            place = 0
        elif path.is_relative_to(WITHOUT_DATABASE):
            place = 1
        elif path in journeys:
            place = 2
        else:
            place = 3 if path in slow else 4
        return place, -tests[path], path

    return sorted(tests, key=rank)
