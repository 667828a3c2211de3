"""Additive totals of a nested circle: a separate, named handover of counts, and tables that betray no Gemeinde."""
