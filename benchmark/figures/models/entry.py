"""What is typed but not yet a figure, and which collections are completed."""

from django.db import models
from django.db.models import Q

from benchmark.figures.models import numbers


class UnfinishedEntry(models.Model):
    """What one person has typed into one row of the grid and what is not a figure yet; texts exactly as typed.

    `seen_version` is the version of the figure the person had before them (0: none). `left_open` says that the row
    stays without a value on purpose, so that the collection can be completed.
    """

    indicator_code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=20)

    numerator = models.CharField(max_length=60, blank=True, default="")
    denominator = models.CharField(max_length=60, blank=True, default="")
    value = models.CharField(max_length=60, blank=True, default="")
    missing = models.CharField(max_length=30, blank=True, default="")
    source = models.CharField(max_length=500, blank=True, default="")
    note = models.CharField(max_length=2000, blank=True, default="")
    reference = models.CharField(max_length=40, blank=True, default="")
    confirmation = models.CharField(max_length=1000, blank=True, default="")
    left_open = models.BooleanField(default=False)

    seen_version = models.PositiveIntegerField()
    typed_by = models.CharField(max_length=40)
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator_code", "concept", "group", "year", "typed_at"]
        constraints = [
            models.UniqueConstraint(
                name="unfinished_once_per_person", fields=["indicator_code", "year", "group", "concept", "typed_by"]
            ),
            models.CheckConstraint(name="unfinished_year_possible", condition=numbers.possible_year()),
            models.CheckConstraint(name="unfinished_typed_by_somebody", condition=~Q(typed_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.year} {self.group} {self.concept}"


class EntryCompletion(models.Model):
    """One set of one year was completed, and perhaps reopened; while it is not reopened, its figures are locked.

    `indicator_codes` are the indicators of the set as they were on that day.
    """

    set_code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    indicator_codes = models.JSONField()
    completed_by = models.CharField(max_length=40)
    completed_at = models.DateTimeField()
    reopened_by = models.CharField(max_length=40, blank=True, default="")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-completed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="completion_locked_once",
                fields=["set_code", "year"],
                condition=Q(reopened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="completion_reopened_with_reason",
                condition=Q(reopened_by="", reopened_at__isnull=True, reason="")
                | (~Q(reopened_by="") & Q(reopened_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="completion_year_possible", condition=numbers.possible_year()),
            models.CheckConstraint(name="completion_by_somebody", condition=~Q(completed_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.set_code} {self.year}"
