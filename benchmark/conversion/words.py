"""Words for parts and for what became of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benchmark.harmonisation.concepts import Reduced

if TYPE_CHECKING:
    from benchmark.conversion.offers import Offer

NUMERATOR, DENOMINATOR = _("Numerator"), _("Denominator")
PARTS = {
    "foreign": _("foreign nationals"),
    "german_with_migration_background": _("Germans with migration background"),
    "german_born_abroad": _("Germans born abroad"),
    "german_other_family_language": _("Germans with another family language"),
}


def plain(number: Decimal) -> str:
    """A count as it is written here."""
    return number_format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize())


def note(offer: Offer, numerator: Reduced, denominator: Reduced) -> str:
    """The sentence that stays with a converted figure and names every part."""
    sides = [(NUMERATOR, numerator), (DENOMINATOR, denominator)]
    told = "; ".join(
        gettext("%(side)s: kept %(kept)s, left out %(dropped)s")
        % {"side": side, "kept": _listed(reduced.kept.items()), "dropped": _listed(reduced.dropped.items())}
        for side, reduced in sides
    )
    return gettext("Converted from “%(source)s” to “%(target)s”. %(told)s.") % {
        "source": offer.source.name,
        "target": offer.target.name,
        "told": told,
    }


def _listed(parts: object) -> str:
    return ", ".join(f"{PARTS[name]} {plain(number)}" for name, number in parts)  # type: ignore[attr-defined]
