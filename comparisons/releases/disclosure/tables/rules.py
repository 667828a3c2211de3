"""Primary rules: which cells may not be told on their own account, and how much room they need to stay unknown.

p%-rule with coalition, number of unknown contributors, optional (2,k)-dominance, smallest number of persons and
its complement. None of this is ever displayed: whoever knows why a cell is withheld knows more than the cell tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from math import ceil

from comparisons.releases.disclosure.parameters import Parameters
from comparisons.releases.disclosure.tables.table import Cell, Equation, Key, Share, Standing, Table, merged


class Reason(StrEnum):
    """Why a cell is sensitive; for the ledger, never for a page."""

    TOO_FEW_CONTRIBUTORS = "too_few_contributors"
    CONCENTRATED = "concentrated"  # p%-rule
    DOMINATED = "dominated"  # (2,k)
    TOO_FEW_PERSONS = "too_few_persons"
    TOO_FEW_OTHERS = "too_few_others"  # (nearly) everybody of a total is in one part: group disclosure


@dataclass(frozen=True)
class Rules:
    """Parameters of the primary rules.

    `c` members may pool what they know, `k` unknown others must remain beside them; `p` is a ratio (0.10 = 10 %);
    `threshold` is the smallest number of persons that may be told (None: the table does not count persons);
    `dominance` is the percentage which the `dominators` largest together must not exceed (None: not used; never the
    only rule, as the second largest may still work out the largest); `contributors` is False where the shares of a cell
    do not have to be protected from each other.
    """

    c: int = 2
    k: int = 3
    p: Decimal = Decimal("0.10")
    threshold: int | None = 3
    dominance: Decimal | None = None
    dominators: int = 2
    contributors: bool = True

    @classmethod
    def of(cls, parameters: Parameters, *, threshold: int | None) -> Rules:
        """The rules of a circle's charter; `threshold` is 3, for sensitive indicators 10, None without persons."""
        return cls(c=parameters.c, k=parameters.k, p=parameters.p, threshold=threshold)


@dataclass(frozen=True)
class Need:
    """The sum of the cells `terms` must stay unknown.

    An attacker must hold it possible that the sum is larger by `above` and that it is smaller by `below`. Where
    every cell is blurred by rounding, the distance `width` between the largest and the smallest possible sum is
    asked for instead, with at least `values` different sums. For a group disclosure `terms` are the rest of a total.
    """

    terms: tuple[Key, ...]
    above: int
    below: int
    width: int
    values: int
    reasons: frozenset[Reason]


def needs(table: Table, rules: Rules) -> tuple[Need, ...]:
    """Everything in the table that must stay unknown, without what everybody knows already."""
    single = (need for cell in table.cells if not cell.open_to_all and (need := need_of(cell, rules)))
    found: dict[tuple[Key, ...], Need] = {}
    for need in (*single, *_needs_of_rests(table, rules)):
        terms = tuple(sorted(need.terms))
        found[terms] = _stricter(found[terms], need) if terms in found else replace(need, terms=terms)
    return tuple(found.values())


def sensitive(cell: Cell, rules: Rules) -> frozenset[Reason]:
    """Why one cell, looked at alone, may not be told; empty when it may. Cells everybody knows are not looked at."""
    need = None if cell.open_to_all else need_of(cell, rules)
    return need.reasons if need else frozenset()


def may_be_told(cell: Cell, rules: Rules) -> bool:
    """Whether a single sum that stands in no table may be published exactly."""
    return not sensitive(cell, rules)


def need_of(cell: Cell, rules: Rules) -> Need | None:
    """How well one cell must be protected, by all the primary rules together."""
    found = [*_contributor_needs(cell, rules), *_person_needs(cell, rules)]
    result: Need | None = None
    for need in found:
        result = _stricter(result, need) if result else need
    return result


