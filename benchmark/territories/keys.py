"""Official keys of territories: what a string of digits means, and what probably went wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy

from tenants.membership.refusals import Refused

LAENDER: dict[str, str] = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}

_DIGITS = re.compile(r"[0-9]+")
_LONGER_FORMS = {10, 11, 12}  # member of a Verbandsgemeinde, of a Samtgemeinde, and the ARS: Kreis first, Gemeinde last


class KeyProblem(Refused):
    """A text is not a key of the directory; the sentence says what is wrong and what to do, `raw` is the text."""

    sentence = gettext_lazy("“%(key)s” is not an official municipality key. It has five or eight digits.")

    def __init__(self, raw: str, **details: str) -> None:
        super().__init__(str(self.sentence) % {"key": raw, **details})
        self.raw = raw


class UnknownKey(KeyProblem):
    """Digits of the right length that the directory does not know."""

    sentence = gettext_lazy("The key “%(key)s” is not in the directory of municipalities. Please check its digits.")


class NotValidThen(UnknownKey):
    """A key of the directory that was not in force on the day asked for."""

    sentence = gettext_lazy(
        "The key “%(key)s” was not in force on %(day)s. Please check whether the territory had merged by then."
    )

    def __init__(self, raw: str, day: date) -> None:
        super().__init__(raw, day=f"{day:%d.%m.%Y}")
        self.day = day


class LostLeadingZero(KeyProblem):
    """A spreadsheet has eaten the first zero; `suggestion` is the key that was probably meant."""

    sentence = gettext_lazy(
        "The key “%(key)s” has lost its leading zero. Probably “%(suggestion)s” is meant. "
        "Please store keys as text, not as numbers."
    )

    def __init__(self, raw: str, suggestion: str) -> None:
        super().__init__(raw, suggestion=suggestion)
        self.suggestion = suggestion


class AssociationKey(KeyProblem):
    """The key of a Samtgemeinde or Verbandsgemeinde, which is no municipality of the directory."""

    sentence = gettext_lazy(
        "The key “%(key)s” belongs to an association of municipalities, not to a municipality. "
        "Please use the key of a municipality or of its district."
    )


def is_association(key: str) -> bool:
    """Whether a key has the form of a Verbandsgemeinde (7 digits), a Samtgemeinde (8) or the Verband of an ARS (9)."""
    return (
        (len(key) == 7 and key.startswith("07"))
        or (len(key) == 8 and key.startswith("03") and key[5] == "4")
        or (len(key) == 9 and key[:2] in LAENDER and key[5] == "5")
    )


def resolve(raw: str, exists: Callable[[str], bool]) -> str:
    """The AGS (2 Land, 3 region, 5 Kreis, 8 Gemeinde) that a key means; `exists` answers for keys of 5 and 8 digits.

    Keys of 10, 11 and 12 digits (ARS) become the AGS; a kreisfreie Stadt written with eight digits becomes its five.
    Raises a `KeyProblem`.
    """
    key = raw.strip()
    if not _DIGITS.fullmatch(key):
        raise KeyProblem(key)
    if len(key) in (1, 4, 7, 9, 11):
        _refuse_lost_zero(key, exists)
    if (found := _resolved(key, exists)) is not None:
        return found
    if len(key) == 10:  # a key of eleven digits without its zero, unless it is one of ten
        _refuse_lost_zero(key, exists)
    if is_association(key):
        raise AssociationKey(key)
    if len(key) in {2, 3, 5, 8} | _LONGER_FORMS:
        raise UnknownKey(key)
    raise KeyProblem(key)


def _refuse_lost_zero(key: str, exists: Callable[[str], bool]) -> None:
    if key[0] != "0" and (suggestion := _resolved("0" + key, exists)) is not None:
        raise LostLeadingZero(key, suggestion)


def _resolved(key: str, exists: Callable[[str], bool]) -> str | None:
    """The AGS of a key with all its digits, or None if there is no such unit."""
    if len(key) in (2, 3):
        return key if key[:2] in LAENDER else None
    if len(key) == 5:
        return key if exists(key) else None
    if len(key) in _LONGER_FORMS:
        key = key[:5] + key[-3:]
    if len(key) != 8:
        return None
    if key.endswith("000"):
        return key[:5] if exists(key[:5]) else None
    return key if exists(key) else None
