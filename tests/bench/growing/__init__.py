"""A tenant app that only the measurement has: its second migration adds one column."""
