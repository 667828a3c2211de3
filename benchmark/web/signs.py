"""The statistical signs of DIN 55301 and the words for the state of a figure.

A sign stands where a number is missing; it is never a zero and never an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sign:
    """One sign and what it tells the reader."""

    sign: str
    meaning: str | Promise


UNKNOWN = Sign(".", _("Value unknown, not collected or confidential"))

SIGNS: tuple[Sign, ...] = (
    Sign("–", _("Nothing there (exactly zero)")),
    Sign("0", _("More than nothing, but less than half of the smallest unit shown")),
    UNKNOWN,
    Sign("…", _("Figure will follow later")),
    Sign("/", _("Not shown, because the figure is not reliable enough")),
    Sign("x", _("Cell blocked, because a figure would make no sense here")),
    Sign("( )", _("Of limited value, because the figure is uncertain")),
)

STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (_("Draft"), "warning"),
    "checked": (_("Checked"), "info"),
    "approved": (_("Approved"), "success"),
    "provisional": (_("Provisional"), "warning"),
    "final": (_("Final"), "success"),
}


def meaning_of(sign: str) -> str | Promise:
    """What a sign tells; an unknown sign is explained as an unknown value."""
    written = "…" if sign == "..." else sign
    return next((entry.meaning for entry in SIGNS if entry.sign == written), UNKNOWN.meaning)
