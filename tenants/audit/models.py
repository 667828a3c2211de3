"""The audit trail: who did what to which object, without any figure."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One line of the trail. Append-only; no foreign keys, so nothing it names can hold it back or vanish with it."""

    at = models.DateTimeField(auto_now_add=True)
    municipality = models.CharField(max_length=63, null=True, blank=True)
    person = models.CharField(max_length=40)
    event = models.CharField(max_length=60)
    on = models.CharField(max_length=120, db_column="on_object")
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["municipality", "at"], name="audit_municipality_at")]
