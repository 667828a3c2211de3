"""Consents to show exact figures to named members of a circle, and the figures shown."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comparisons.circles.models import Circle, municipality_key


class NamedConsent(models.Model):
    """A municipality shows one indicator and group for some years to named members of a circle; append-only.

    `viewers` are the keys (AGS) of the members it is meant for, fixed on that day: who joins later is not among them.
    `ags` is the municipality's own key, by which viewers know it. The row says that these figures are known to others,
    also after the municipality has stopped showing them.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="named_consents")
    municipality = municipality_key()
    ags = models.CharField(max_length=8)
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=40)
    years = ArrayField(models.PositiveSmallIntegerField())
    viewers = ArrayField(models.CharField(max_length=8))
    whole_circle = models.BooleanField()  # all who were members on that day
    given_by = models.CharField(max_length=40)
    given_name = models.CharField(max_length=120)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-given_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="named_consent_for_somebody_and_some_year", condition=~Q(viewers=[]) & ~Q(years=[])
            ),
            models.CheckConstraint(name="named_consent_given_by_somebody", condition=~Q(given_by="")),
        ]


class ShownFigure(models.Model):
    """One year of a consent: the value as others see it, in the indicator's unit and rounded to its decimals.

    There is a value exactly as long as it is shown. Stopping erases it here and keeps the row; so does a later consent
    that takes the row's place (`replaced`). `corrected_at` says that the municipality has another value since.
    """

    consent = models.ForeignKey(NamedConsent, on_delete=models.PROTECT, related_name="figures")
    municipality = municipality_key()
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)
    figure_version = models.PositiveIntegerField()
    source = models.TextField(blank=True, default="")
    reference = models.CharField(max_length=40, blank=True, default="")
    invented = models.BooleanField(default=False)
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    replaced = models.BooleanField(default=False)

    class Meta:
        ordering = ("year",)
        constraints = [
            models.UniqueConstraint(fields=["consent", "year"], name="shown_figure_once_per_consent"),
            models.CheckConstraint(
                name="shown_figure_ended_with_date_and_name",
                condition=Q(ended_at__isnull=True, ended_by="", value__isnull=False, replaced=False)
                | (Q(ended_at__isnull=False, value__isnull=True) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="shown_figure_corrected_with_date_and_name",
                condition=Q(corrected_at__isnull=True, corrected_by="")
                | (Q(corrected_at__isnull=False) & ~Q(corrected_by="")),
            ),
        ]
