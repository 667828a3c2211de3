"""The closed rule for two published sums: what their difference would tell."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal

from comparisons.releases.disclosure.audit.rows import Primitive
from comparisons.releases.disclosure.parameters import Parameters


def differencing_passes(
    one: Set[Primitive],
    other: Set[Primitive],
    *,
    values: Mapping[Primitive, Decimal],
    known: Set[Primitive] = frozenset(),
    parameters: Parameters,
) -> bool:
    """Whether sums over these two sets of numerators may stand beside each other.

    With D1 = one − other and D2 = other − one: where a coalition can know all of D2, D1 must be empty or pass the
    primary rules with what is left of the coalition, and the other way round. `known` are public and consented
    numerators; a corrected value is another element. `values` are the exact numerators, in persons or another amount.
    """
    left, right = one - other, other - one
    return _safe_beside(left, right, values, known, parameters) and _safe_beside(right, left, values, known, parameters)


def _safe_beside(
    told: Set[Primitive],
    subtracted: Set[Primitive],
    values: Mapping[Primitive, Decimal],
    known: Set[Primitive],
    parameters: Parameters,
) -> bool:
    """Whether the difference `told` may become known once a coalition has taken its own numbers off the other one."""
    spent = {primitive.member for primitive in subtracted - known}
    if len(spent) > parameters.c:
        return True  # no coalition knows all of it
    return not told - known or sum_is_safe(told, values, known, parameters, insiders=spent)


def sum_is_safe(
    parts: Set[Primitive],
    values: Mapping[Primitive, Decimal],
    known: Set[Primitive],
    parameters: Parameters,
    *,
    insiders: Set[str] = frozenset(),
) -> bool:
    """The primary rules for a sum: k members unknown to the coalition, and the p-%-rule for the largest of them.

    `insiders` must belong to the coalition; its other places go to the members whose numbers help most. The sum is
    unsafe when all others together are less than p of some remaining member's number: x − the coalition's parts would
    then estimate it that closely. Members are counted once, with all their numerators in the sum.
    """
    by_member: dict[str, Decimal] = {}
    for primitive in parts - known:
        if primitive.member not in insiders:
            by_member[primitive.member] = by_member.get(primitive.member, Decimal(0)) + abs(values[primitive])
    places = parameters.c - len(insiders)
    ordered = sorted(by_member.values(), reverse=True)
    if len(ordered) - places < parameters.k:
        return False
    largest, rest = ordered[0], ordered[1 + places :]
    return sum(rest, Decimal(0)) >= parameters.p * largest
