"""Disclosure control: which circle statistics may be shown, decided on grid cells alone."""

from comparisons.releases.disclosure.grid import CellLabel, CellShape, Grid, GridError, NarrowCell, check_grid
from comparisons.releases.disclosure.histogram import FEWEST_MEMBERS, Bar, histogram
from comparisons.releases.disclosure.judge import (
    Basis,
    Level,
    Refusal,
    Step,
    Verdict,
    basis_for,
    judge,
    level_for,
    steps,
)
from comparisons.releases.disclosure.parameters import Parameters, ParametersError
from comparisons.releases.disclosure.position import Position, own_position

__all__ = [
    "FEWEST_MEMBERS",
    "Bar",
    "Basis",
    "CellLabel",
    "CellShape",
    "Grid",
    "GridError",
    "Level",
    "NarrowCell",
    "Parameters",
    "ParametersError",
    "Position",
    "Refusal",
    "Step",
    "Verdict",
    "basis_for",
    "check_grid",
    "histogram",
    "judge",
    "level_for",
    "own_position",
    "steps",
]
