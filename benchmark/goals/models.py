"""Why an indicator is used and what is to be reached; every change is a new version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benchmark.figures.models import numbers


class Direction(models.TextChoices):
    """Which way the value is to move."""

    HIGHER = "higher", _("is to rise")
    LOWER = "lower", _("is to fall")


def _threshold_before_target() -> Q:
    """The line that must not be crossed on the way does not lie beyond the target."""
    return (
        Q(threshold_value__isnull=True)
        | Q(direction=Direction.HIGHER, threshold_value__lte=F("target_value"))
        | Q(direction=Direction.LOWER, threshold_value__gte=F("target_value"))
    )


def _target_or_still_open() -> Q:
    """A complete target, or a reason and a date for when there will be one."""
    complete = Q(target_value__isnull=False, base_year__isnull=False, target_year__isnull=False)
    nothing = Q(
        target_value__isnull=True, threshold_value__isnull=True, base_year__isnull=True, target_year__isnull=True
    )
    return (complete & ~Q(direction="") & Q(still_open_reason="", still_open_until__isnull=True)) | (
        nothing & Q(direction="") & ~Q(still_open_reason="") & Q(still_open_until__isnull=False)
    )


class IndicatorUse(models.Model):
    """One version of a municipality's decision to use an indicator."""

    indicator_code = models.CharField(max_length=10)
    question = models.TextField()
    leading_group = models.CharField(max_length=20)

    target_value = models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)
    threshold_value = models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices, blank=True, default="")
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    still_open_reason = models.TextField(blank=True, default="")
    still_open_until = models.DateField(null=True, blank=True)

    goal = models.TextField(blank=True, default="")
    decision_title = models.CharField(max_length=200, blank=True, default="")
    decision_link = models.URLField(max_length=500, blank=True, default="")

    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    change_reason = models.TextField(blank=True, default="")
    activated_by = models.CharField(max_length=40)
    activated_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator_code", "version"]
        constraints = [
            models.CheckConstraint(name="use_has_question", condition=~Q(question="")),
            models.CheckConstraint(name="use_target_sound", condition=numbers.real("target_value")),
            models.CheckConstraint(name="use_threshold_sound", condition=numbers.real("threshold_value")),
            models.CheckConstraint(name="use_target_or_still_open", condition=_target_or_still_open()),
            models.CheckConstraint(name="use_threshold_before_target", condition=_threshold_before_target()),
            models.CheckConstraint(
                name="use_target_after_base",
                condition=Q(target_year__isnull=True) | Q(target_year__gt=F("base_year")),
            ),
            models.CheckConstraint(name="use_change_explained", condition=Q(version=1) | ~Q(change_reason="")),
            models.CheckConstraint(name="use_signed", condition=~Q(activated_by="") & ~Q(recorded_by="")),
            models.UniqueConstraint(
                name="use_one_current_version", fields=["indicator_code"], condition=Q(is_current=True)
            ),
            models.UniqueConstraint(name="use_version_once", fields=["indicator_code", "version"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} v{self.version}"
