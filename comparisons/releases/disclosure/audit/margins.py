"""How wide an interval must stay: the whole cell for gridded numerators, two-sided protection for sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comparisons.releases.disclosure.audit.boxes import Boxes, Floats
from comparisons.releases.disclosure.audit.problem import Problem
from comparisons.releases.disclosure.audit.system import System

ENOUGH = 1 - 1e-12  # ratios of whole numbers below 2^53 cannot come closer to 1 without reaching it


def relative_widths(problem: Problem, system: System, low: Floats, high: Floats) -> Floats:
    """Per tied primitive the width left divided by the width required; at least 1 is enough.

    Gridded: width of its cell. With an exact value: x ± max(p · x or the margin given), and max(p · x, m) in all.
    Without either: max(p · upper bound, m). Whole numbers of cells are counted with both ends.
    """
    size = len(system.ties.primitives)
    low, high, needed, value = low[:size], high[:size], system.needed[:size], system.value[:size]
    p, m = float(problem.parameters.p), float(problem.parameters.m)
    with np.errstate(invalid="ignore", divide="ignore"):
        width = np.where(np.isinf(high) | np.isinf(low), np.inf, high - low)
        ends = np.where(system.whole[:size], 1.0, 0.0)
        in_cell = _ratio(width + ends, needed + ends)
        upper, lower = _protection(problem, system, p * np.abs(value))
        around = np.minimum(_ratio(high - value, upper), _ratio(value - low, lower))
        two_sided = np.minimum(around, _ratio(width, np.maximum(np.maximum(upper, p * np.abs(value)), m)))
        free = np.where(np.isinf(width), np.inf, width / np.maximum(p * np.abs(high), m))
    gridded, valued = ~np.isnan(needed), ~np.isnan(value)
    return np.where(gridded, in_cell, np.where(valued, two_sided, free))


def cells_too_small(problem: Problem, boxes: dict[str, Boxes]) -> bool:
    """Whether some protected value has fewer than m whole numerators in its cell, which the grid rule excludes."""
    for measure in problem.measures:
        if not measure.whole:
            continue
        narrow = np.flatnonzero(boxes[measure.key].needed + 1 < problem.parameters.m)
        if any(measure.primitive(measure.points[one]) not in problem.known for one in narrow):
            return True
    return False


def _protection(problem: Problem, system: System, relative: Floats) -> tuple[Floats, Floats]:
    upper, lower = relative.copy(), relative.copy()
    place = {primitive: number for number, primitive in enumerate(system.ties.primitives)} if problem.margins else {}
    for primitive, (above, below) in problem.margins.items():
        if primitive in place:
            upper[place[primitive]], lower[place[primitive]] = float(above), float(below)
    return upper, lower


def _ratio(width: Floats, required: Floats) -> NDArray[np.float64]:
    """Width over requirement; nothing required is always met, as long as the interval is not empty."""
    return np.where(required > 0, width / required, np.where(width >= 0, np.inf, -1.0))
