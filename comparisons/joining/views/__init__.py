"""Pages of this room: open ones for everybody, and the operator's list of applications."""
