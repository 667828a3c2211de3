"""Official figures as published, and the files they came from."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q


class SourceFile(models.Model):
    """One imported file. The same bytes, and the same figures in other bytes, are imported once."""

    sha256 = models.CharField(max_length=64, unique=True)
    content_sha256 = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=200)
    family = models.CharField(max_length=30)
    table_code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    retrieved = models.DateField(null=True)
    invented = models.BooleanField(default=False)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.CharField(max_length=40)
    rows_read = models.PositiveIntegerField()
    rows_skipped = models.PositiveIntegerField()
    values_stored = models.PositiveIntegerField()
    skips = models.JSONField(default=dict)  # reason → number of rows and the first of them

    class Meta:
        indexes = [models.Index(fields=["table_code"], name="source_file_by_table")]


class OfficialValue(models.Model):
    """One published figure of one municipality and year, in the unit of its measure; or missing, with the reason."""

    measure = models.CharField(max_length=60)
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=20)
    ags = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=28, decimal_places=16, null=True)
    missing = models.CharField(max_length=20, blank=True)
    territory_date = models.DateField()
    derived = models.BooleanField(default=False)
    quality = models.CharField(max_length=20, blank=True)  # what the office says of the number: see measures.Quality
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="values", db_index=False)

    class Meta:
        constraints = [
            # The municipality comes first, so that this index also answers "everything about one municipality".
            models.UniqueConstraint(
                fields=["ags", "measure", "group", "concept", "year", "source"], name="official_value_once_per_source"
            ),
            # PostgreSQL sorts NaN above every number, so an upper bound keeps it out.
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lt=Decimal(10) ** 11),
                name="official_value_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(value=None, missing__gt="") | Q(value__isnull=False, missing=""),
                name="official_value_or_reason",
            ),
            models.CheckConstraint(condition=Q(year__gte=1950, year__lte=2100), name="official_value_year"),
            models.CheckConstraint(
                condition=Q(ags__regex=r"^[0-9]{5}([0-9]{3})?$"), name="official_value_ags_is_a_key"
            ),
        ]


class Upload(models.Model):
    """A file that the operator looks at before it is imported: its bytes and what they would bring.

    Deleted as soon as it is imported or discarded, and in any case after a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    preview = models.JSONField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(max_length=40)
    job = models.UUIDField(null=True)  # the import that was ordered
