"""Positions and words together: a cell is found by its place, and its label must not say something else.

Offices rename labels between downloads and sometimes reorder them. A label that is not recognised leaves the place as
described; a label that is recognised somewhere else moves it; labels that contradict each other mean a changed table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


def located(described: Mapping[int, str], labels: Sequence[str]) -> dict[int, int] | None:
    """Described position → position in this file, or None where labels and positions cannot be brought together.

    `described` holds a regular expression per position, matched in lower-case labels.
    """
    found: dict[int, int] = {}
    lowered = [label.lower() for label in labels]
    for position, words in described.items():
        pattern = re.compile(words)
        matching = [index for index, label in enumerate(lowered) if pattern.search(label)]
        if len(matching) == 1:
            found[position] = matching[0]
        elif (matching and position not in matching) or position >= len(labels):
            return None
        else:
            found[position] = position
    return found if len(set(found.values())) == len(found) else None


def recognised(described: Mapping[int, str], labels: Sequence[str]) -> bool:
    """Whether every described label stands exactly once, so that positions need not be known."""
    lowered = [label.lower() for label in labels]
    return all(sum(bool(re.search(words, label)) for label in lowered) == 1 for words in described.values())
