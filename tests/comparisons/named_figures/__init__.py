"""Tests of figures that are shown by name."""
