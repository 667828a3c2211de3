"""A municipality shows exact figures of its own to named members of a circle; its consent can be stopped."""
