"""The ledger: everything ever released, as an attacker knows it; only the exchange reads and writes it, nobody erases.

Door for every room that releases something about a circle, in a job of the exchange::

    ledger.lock()                                        # LedgerLocked while another release is being checked
    rows = ledger.rows_touching(members, Family(indicator_code, concept), year)
    ...                                                  # judge and audit beside them
    ledger.append([Entry(kind=LedgerRow.Kind.LINEAR, origin="totals", rows=[SumRow.rounded(...)], ...)])

The rows of an entry are those of `disclosure.audit`; `Family.primitive` gives every count the name under which all
rooms meet.
"""

from comparisons.releases.ledger.chain import Entry, LedgerLocked, LedgerMisused, append, lock
from comparisons.releases.ledger.constraints import Family, Known, Value, statistic_rows, values_of, version_of
from comparisons.releases.ledger.reading import rows_touching

__all__ = [
    "Entry",
    "Family",
    "Known",
    "LedgerLocked",
    "LedgerMisused",
    "Value",
    "append",
    "lock",
    "rows_touching",
    "statistic_rows",
    "values_of",
    "version_of",
]
