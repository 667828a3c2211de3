"""The ledger: everything ever released, as an attacker knows it; only the exchange reads and writes it, nobody erases.

Door for every room that releases something about a circle::

    with transaction.atomic():
        ledger.lock()                                    # LedgerLocked while another release is being checked
        rows = ledger.rows_touching(members, family, year)
        ...                                              # judge, audit
        ledger.append([Entry(...)])
"""

from comparisons.releases.ledger.chain import Entry, LedgerLocked, LedgerMisused, append, lock
from comparisons.releases.ledger.constraints import Family, Known, cells_of, grid_rows, sum_row
from comparisons.releases.ledger.reading import rows_touching

__all__ = [
    "Entry",
    "Family",
    "Known",
    "LedgerLocked",
    "LedgerMisused",
    "append",
    "cells_of",
    "grid_rows",
    "lock",
    "rows_touching",
    "sum_row",
]
