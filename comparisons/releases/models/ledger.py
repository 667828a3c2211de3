"""The ledger of everything released, and its end."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comparisons.circles.models import Circle
from comparisons.releases.models.released import Release, ReleasedStatistic


class LedgerRow(models.Model):
    """One released statistic as an attacker sees it: whom it speaks of and what it says; append-only, for ever.

    `kind` G: a function of grid cells; L: a sum. `members` are the database roles of exactly those it was made of; with
    `members_known` false they are all who can have been in it. `rows` are constraint rows in the spelling of
    `disclosure.audit`, `cells` the figure of each member as (member, version, cell, invented), `edges` those of the
    grid. `data_version` counts the states of the data released for this circle, indicator, group and year. `rung` is
    the step of the audit that passed, `certificate` what it can be checked with again. `digest` covers this row and
    `previous`, the digest of the row before.
    """

    class Kind(models.TextChoices):
        GRID = "G", "grid"
        LINEAR = "L", "linear"

    position = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    origin = models.CharField(max_length=20)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_rows")
    statistic = models.OneToOneField(
        ReleasedStatistic, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_row"
    )
    members = ArrayField(models.CharField(max_length=63))
    members_known = models.BooleanField(default=True)
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    group = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    data_version = models.PositiveIntegerField()
    grid_id = models.CharField(max_length=16, blank=True, default="")
    edges = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list, blank=True)
    rows = models.JSONField()
    rule_set = models.CharField(max_length=20)
    parameters = models.JSONField()
    rung = models.CharField(max_length=10)
    certificate = models.JSONField(default=dict, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("position",)
        indexes = [
            GinIndex(fields=["members"], name="ledger_members"),
            models.Index(fields=["indicator_code", "concept", "year"], name="ledger_family_and_year"),
        ]


class LedgerHead(models.Model):
    """The end of the ledger: one row for the whole house, locked by whoever writes, so that nobody cuts the end off."""

    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_head_is_one", condition=Q(pk=1))]
