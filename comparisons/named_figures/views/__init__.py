"""Pages of figures shown by name: for members on their own host, for moderators without values."""