def _contributor_needs(cell: Cell, rules: Rules) -> Iterator[Need]:
    """Number of unknown contributors, p%-rule and dominance; of a cell with negative shares the number alone."""
    if not rules.contributors or not any(share.standing is Standing.PROTECTED for share in cell.unknown):
        return
    if len(cell.unknown) - rules.c < rules.k:
        yield Need((cell.key,), 1, 1, 1, 2, frozenset({Reason.TOO_FEW_CONTRIBUTORS}))
    if any(share.amount < 0 for share in cell.shares):
        return
    largest = next(share for share in cell.unknown if share.standing is Standing.PROTECTED)
    missing = rules.p * largest.amount - remainder(cell, rules.c)
    if missing > 0:
        room, width = max(1, ceil(missing)), max(1, ceil(rules.p * largest.amount))
        yield Need((cell.key,), room, room, width, min(3, width + 1), frozenset({Reason.CONCENTRATED}))
    if rules.dominance is not None:
        largest_few = sum(share.amount for share in cell.unknown[: rules.dominators])
        bound = Decimal(100 * largest_few) / rules.dominance  # from here on they would not dominate
        if (room := ceil(bound - (cell.value - cell.known))) > 0:
            yield Need((cell.key,), room, room, room, min(3, room + 1), frozenset({Reason.DOMINATED}))


def remainder(cell: Cell, coalition: int) -> int:
    """What hides the largest protected share from the `coalition` largest others, known shares taken out."""
    at_risk = next(share for share in cell.unknown if share.standing is Standing.PROTECTED)
    others = [share.amount for share in cell.unknown if share is not at_risk]
    return sum(others[coalition:])


def _person_needs(cell: Cell, rules: Rules) -> Iterator[Need]:
    """A number of persons below the threshold, as it stands or after a coalition took its own persons out."""
    if rules.threshold is None or any(share.amount < 0 for share in cell.shares) or cell.value < 0:
        return
    if small := _small_rests(cell, rules):
        yield _hidden_count((cell.key,), rules.threshold, small, Reason.TOO_FEW_PERSONS)


def _hidden_count(terms: tuple[Key, ...], threshold: int, rests: Sequence[int], reason: Reason) -> Need:
    """An attacker must hold every number from 0 to the threshold possible."""
    return Need(terms, threshold - min(rests), max(rests), threshold - 1, threshold, frozenset({reason}))


def _small_rests(cell: Cell, rules: Rules) -> list[int]:
    """The numbers from 1 to below the threshold left when known shares and those of a coalition are taken out."""
    threshold, rest = rules.threshold or 0, cell.value - cell.known
    amounts = [share.amount for share in cell.unknown if share.amount > 0]
    reach = rules.c if rules.contributors else 0
    if rest - sum(amounts[:reach]) >= threshold:
        return []
    # whoever is larger than the rest allows is always part of such a coalition, so few subsets remain
    subsets = (chosen for size in range(reach + 1) for chosen in combinations(amounts, size))
    return sorted({left for chosen in subsets if 0 < (left := rest - sum(chosen)) < threshold})


def _needs_of_rests(table: Table, rules: Rules) -> Iterator[Need]:
    """Of a total, fewer than the threshold are outside one of its parts; nobody at all is a group disclosure."""
    if rules.threshold is None:
        return
    for equation in table.equations:
        total = table[equation.total]
        if total.value <= 0 or len(equation.parts) < 2 or any(table[key].value < 0 for key in equation.parts):
            continue
        for key in equation.parts:
            if total.open_to_all and table[key].open_to_all:
                continue
            yield from _need_of_rest(table, equation, key, rules)


def _need_of_rest(table: Table, equation: Equation, part: Key, rules: Rules) -> Iterator[Need]:
    rest = tuple(key for key in equation.parts if key != part)
    if rules.threshold is None or all(table[key].open_to_all for key in rest):
        return
    value = sum(table[key].value for key in rest)
    shares: tuple[Share, ...] = merged(share for key in rest for share in table[key].shares)
    joined = Cell(rest[0], value, shares if sum(share.amount for share in shares) == value else ())
    small = _small_rests(joined, rules) + ([0] if equation.telling and not value else [])
    if small:
        yield _hidden_count(rest, rules.threshold, small, Reason.TOO_FEW_OTHERS)


def _stricter(one: Need, other: Need) -> Need:
    return Need(
        one.terms,
        max(one.above, other.above),
        max(one.below, other.below),
        max(one.width, other.width),
        max(one.values, other.values),
        one.reasons | other.reasons,
    )


def p_of_dominance(percent: Decimal) -> Decimal:
    """The p (in percent) that protects like the (2,k)-rule with this percentage: p = 100 * (100 - k) / k."""
    return 100 * (100 - percent) / percent


def dominance_of_p(percent: Decimal) -> Decimal:
    """The k of the (2,k)-rule that protects like p percent: k = 100 * 100 / (100 + p)."""
    return Decimal(10_000) / (100 + percent)
