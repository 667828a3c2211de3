"""Names of territories: as people say them, and as Germans sort them."""

from __future__ import annotations

import re
import unicodedata

_TWO_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
_SPELT_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def sort_key(name: str) -> str:
    """A name as DIN 5007-1 sorts it: umlauts as their base letter, ß as ss, no case, no punctuation."""
    folded = "".join(_TWO_LETTERS.get(letter, letter) for letter in name.casefold())
    base = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", base))


def search_keys(text: str) -> list[str]:
    """The sort keys a typed name may mean: as typed, and with ae, oe, ue taken for umlauts."""
    typed = sort_key(text)
    umlauts = typed
    for spelt, base in _SPELT_OUT:
        umlauts = umlauts.replace(spelt, base)
    return list(dict.fromkeys([typed, umlauts]))


def full_name(title: str, name: str) -> str:
    """The name with what the territory is, such as "Landkreis Peine" or "Stadt Gütersloh"."""
    return f"{title} {name}" if title else name
