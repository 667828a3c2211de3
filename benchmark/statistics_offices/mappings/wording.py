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
    lowered = [label.lower() for label in labels]
    matching = {
        position: [index for index, label in enumerate(lowered) if re.search(words, label)]
        for position, words in described.items()
    }
    claimed = {index for found in matching.values() for index in found}
    places: dict[int, int] = {}
    for position, found in matching.items():
        if len(found) == 1:
            places[position] = found[0]
        elif position >= len(labels) or (position not in found if found else position in claimed):
            return None
        else:
            places[position] = position
    return places if len(set(places.values())) == len(places) else None


def recognised(described: Mapping[int, str], labels: Sequence[str]) -> bool:
    """Whether every described label stands exactly once, so that positions need not be known."""
    lowered = [label.lower() for label in labels]
    return all(sum(bool(re.search(words, label)) for label in lowered) == 1 for words in described.values())
