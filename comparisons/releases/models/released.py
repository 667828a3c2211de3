"""What circles may see of it: releases and their statistics, and downloads for research."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.circles.models import CharterVersion, Circle, Round

SHORTEST_PURPOSE = 10  # characters that a download for research needs as its purpose


class Release(models.Model):
    """One act of releasing a round's statistics to its circle; append-only, and with its rows the ledger.

    `parameters` are the charter's disclosure parameters on that day, `rule_set` the version of the rules themselves.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="releases")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    released_by = models.CharField(max_length=40)
    published_at = models.DateTimeField(default=timezone.now)
    quarter = models.CharField(max_length=6)
    rule_set = models.CharField(max_length=20)
    parameters = models.JSONField()
    job_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ("circle_id", "-number")
        constraints = [models.UniqueConstraint(fields=["circle", "number"], name="release_number_once")]


class Refusal(models.TextChoices):
    """Why a statistic is not shown; decided on counts and public metadata only."""

    NONE = "", _("shown")
    TOO_FEW = "too_few", _("too few members contributed")
    TOO_FEW_UNKNOWN = "too_few_unknown", _("too few members whose value is not known to others")
    NOT_COMPARABLE = "not_comparable", _("the contributions are not comparable")
    NOT_ANONYMOUS = "not_anonymous", _("would tell too much about single municipalities")


def cell_column() -> Any:
    """Number of a grid cell; None where the step of the release table does not allow this statistic."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


def edge_column() -> Any:
    """An edge of a cell in the indicator's unit; None also where the cell is open on this side."""
    return models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)


class ReleasedStatistic(models.Model):
    """What a circle sees of one indicator, group and year in one release; frozen, refusals included.

    Of its `n` members, `public_count` have an officially published value and `consented_count` have shown theirs to
    others; `left_out` contributed too, but more can be shown without them. `histogram` is a list of bars with `low`,
    `high` (text or None), `n` and the numbers of its `first` and `last` cell.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="statistics")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    quarter = models.CharField(max_length=6)
    n = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True, default="")
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=10)
    reasons = models.JSONField(default=list, blank=True)
    invented_count = models.PositiveSmallIntegerField(default=0)
    grid_id = models.CharField(max_length=16)
    member_hash = models.CharField(max_length=64)
    mean = edge_column()
    median_cell = cell_column()
    median_low = edge_column()
    median_high = edge_column()
    q1_cell = cell_column()
    q1_low = edge_column()
    q1_high = edge_column()
    q3_cell = cell_column()
    q3_low = edge_column()
    q3_high = edge_column()
    p10_cell = cell_column()
    p10_low = edge_column()
    p10_high = edge_column()
    p90_cell = cell_column()
    p90_low = edge_column()
    p90_high = edge_column()
    histogram = models.JSONField(default=list, blank=True)
    public_count = models.PositiveSmallIntegerField(default=0)
    consented_count = models.PositiveSmallIntegerField(default=0)
    left_out = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("indicator_code", "group", "year")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "indicator_code", "group", "year", "quarter"],
                name="released_once_per_quarter",
            ),
            models.CheckConstraint(
                name="released_refused_shows_nothing",
                condition=Q(refusal="")
                | Q(level=0, mean__isnull=True, median_cell__isnull=True, q1_cell__isnull=True, p10_cell__isnull=True),
            ),
            models.CheckConstraint(name="released_refused_draws_no_bars", condition=Q(refusal="") | Q(histogram=[])),
            models.CheckConstraint(name="released_no_more_than_expected", condition=Q(n__lte=F("expected"))),
        ]


class ResearchExport(models.Model):
    """One download of a circle's released statistics for research: who, what for, and how much; append-only.

    `release_number` is the circle's newest release on that day, `lines` the number of statistics in the file.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="research_exports")
    release_number = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    purpose = models.TextField()
    person = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    exported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-exported_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="research_export_says_what_for", condition=Q(purpose__regex=rf"^.{{{SHORTEST_PURPOSE},}}")
            )
        ]
