"""How a municipality's own tables are read, and the files that came in; once per municipality, in its own schema."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RememberedMapping(models.Model):
    """A mapping a person confirmed. One that is changed later is retired and followed by a new one.

    `signature` is the fingerprint of the structure it was confirmed for, `file_pattern` the name of that file without
    years; `mapping` holds no numbers.
    """

    name = models.CharField(max_length=120)
    signature = models.CharField(max_length=64, db_index=True)
    file_pattern = models.CharField(max_length=200)
    mapping = models.JSONField()
    source = models.TextField()
    confirmed_by = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    uses = models.PositiveIntegerField(default=1)
    retired_by = models.CharField(max_length=40, blank=True, default="")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "-confirmed_at", "-id"]
        constraints = [
            models.CheckConstraint(name="mapping_named", condition=~Q(name="") & ~Q(source="")),
            models.CheckConstraint(name="mapping_confirmed_by_somebody", condition=~Q(confirmed_by="")),
            models.CheckConstraint(
                name="mapping_retired_by_somebody",
                condition=Q(retired_by="", retired_at__isnull=True) | (~Q(retired_by="") & Q(retired_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UploadState(models.TextChoices):
    """Whether a file still waits for a person or was taken over."""

    OPEN = "open", _("Not taken over yet")
    STORED = "stored", _("Taken over")


class Upload(models.Model):
    """A file that was uploaded, and how it is read; its cells (`content`) stay until it is taken over, a day at most.

    `signature` names the sheets that are read: those with this structure. `source` is what the file says of its origin.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField(null=True)
    mapping = models.JSONField()
    signature = models.CharField(max_length=64)
    source = models.TextField(blank=True, default="")
    remembered = models.ForeignKey(RememberedMapping, on_delete=models.PROTECT, null=True, related_name="uploads")
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.OPEN)
    figures = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    uploaded_by = models.CharField(max_length=40)
    uploaded_at = models.DateTimeField()
    stored_by = models.CharField(max_length=40, blank=True, default="")
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="upload_state_signed",
                condition=Q(state=UploadState.OPEN, stored_by="", stored_at__isnull=True, content__isnull=False)
                | (Q(state=UploadState.STORED, content__isnull=True) & ~Q(stored_by="") & Q(stored_at__isnull=False)),
            ),
            models.CheckConstraint(name="upload_by_somebody", condition=~Q(uploaded_by="")),
        ]

    def __str__(self) -> str:
        return self.name
