"""Certificates: for everything withheld the worlds an attacker cannot tell apart, to be re-checked without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comparisons.releases.disclosure.tables.table import Key


@dataclass(frozen=True)
class Witness:
    """Worlds (value per withheld cell that differs) in which a need is as large and as small as required.

    `coalition` is the attacker the worlds are meant for; empty for everybody outside.
    """

    need: int
    coalition: tuple[str, ...]
    worlds: tuple[Mapping[Key, int], ...]


@dataclass(frozen=True)
class Certificate:
    """All witnesses of a pattern; `as_json` and `from_json` for the ledger."""

    witnesses: tuple[Witness, ...]
