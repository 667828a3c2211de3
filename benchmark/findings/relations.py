"""How published tables hang together: which share an office computed from which of its own counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PublishedShare:
    """A table of shares, what it states, and the tables of counts it is made of."""

    subject: str
    group: str
    concept: str
    numerator: str
    denominator: str
    factor: Decimal = Decimal(100)
    shown_decimals: int = 1


# By table code. The counts stand in tables with one value per territory and year.
PUBLISHED_SHARES: dict[str, PublishedShare] = {
    "LSN 1-2-2": PublishedShare("population_share", "foreign", "NAT_AZR", "LSN 1-2-1", "LSN 1-1-1"),
    "LSN 2-3-3": PublishedShare(
        "naturalisation_rate", "foreign", "NAT_AZR", "LSN 2-3-1", "LSN 1-2-1", shown_decimals=2
    ),
}

ROUNDED_SINCE = {"NAT_AZR": 2016}  # counts of the register of foreigners are multiples of five
CENSUS_ALTERED_BY = 3  # persons; the census of 2011 altered its counts a little, measured on table 12111-01-01-5
RECIPIENTS_ROUNDED_SINCE = 2020
ROUNDED_TO = 5


def step_of(subject: str, concept: str, year: int) -> int:
    """The number whose multiples a count was rounded to by its office; 1 where it was not rounded."""
    if subject == "census_population":
        return CENSUS_ALTERED_BY
    if concept in ROUNDED_SINCE and year >= ROUNDED_SINCE[concept]:
        return ROUNDED_TO
    recipients = subject in ("SOZ-01", "minimum_income_recipients", "minimum_income_rate")
    return ROUNDED_TO if recipients and year >= RECIPIENTS_ROUNDED_SINCE else 1


def decimals_of(value: Decimal) -> int | None:
    """How many decimals a share was printed with; None where it has so many that it was not rounded at all."""
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return max(digits, 0) if digits < EXACT_DECIMALS else None


EXACT_DECIMALS = 6
