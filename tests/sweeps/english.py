"""Finds source strings that reached a German page untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import trans_real

SHORTEST_PART = 14  # a shorter source string counts only where it is a whole piece of text
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ALSO_GERMAN = {"Start", "Name", "Test", "Job", "Text", "Person", "Land", "Filter", "Status", "Index", "Code"}


@cache
def source_strings() -> frozenset[str]:
    """English source strings of the whole service that read differently in German."""
    found: dict[str, str] = {}
    for catalogue in trans_real.translation("de")._catalog._catalogs:
        for key, german in catalogue.items():
            english = key[0] if isinstance(key, tuple) else key
            english = english.rpartition("\x04")[2]
            if german and english != german:
                found[english] = german
    german_texts = set(found.values())
    return frozenset(english for english in found if english not in german_texts | ALSO_GERMAN and english.strip())


def english_left_over(pieces: Iterable[str]) -> list[str]:
    """Pieces of text that are, or contain, a source string."""
    found = []
    for piece in pieces:
        if piece in source_strings() or any(part in piece for part in _long_parts()):
            found.append(piece)
    return found


@cache
def _long_parts() -> tuple[str, ...]:
    parts = {part.strip() for text in source_strings() for part in PLACEHOLDER.split(text)}
    return tuple(part for part in parts if len(part) >= SHORTEST_PART and " " in part)
