"""Rules that find what looks unusual or contradictory in figures: pure functions on plain records, hints and never corrections."""
