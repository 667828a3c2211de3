"""Values without units: how many usual deviations they lie from the middle of all municipalities of their kind.

Middle and deviation are median and median absolute deviation, so that a few very large cities do not stretch the scale
on which everybody else is compared.
"""

from __future__ import annotations

import numpy as np

from comparisons.neighbours.context import Context, Matrix

NORMAL = 1.4826  # makes the median absolute deviation of a normal distribution its standard deviation


def standardised(context: Context) -> Matrix:
    """The table in usual deviations from the median; a variable that is the same everywhere is 0 everywhere."""
    plain = context.values.copy()
    for place, variable in enumerate(context.variables):
        if variable in context.logarithmic:
            column = plain[:, place]
            plain[:, place] = np.log(np.where(column > 0, column, np.nan))
        plain[:, place] = _scaled(plain[:, place])
    return plain


def _scaled(column: Matrix) -> Matrix:
    """One column in usual deviations; where more than half of the values agree, the mean deviation stands in."""
    known = column[~np.isnan(column)]
    if not known.size:
        return column
    middle = float(np.median(known))
    away = np.abs(known - middle)
    size = float(np.abs(known).max())
    usual = float(np.median(away)) * NORMAL
    if usual <= size * 1e-12:
        usual = float(away.mean())
    if usual <= size * 1e-12:
        return np.where(np.isnan(column), np.nan, 0.0)
    return (column - middle) / usual
