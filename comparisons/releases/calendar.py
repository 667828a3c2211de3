"""The release calendar: at most one release of a circle's indicator and year in each quarter of a year."""

from __future__ import annotations

import datetime

from django.utils import timezone


def quarter_of(day: datetime.date) -> str:
    """The quarter of a day, as "2026Q4"."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def this_quarter() -> str:
    """The quarter in which we are."""
    return quarter_of(timezone.localdate())


def next_quarter_begins(day: datetime.date) -> datetime.date:
    """First day of the quarter after that of a day."""
    month = (day.month - 1) // 3 * 3 + 4
    return datetime.date(day.year + month // 13, (month - 1) % 12 + 1, 1)
