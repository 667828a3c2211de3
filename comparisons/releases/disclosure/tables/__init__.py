"""Sums that can be shown: tables, primary rules, rounding to five, secondary suppression and its proof."""
