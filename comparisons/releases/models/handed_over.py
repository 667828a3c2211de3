"""What municipalities handed over (cells and metadata, never a figure), withdrew or declined."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from comparisons.circles.models import Circle, Round, municipality_key


class Consent(models.Model):
    """A municipality's consent to hand over one indicator for one year of a round; withdrawn, never deleted."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="consents")
    municipality = municipality_key()
    indicator_code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("indicator_code", "year", "given_at")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "municipality", "indicator_code", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_one_in_force",
            ),
            models.CheckConstraint(
                name="consent_withdrawn_with_date_and_name",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            ),
        ]


class Contribution(models.Model):
    """What stands in the circle for one figure: its grid cell and its metadata.

    There is a cell exactly when there is a value and the denominator is large enough to take part. `public` says that
    the figure equals the official published one, decided at home; `figure_version` is the number of the figure's
    version there (0: unknown). Handing over again replaces the row, nobody changes it.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="contributions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="contributions")
    municipality = municipality_key()
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=40)
    grid_id = models.CharField(max_length=16)
    cell = models.PositiveSmallIntegerField(null=True, blank=True)
    eligible = models.BooleanField()
    missing = models.CharField(max_length=30, blank=True, default="")
    source = models.TextField(blank=True, default="")
    territory_date = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True, default="")  # reference date or period of the figure
    figure_state = models.CharField(max_length=20)
    invented = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    figure_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("indicator_code", "group", "year")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "municipality", "indicator_code", "year", "group"], name="contribution_once_per_round"
            ),
            models.CheckConstraint(
                name="contribution_public_is_a_real_figure",
                condition=Q(public=False) | Q(cell__isnull=False, invented=False),
            ),
            models.CheckConstraint(
                name="contribution_cell_exactly_when_it_counts",
                condition=Q(cell__isnull=False, eligible=True, missing="") | Q(cell__isnull=True, eligible=False),
            ),
        ]


class Declination(models.Model):
    """A municipality deliberately does not hand over an indicator, and says why; shown as that, not as a gap."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declinations")
    municipality = municipality_key()
    indicator_code = models.CharField(max_length=20)
    reason = models.TextField()
    declined_by = models.CharField(max_length=40)
    declined_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("indicator_code", "declined_at")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "municipality", "indicator_code"],
                condition=Q(revoked_at__isnull=True),
                name="declination_one_in_force",
            ),
            models.CheckConstraint(name="declination_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="declination_revoked_with_date_and_name",
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
            ),
        ]
