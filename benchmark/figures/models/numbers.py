"""Columns and conditions for numbers that the database itself keeps sound.

PostgreSQL sorts NaN above every number, so an upper limit refuses NaN as well as numbers that are too large.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

TOO_LARGE = Decimal(10) ** 12
FIRST_YEAR, LAST_YEAR = 1990, 2100


def count_column() -> models.DecimalField[Decimal | None, Decimal | None]:
    """A number of people; four decimals, because a recovered denominator or a yearly average need not be whole."""
    return models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)


def value_column() -> models.DecimalField[Decimal | None, Decimal | None]:
    """A value in the unit of its indicator."""
    return models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)


def sound(column: str) -> Q:
    """The column is empty, or a real number from zero up to the limit."""
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0, f"{column}__lt": TOO_LARGE})


def real(column: str) -> Q:
    """The column is empty, or a real number within the limits, also below zero."""
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": -TOO_LARGE, f"{column}__lt": TOO_LARGE})


def sound_unless_signed(column: str) -> Q:
    """A balance, such as arrivals less departures, may be below zero; everything else may not."""
    return Q(signed=True) & real(column) | sound(column)


def part_within_whole() -> Q:
    """Where the numerator is a part of the denominator, neither it nor the value may exceed the whole."""
    counts = Q(numerator__isnull=True) | Q(denominator__isnull=True) | Q(numerator__lte=F("denominator"))
    share = Q(value__isnull=True) | Q(value__lte=F("factor"))
    return Q(part_of_whole=False) | (counts & share)


def value_or_reason() -> Q:
    """Either a value, or a reason why there is none; never both, never neither."""
    return Q(missing="", value__isnull=False) | (~Q(missing="") & Q(value__isnull=True))


def possible_year(column: str = "year") -> Q:
    """A year that a figure of this service can have."""
    return Q(**{f"{column}__gte": FIRST_YEAR, f"{column}__lte": LAST_YEAR})
