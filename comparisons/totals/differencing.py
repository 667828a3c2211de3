"""The closed rule for two published sums of one count: what their difference would tell.

With D1 = one without the other and D2 the other way round: where a coalition can know all of D2, D1 must be empty or
safe as a sum of its own, and vice versa. A corrected number is another element than the one it replaces.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from comparisons.releases.disclosure.audit import Primitive
from comparisons.releases.disclosure.tables import Cell, Rules, Share, Standing, may_be_told

Sum = frozenset[Primitive]


def may_stand_beside(
    one: Sum, other: Sum, *, values: Mapping[Primitive, int], known: Collection[Primitive], rules: Rules
) -> bool:
    """Whether two sums over these numbers may both be published.

    A number that is not among `values` any more was withdrawn or corrected: that it is safe cannot be said.
    """
    sides = (one - other, other - one)
    return all(
        _safe(left, right, values=values, known=known, rules=rules) for left, right in (sides, tuple(reversed(sides)))
    )


def _safe(
    left: Sum, right: Sum, *, values: Mapping[Primitive, int], known: Collection[Primitive], rules: Rules
) -> bool:
    """Whether the sum of `left` may be known to those who can know all of `right`."""
    unknown_here = left - frozenset(known)
    if not unknown_here or len(right - frozenset(known)) > rules.c:
        return True
    if not left <= values.keys():
        return False
    shares = tuple(
        Share(_name(element), values[element], Standing.KNOWN if element in known else Standing.PROTECTED)
        for element in sorted(left)
    )
    return may_be_told(Cell(("difference",), sum(share.amount for share in shares), shares), rules)


def _name(element: Primitive) -> str:
    return f"{element.member} {element.version}"
