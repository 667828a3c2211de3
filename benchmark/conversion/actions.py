"""Carrying out a conversion: the parts are checked against the whole, kept with the figure, and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from benchmark.conversion import words
from benchmark.conversion.offers import Offer
from benchmark.figures.actions import enter_figure
from benchmark.figures.rows import FigureRow
from benchmark.harmonisation.concepts import PartsMissing, Reduced, reduce_to
from tenants.membership.people import Person
from tenants.membership.refusals import Refused

Parts = Mapping[str, Decimal | None]


class ConversionRefused(Refused):
    """The parts do not make up the figure that is to be converted."""


@dataclass(frozen=True)
class Converted:
    """Numerator and denominator of the narrower concept, with the parts they were made of."""

    numerator: Reduced
    denominator: Reduced


def converted(offer: Offer, *, numerator: Parts, denominator: Parts) -> Converted:
    """The conversion worked out, nothing stored. Raises ConversionRefused where parts are missing or do not add up."""
    found = []
    for name, parts, whole in (
        (words.NUMERATOR, numerator, offer.figure.numerator),
        (words.DENOMINATOR, denominator, offer.figure.denominator),
    ):
        try:
            reduced = reduce_to(offer.source.code, offer.target.code, parts)
        except PartsMissing as missing:
            absent = ", ".join(str(words.PARTS[part]) for part in missing.parts)
            raise ConversionRefused(
                _("%(side)s: these parts are missing: %(parts)s. A part that is not named could hide in another one.")
                % {"side": name, "parts": absent}
            ) from missing
        total = sum((*reduced.kept.values(), *reduced.dropped.values()), Decimal(0))
        if total != whole:
            raise ConversionRefused(
                _("%(side)s: the parts add up to %(sum)s, but the figure says %(whole)s. Please check the parts.")
                % {"side": name, "sum": words.plain(total), "whole": words.plain(whole or Decimal(0))}
            )
        found.append(reduced)
    return Converted(*found)


def convert(*, offer: Offer, numerator: Parts, denominator: Parts, by: Person) -> FigureRow:
    """Store the converted figure as a draft whose note names every part. Raises Refused; then nothing is stored."""
    done = converted(offer, numerator=numerator, denominator=denominator)
    return enter_figure(
        indicator_code=offer.definition.code,
        year=offer.figure.year,
        group=offer.figure.group,
        concept=offer.target.code,
        numerator=done.numerator.value,
        denominator=done.denominator.value,
        source=offer.figure.source,
        territory_date=offer.figure.territory_date,
        invented=offer.figure.invented,
        note=words.note(offer, done.numerator, done.denominator),
        expected_version=offer.known.version if offer.known else 0,
        by=by,
    )
