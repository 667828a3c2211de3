"""A municipality shows an exact figure of its own to named members of a circle, with its consent, revocable for the future."""
