"""The numbers a circle agrees on before anything is released."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal


class ParametersError(ValueError):
    """A parameter lies outside what the method allows; names the parameter and its limits."""

    def __init__(self, name: str, value: int | Decimal, lowest: int | Decimal, highest: int | Decimal | None) -> None:
        self.name, self.value, self.lowest, self.highest = name, value, lowest, highest
        upper = "" if highest is None else f" and at most {highest}"
        super().__init__(f"{name} is {value}, but must be at least {lowest}{upper}")


# A charter may be stricter than the defaults, and may be milder only down to here.
FLOORS: dict[str, int | Decimal] = {
    "n_min": 5,
    "k": 3,
    "c": 1,
    "t": 3,
    "p": Decimal("0.05"),
    "m": 3,
    "d_min_group": 50,
    "d_min_total": 50,
}
CEILINGS: dict[str, int | Decimal] = {"p": Decimal("0.5")}


@dataclass(frozen=True)
class Parameters:
    """Protection parameters of one charter version.

    `p` is a ratio (0.10 = 10 %), everything else counts municipalities (`n_min`, `k`, `c`, `t`),
    numerators (`m`) or persons (`d_min_group`, `d_min_total`). Raises `ParametersError`.
    """

    n_min: int = 5  # fewest contributing members of a circle
    k: int = 3  # fewest others unknown to a coalition
    c: int = 2  # members who may pool what they know, the viewer included
    t: int = 3  # unknown members required on each side of a quantile
    p: Decimal = Decimal("0.10")  # width of a cell relative to its lower edge
    m: int = 3  # different whole-number numerators inside one cell
    d_min_group: int = 150  # smallest denominator for a group of persons
    d_min_total: int = 1000  # smallest denominator for a whole population

    def __post_init__(self) -> None:
        for field in fields(self):
            _check(field.name, getattr(self, field.name))
        if self.d_min_total < self.d_min_group:
            raise ParametersError("d_min_total", self.d_min_total, self.d_min_group, None)

    @classmethod
    def sensitive(cls) -> Parameters:
        """The stricter set for indicators that touch people closely."""
        return cls(n_min=7, k=5, c=3, t=3, p=Decimal("0.20"), m=5, d_min_group=300, d_min_total=2000)

    def d_min(self, *, whole_population: bool) -> int:
        """The smallest denominator (persons) with which a member takes part in a distribution."""
        return self.d_min_total if whole_population else self.d_min_group

    def may_take_part(self, denominator: Decimal | int, *, whole_population: bool) -> bool:
        """Whether a member counts in the distribution; looks at the denominator only, never at the numerator."""
        return denominator >= self.d_min(whole_population=whole_population)


def _check(name: str, value: int | Decimal) -> None:
    expected = Decimal if name == "p" else int
    if isinstance(value, bool) or not isinstance(value, expected):
        raise TypeError(f"{name} must be of type {expected.__name__}, not {type(value).__name__}")
    lowest, highest = FLOORS[name], CEILINGS.get(name)
    number = Decimal(value)
    if not number.is_finite() or number < lowest or (highest is not None and number > highest):
        raise ParametersError(name, value, lowest, highest)
