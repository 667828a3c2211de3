"""The version of the rules by which releases are judged, kept with each of them."""

RULE_SET = "2026-12"  # known members, histogram, ledger and audit; before: 2026-11
