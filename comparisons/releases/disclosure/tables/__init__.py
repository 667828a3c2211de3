"""Sums that can be shown: tables, primary rules, rounding to five, secondary suppression and its proof."""

from comparisons.releases.disclosure.tables.build import Dimension, cross_table, linked
from comparisons.releases.disclosure.tables.certificate import Certificate, Fault, FaultKind, recheck
from comparisons.releases.disclosure.tables.display import rounded
from comparisons.releases.disclosure.tables.intervals import Interval, intervals, share_interval
from comparisons.releases.disclosure.tables.knowledge import Insiders
from comparisons.releases.disclosure.tables.refusal import RefusalKind, TableRefused
from comparisons.releases.disclosure.tables.rounding import (
    Companion,
    ExactBesideRounded,
    RoundedTable,
    refuse_exact,
    round_table,
)
from comparisons.releases.disclosure.tables.rules import Rules, may_be_told
from comparisons.releases.disclosure.tables.suppress import Method, Pattern, Record, suppress
from comparisons.releases.disclosure.tables.table import (
    Cell,
    Equation,
    Key,
    Share,
    Standing,
    Table,
    TableError,
    merged,
    single_sum,
)

__all__ = [
    "Cell",
    "Certificate",
    "Companion",
    "Dimension",
    "Equation",
    "ExactBesideRounded",
    "Fault",
    "FaultKind",
    "Insiders",
    "Interval",
    "Key",
    "Method",
    "Pattern",
    "Record",
    "RefusalKind",
    "RoundedTable",
    "Rules",
    "Share",
    "Standing",
    "Table",
    "TableError",
    "TableRefused",
    "cross_table",
    "intervals",
    "linked",
    "may_be_told",
    "merged",
    "recheck",
    "refuse_exact",
    "round_table",
    "rounded",
    "share_interval",
    "single_sum",
    "suppress",
]
