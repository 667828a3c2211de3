"""Admission of a municipality, with the steps that make its schema."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Admission(models.Model):
    """One municipality on its way in. ``job`` provisions it; the steps below say how far it is."""

    municipality = models.OneToOneField(
        "municipalities.Municipality",
        to_field="schema_name",
        db_column="municipality",
        on_delete=models.PROTECT,
        related_name="+",
    )
    host = models.CharField(max_length=253)
    first_person_email = models.EmailField()
    first_person_name = models.CharField(max_length=120)
    admitted_by = models.CharField(max_length=40)
    admitted_at = models.DateTimeField(auto_now_add=True)
    job = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.host


class Step(models.Model):
    """One visible step of provisioning; repeatable, in a fixed order."""

    class Name(models.TextChoices):
        ACCOUNT = "account", _("Database account")
        SCHEMA = "schema", _("Own schema")
        TABLES = "tables", _("Tables")
        PEOPLE = "people", _("Roles and first person")
        OPENED = "opened", _("Address opened")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=12, choices=Name.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    message = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="step_once_per_admission", fields=["admission", "name"]),
            models.CheckConstraint(
                name="step_finished_exactly_when_done",
                condition=Q(state="done", finished_at__isnull=False) | (~Q(state="done") & Q(finished_at__isnull=True)),
            ),
        ]
