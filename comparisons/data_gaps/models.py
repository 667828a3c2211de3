"""Data gaps that municipalities reported: which data lie elsewhere, never why, and never at which office."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from benchmark.data_register.register import ELSEWHERE
from benchmark.figures.models import Returned
from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.models import municipality_key

_LAND = Q(land__regex=r"^(0[1-9]|1[0-6])$")
_KIND = Q(kind__in=[kind.value for kind in TerritoryKind])


class Report(models.Model):
    """One municipality reported its gaps, possibly none; `land` is the first two digits of its key."""

    municipality = municipality_key()
    land = models.CharField(max_length=2)
    kind = models.CharField(max_length=40)
    reported_at = models.DateTimeField(default=timezone.now)
    reported_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="gap_report_once"),
            models.CheckConstraint(name="gap_report_of_a_land", condition=_LAND),
            models.CheckConstraint(name="gap_report_of_a_kind", condition=_KIND),
        ]


class Gap(models.Model):
    """One indicator whose data a municipality cannot get at.

    `source` and `holders` are the catalogue's words at the time of reporting, `returned` says whether data that were
    passed on came back, `since` is a year. Nothing here joins the gaps of one municipality for the platform: it reads
    neither `municipality` nor `id`, and there is no time.
    """

    municipality = municipality_key()
    land = models.CharField(max_length=2)
    kind = models.CharField(max_length=40)
    indicator_code = models.CharField(max_length=20)
    status = models.CharField(max_length=20, choices=[(status.value, status.label) for status in ELSEWHERE])
    source = models.TextField()
    holders = ArrayField(models.CharField(max_length=20), blank=True, default=list)
    returned = models.CharField(max_length=10, choices=Returned.choices, blank=True, default="")
    since = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("indicator_code",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "indicator_code"], name="gap_once_per_indicator"),
            models.CheckConstraint(name="gap_of_a_land", condition=_LAND),
            models.CheckConstraint(name="gap_of_a_kind", condition=_KIND),
            models.CheckConstraint(
                name="gap_is_elsewhere", condition=Q(status__in=[status.value for status in ELSEWHERE])
            ),
        ]
