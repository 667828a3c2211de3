"""Reading the ledger: everything that speaks of some municipalities, whoever was shown it."""

from __future__ import annotations

from collections.abc import Collection

from comparisons.releases.ledger.constraints import Family
from comparisons.releases.models import LedgerRow


def rows_touching(members: Collection[str], family: Family, year: int | None = None) -> list[LedgerRow]:
    """All rows of all circles that have one of these members in them, for one year or all; in the order of release."""
    rows = LedgerRow.objects.filter(
        members__overlap=sorted(members), indicator_code=family.indicator_code, concept=family.concept
    )
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("position"))
