"""What people outside and owners of withheld cells narrow down too far, by linear programmes.

Independent of certificates: one interval per sensitive cell and attacker.
"""

from __future__ import annotations

from collections.abc import Collection

from comparisons.releases.disclosure.tables import Interval, Key, Rules, Table, intervals
from comparisons.releases.disclosure.tables.rules import needs

Finding = tuple[frozenset[str], Key, Interval]  # who finds out what about which cell


def broken(table: Table, withheld: Collection[Key], rules: Rules, *, owners: bool = True) -> list[Finding]:
    """The sensitive cells for which an attacker need not reckon with enough room on both sides."""
    asked = {need.terms[0]: need for need in needs(table, rules) if len(need.terms) == 1}
    alone = {cell.unknown[0].contributor for cell in table.cells if cell.key in withheld and len(cell.unknown) == 1}
    found = []
    for coalition in (frozenset(), *(frozenset({owner}) for owner in sorted(alone) if owners)):
        others = [key for key in asked if not {share.contributor for share in table[key].unknown} <= coalition]
        for key, interval in intervals(table, withheld, coalition=coalition, cells=others).items():
            need, value = asked[key], table[key].value
            low_enough = interval.lowest is None or interval.lowest <= value - min(need.below, value)
            high_enough = interval.highest is None or interval.highest >= value + need.above
            if not (low_enough and high_enough):
                found.append((coalition, key, interval))
    return found
