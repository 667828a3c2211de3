"""Names of files as people may be shown them."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 200


def shown_name(name: str) -> str:
    """The last part of a name, without characters that are invisible or turn the direction of writing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return visible.strip()[-LONGEST_NAME:] or "?"
