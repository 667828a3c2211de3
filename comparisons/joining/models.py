"""Municipalities that would like to take part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Application(models.Model):
    """One message of somebody who would like their municipality to take part.

    Personal: name, e-mail, role and message; they are erased at the latest half a year after the answer. `sender` is a
    keyed digest of the network address and the day, so that nobody can be recognised on another day.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")

    ags = models.CharField(max_length=8)
    municipality_name = models.CharField(max_length=130)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    role = models.CharField(max_length=120, blank=True)
    message = models.TextField(max_length=2000, blank=True)
    sender = models.CharField(max_length=32)
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("-received_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(ags__regex=r"^[0-9]{5}([0-9]{3})?$"), name="application_ags_is_a_key"),
            models.CheckConstraint(
                name="application_answered_with_date_and_name",
                condition=Q(state="open", answered_at__isnull=True, answered_by="")
                | (Q(state="answered", answered_at__isnull=False) & ~Q(answered_by="")),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="application_by_day")]
