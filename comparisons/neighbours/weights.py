"""How much each variable counts: whole numbers from 0 (does not count) to 3, chosen by whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HEAVIEST = 3
LEAST_COMMON = 0.5  # share of the chosen weight that two municipalities must have figures for

Weights = Mapping[str, int]


def clean_weights(asked: Mapping[str, str], usual: Weights) -> dict[str, int]:
    """The weights of an address: the usual one where nothing or nonsense is asked for.

    Where every variable would count nothing the usual weights hold, because nothing could be compared.
    """
    found = {variable: _weight(asked.get(variable, ""), weight) for variable, weight in usual.items()}
    return found if any(found.values()) else dict(usual)


def _weight(text: str, usual: int) -> int:
    return int(text) if text in {str(weight) for weight in range(HEAVIEST + 1)} else usual


def counted(variables: Sequence[str], weights: Weights) -> list[int]:
    """The weights in the order of the variables. Raises ValueError for a weight outside 0 to 3."""
    found = [weights.get(variable, 0) for variable in variables]
    if any(weight < 0 or weight > HEAVIEST for weight in found):
        raise ValueError(f"weights lie between 0 and {HEAVIEST}: {dict(weights)}")
    return found
