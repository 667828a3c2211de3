"""A table that grows by one column."""

from __future__ import annotations

from django.db import models


class Thing(models.Model):
    """Anything with a name, and since the second migration with a note."""

    name = models.CharField(max_length=40)
    note = models.CharField(max_length=40, default="")
