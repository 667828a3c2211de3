"""Rules that find what looks unusual or contradictory in figures: pure functions, hints and never corrections."""
