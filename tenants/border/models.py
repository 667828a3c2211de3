"""Jobs: work that outlives a request, as rows with lease and attempt."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work. The row is the truth; a message on the broker carries only its id.

    ``attempt`` fences: whoever finishes must still own the attempt it began with. ``lease_until`` is judged by the
    database clock. After five attempts the job is ``dead`` and waits for an operator.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        DEAD = "dead", _("stopped after several attempts")

    MOST_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        to_field="schema_name",
        db_column="municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=40)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_finished_exactly_when_ended",
                condition=Q(state__in=["done", "dead"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="job_state_created")]

    @property
    def ended(self) -> bool:
        return self.state in (self.State.DONE, self.State.DEAD)
