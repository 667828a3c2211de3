"""Prepares what the pages show; frozen values, nothing here queries anything."""
