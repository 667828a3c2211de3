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
    known: Set[Primitive],
    parameters: Parameters,
) -> bool:
    """Whether sums over these two sets of numerators may stand beside each other.

    With D1 = one − other and D2 = other − one: where a coalition can know all of D2, D1 must be empty or pass the
    primary rules with what is left of the coalition, and the other way round. A corrected value is another element.
    """
    raise NotImplementedError
