"""What came in as a file, and what was handed over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Whether an uploaded workbook has only been read or has changed figures."""

    PREVIEWED = "previewed", _("Read, not stored")
    STORED = "stored", _("Stored")


class Import(models.Model):
    """An uploaded workbook: which file, what it said, and what became of it.

    `changes` holds the rows that would change something, each with the version of the figure it was compared with.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    uploaded_by = models.CharField(max_length=40)
    uploaded_at = models.DateTimeField()
    stored_by = models.CharField(max_length=40, blank=True, default="")
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="import_state_signed",
                condition=Q(state=ImportState.PREVIEWED, stored_by="", stored_at__isnull=True)
                | (Q(state=ImportState.STORED) & ~Q(stored_by="") & Q(stored_at__isnull=False)),
            ),
            models.CheckConstraint(name="import_uploaded_by_somebody", condition=~Q(uploaded_by="")),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """The signed record of a handover, kept by the municipality itself.

    `document` is the exact text that was signed; `key` names or holds the public key that verifies `signature`.
    """

    reference = models.CharField(max_length=80, unique=True)
    circle = models.CharField(max_length=120)
    round_title = models.CharField(max_length=200, blank=True, default="")
    document = models.TextField()
    signature = models.TextField()
    key = models.TextField(blank=True, default="")
    kept_by = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at", "-id"]
        constraints = [
            models.CheckConstraint(name="receipt_signed", condition=~Q(document="") & ~Q(signature="")),
            models.CheckConstraint(name="receipt_kept_by_somebody", condition=~Q(kept_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.circle} {self.reference}"
