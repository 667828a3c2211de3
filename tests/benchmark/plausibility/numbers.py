"""Records in one line, for tables of tests."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from benchmark.plausibility.records import Point, Record, Scale


def record(value: Any = None, year: int = 2020, **more: Any) -> Record:
    """A share in percent, unless told otherwise; numbers as texts or ints."""
    numbers = {name: _decimal(more.pop(name, None)) for name in ("numerator", "denominator")}
    point = Point(
        more.pop("subject", "X"), more.pop("group", "total"), more.pop("concept", "C"), year, more.pop("place", "")
    )
    scale = more.pop("scale", Scale.SHARE)
    identity = more.pop("id", f"{point.place}/{point.group}/{point.concept}/{year}")
    return Record(identity, point, scale, _decimal(value), **numbers, **more)


def counts(values: Sequence[Any], first: int = 2010, **more: Any) -> list[Record]:
    """A series of counts, one a year; None is a year without a figure."""
    years = enumerate(values, start=first)
    return [record(value, year, scale=Scale.COUNT, **more) for year, value in years if value is not None]


def shares(values: Sequence[Any], first: int = 2010, **more: Any) -> list[Record]:
    """A series of shares in percent."""
    years = enumerate(values, start=first)
    return [record(value, year, **more) for year, value in years if value is not None]


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
