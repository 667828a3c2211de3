"""Puts the rooms together: settings, addresses, entries."""
