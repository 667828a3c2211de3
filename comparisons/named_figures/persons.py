"""Persons behind a figure: a municipality may show its own figure, but never a single person's circumstances.

The person minimum of the disclosure rules (1.5: a count between one and T, or all but fewer than T) in the form for a
single rate. No consent of a municipality sets it aside.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.models import Origin
from benchmark.figures.rows import FigureRow

FEWEST = 3  # persons
FEWEST_SENSITIVE = 10  # persons, for indicators that touch people closely
RATIO = "ratio"


def fewest_persons(definition: IndicatorDefinition) -> int:
    """The smallest count of persons that an exact figure may rest on."""
    return FEWEST_SENSITIVE if definition.sensitive else FEWEST


def protects_persons(figure: FigureRow, definition: IndicatorDefinition) -> bool | None:
    """Whether no person can be made out behind this figure; None where its counts are missing and nobody can tell.

    What an official source has published as a rate alone counts as protected: it is out already.
    """
    if definition.kind != RATIO:
        return True
    if figure.numerator is None:
        return True if figure.origin == Origin.OFFICIAL else None
    fewest = fewest_persons(definition)
    if 0 < abs(figure.numerator) < fewest:
        return False
    if definition.part_of_whole and figure.denominator is not None:
        return figure.denominator - figure.numerator >= fewest
    return figure.denominator is None or figure.denominator >= fewest


def as_shown(value: Decimal, definition: IndicatorDefinition) -> Decimal:
    """The value as the municipality reads it on its own pages: rounded half up to the indicator's decimals."""
    return value.quantize(Decimal(1).scaleb(-definition.decimals), rounding=ROUND_HALF_UP)
