"""Disclosure control: which circle statistics may be shown, decided on grid cells alone."""

from comparisons.releases.disclosure.grid import CellLabel, CellShape, Grid, GridError, NarrowCell, check_grid
from comparisons.releases.disclosure.judge import Level, Refusal, Step, Verdict, judge, level_for, steps
from comparisons.releases.disclosure.parameters import Parameters, ParametersError
from comparisons.releases.disclosure.position import Position, own_position

__all__ = [
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
    "check_grid",
    "judge",
    "level_for",
    "own_position",
    "steps",
]
