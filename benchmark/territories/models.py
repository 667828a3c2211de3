"""The directory of territories: who exists since when, and who followed whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from benchmark.territories.kinds import TerritoryKind


class Territory(models.Model):
    """A Kreis, kreisfreie Stadt or Gemeinde during one span of time; keys are text and keep their leading zero.

    The ARS of a former Gemeinde is empty where its Verband is not known. Where sources know only the year of a change,
    the span begins or ends at the turn that `dates.is_exact` recognises.
    """

    ags = models.CharField(max_length=8)
    ars = models.CharField(max_length=12)
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=130)
    sort_key = models.CharField(max_length=130)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in TerritoryKind])
    kreis_ags = models.CharField(max_length=5)
    land = models.CharField(max_length=2)
    population = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    unincorporated = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ags", "valid_from"], nulls_distinct=False, name="territory_once_per_span"),
            models.CheckConstraint(condition=Q(ags__regex=r"^[0-9]{5}([0-9]{3})?$"), name="territory_ags_is_a_key"),
            models.CheckConstraint(condition=Q(ars__regex=r"^([0-9]{5}|[0-9]{12})?$"), name="territory_ars_is_a_key"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TerritoryKind]), name="territory_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="territory_span_runs_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis_ags"], name="territory_by_kreis"),
            models.Index(fields=["sort_key"], name="territory_by_name"),
        ]


class Succession(models.Model):
    """The territory `old_ags` became (part of) `new_ags`; in force on `date`.

    merged: whole into something larger; renamed: the same territory under a new key; split: ended in several parts;
    moved: a part of it went over while the rest goes on under the old key. A row that is not `complete` names one
    predecessor of several; figures must not be added up from it.
    """

    class Kind(models.TextChoices):
        MERGED = "merged"
        RENAMED = "renamed"
        SPLIT = "split"
        MOVED = "moved"

    old_ags = models.CharField(max_length=8)
    new_ags = models.CharField(max_length=8)
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.CharField(max_length=200, blank=True)
    complete = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old_ags", "new_ags", "date"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["merged", "renamed", "split", "moved"]), name="succession_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["new_ags"], name="succession_by_new")]


class CrosswalkWeight(models.Model):
    """Of the Kreis `old_ags` as it was on 31.12. of `year`, these shares lie in `new_ags` as it was on 31.12.2020.

    Only for Kreise that were divided since; all others lie whole in one. By employment only from 1997 (BBSR).
    """

    year = models.PositiveSmallIntegerField()
    old_ags = models.CharField(max_length=5)
    new_ags = models.CharField(max_length=5)
    by_area = models.DecimalField(max_digits=10, decimal_places=9)
    by_population = models.DecimalField(max_digits=10, decimal_places=9)
    by_employment = models.DecimalField(max_digits=10, decimal_places=9, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old_ags", "new_ags", "year"], name="crosswalk_weight_once"),
            models.CheckConstraint(
                condition=Q(by_area__range=(0, 1), by_population__range=(0, 1))
                & (Q(by_employment=None) | Q(by_employment__range=(0, 1))),
                name="crosswalk_weight_is_a_share",
            ),
        ]
        indexes = [models.Index(fields=["new_ags"], name="crosswalk_weight_by_new")]
