"""Pages of the circles: for members on their own host, for moderators on the platform."""
