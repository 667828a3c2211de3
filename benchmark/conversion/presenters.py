"""The result of a conversion in words, with every part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from benchmark.conversion import words
from benchmark.conversion.actions import Converted
from benchmark.conversion.offers import Offer
from benchmark.harmonisation.ratios import RatioError, ratio
from benchmark.web.numbers import with_unit


@dataclass(frozen=True)
class PartLine:
    """One part with its numbers, and whether it is kept."""

    name: str
    numerator: str
    denominator: str
    kept: bool


@dataclass(frozen=True)
class Preview:
    """All parts, the sums that are kept, and the value before and after."""

    lines: tuple[PartLine, ...]
    numerator: str
    denominator: str
    before: str
    after: str


def preview(offer: Offer, done: Converted) -> Preview:
    """What would be stored."""
    definition, figure = offer.definition, offer.figure
    try:
        value = ratio(
            done.numerator.value, done.denominator.value, definition.factor, part_of_whole=definition.part_of_whole
        )
        after = with_unit(value, definition.unit, decimals=definition.decimals)
    except RatioError:
        after = _("not defined")
    before = with_unit(figure.value, definition.unit, decimals=definition.decimals) if figure.value is not None else "–"
    return Preview(
        tuple(_lines(offer, done)),
        words.plain(done.numerator.value),
        words.plain(done.denominator.value),
        before,
        after,
    )


def _lines(offer: Offer, done: Converted) -> Iterator[PartLine]:
    above = {**done.numerator.kept, **done.numerator.dropped}
    below = {**done.denominator.kept, **done.denominator.dropped}
    for part in (*offer.reduction.keep, *offer.reduction.drop):
        kept = part in offer.reduction.keep
        yield PartLine(str(words.PARTS[part]), words.plain(above[part]), words.plain(below[part]), kept)
