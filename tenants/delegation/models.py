"""Checking on loan: one row for each time the municipality lends the check to somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Delegation(models.Model):
    """Somebody of another office checks this municipality's figures from the first to the last day, both included."""

    person = models.CharField(max_length=40)
    office = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(name="delegation_runs_forward", condition=Q(first_day__lte=F("last_day"))),
            models.CheckConstraint(name="delegation_names_an_office", condition=~Q(office="") & ~Q(given_by="")),
            models.CheckConstraint(
                name="delegation_ended_by_somebody",
                condition=Q(ended_on__isnull=True, ended_by="") | (Q(ended_on__isnull=False) & ~Q(ended_by="")),
            ),
        ]
        indexes = [models.Index(fields=["person"], name="delegation_by_person")]
