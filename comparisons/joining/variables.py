"""The structural variables municipalities are compared by, and which public figures each is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benchmark.statistics_offices.measures import Measured


class Made(StrEnum):
    """How a variable comes about."""

    DIRECTORY = "directory"  # from the directory of municipalities itself
    PUBLISHED = "published"  # as an office printed it
    SHARE = "share"  # one count as percent of another of the same year
    CHANGE = "change"  # from one year to another, in percent of the earlier one


@dataclass(frozen=True)
class Variable:
    """One variable: code, unit and decimals of its values, how much it usually counts, and its parts."""

    code: str
    unit: str
    decimals: int
    usual_weight: int
    made: Made
    parts: tuple[Measured, ...] = ()
    logarithmic: bool = False


_EVERYBODY = Measured("population", "total", "NAT_FS")

VARIABLES: tuple[Variable, ...] = (
    Variable("population", "", 0, 2, Made.DIRECTORY, logarithmic=True),
    Variable("density", "", 0, 2, Made.DIRECTORY, logarithmic=True),
    Variable("population_change", "%", 1, 1, Made.CHANGE, (_EVERYBODY,)),
    Variable("working_age_share", "%", 1, 1, Made.SHARE, (Measured("population_15_64", "total", "NAT_FS"), _EVERYBODY)),
    Variable("foreign_share", "%", 1, 1, Made.SHARE, (Measured("population", "foreign", "NAT_FS"), _EVERYBODY)),
    Variable("unemployment_rate", "%", 1, 1, Made.PUBLISHED, (Measured("unemployment_rate", "total", "NAT_BA"),)),
    Variable("sgb2_share", "%", 1, 1, Made.SHARE, (Measured("sgb2_recipients", "total", "NAT_BA"), _EVERYBODY)),
)
BY_CODE = {variable.code: variable for variable in VARIABLES}
USUAL_WEIGHTS = {variable.code: variable.usual_weight for variable in VARIABLES}
LOGARITHMIC = frozenset(variable.code for variable in VARIABLES if variable.logarithmic)
