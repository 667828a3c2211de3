"""Everything that changes agreements, handed over numbers and tables: verbs with `by=`, each with its audit event."""

from comparisons.totals.actions.agreeing import Terms, TotalChoice, agree_on_totals
from comparisons.totals.actions.handover import CountsHandover, hand_over_counts
from comparisons.totals.actions.releasing import request_totals
from comparisons.totals.actions.withdrawal import CountsWithdrawal, withdraw_counts

__all__ = [
    "CountsHandover",
    "CountsWithdrawal",
    "Terms",
    "TotalChoice",
    "agree_on_totals",
    "hand_over_counts",
    "request_totals",
    "withdraw_counts",
]
