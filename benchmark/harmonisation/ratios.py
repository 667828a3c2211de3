"""A share or rate from a numerator and a denominator, exact and strict: nonsense is refused, never computed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=28)


class RatioError(ValueError):
    """A ratio that must not be computed."""


class NotANumber(RatioError):
    """A part is NaN, infinite, or no exact number at all."""


class NegativeCount(RatioError):
    """A part is below zero, although people and things are counted."""


class NothingToDivideBy(RatioError):
    """The denominator is zero: the ratio is not defined, which is not the same as zero."""


class PartExceedsWhole(RatioError):
    """The numerator is larger than the denominator, although it is a part of it."""


def ratio(
    numerator: Decimal | int, denominator: Decimal | int, factor: Decimal | int, *, part_of_whole: bool = True
) -> Decimal:
    """numerator / denominator x factor (100 for percent, 1000 for "je 1.000"), unrounded with 28 digits.

    `part_of_whole` says that the numerator counts members of the denominator, so that it cannot be larger.
    Raises one of the `RatioError`s.
    """
    part, whole, scale = (_exact(number) for number in (numerator, denominator, factor))
    if part < 0 or whole < 0:
        raise NegativeCount
    if whole == 0 or scale <= 0:
        raise NothingToDivideBy
    if part_of_whole and part > whole:
        raise PartExceedsWhole
    return _EXACT.divide(_EXACT.multiply(part, scale), whole)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A value rounded as people do it on paper (half away from zero), for display and comparison only."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _exact(number: Decimal | int) -> Decimal:
    """An exact, finite Decimal; floats and booleans are refused because they are not what was counted."""
    if isinstance(number, bool) or not isinstance(number, (Decimal, int)):
        raise NotANumber
    exact = Decimal(number)
    if not exact.is_finite():
        raise NotANumber
    return exact
