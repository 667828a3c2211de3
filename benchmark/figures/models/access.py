"""How the municipality gets at the data of an indicator, and why not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.figures.models import numbers


class AccessStatus(models.TextChoices):
    """Where the data of an indicator are, seen from this municipality."""

    AVAILABLE = "available", _("available here")
    AT_KREIS = "at_kreis", _("held by the Landkreis")
    AT_LAND = "at_land", _("held by the Land")
    BLOCKED = "blocked", _("blocked")
    AT_A_COST = "at_a_cost", _("only for a fee")
    DELIBERATELY_NOT = "deliberately_not", _("deliberately not collected")


class Returned(models.TextChoices):
    """Whether data that were passed on came back in a form the municipality can use."""

    YES = "yes", _("came back")
    PARTLY = "partly", _("came back in part")
    NO = "no", _("did not come back")


class DataAccess(models.Model):
    """The current status of one indicator, with its reason; changes are in the audit trail.

    `holder` names the office that has the data, `passed_to` whom the municipality gave them, `returned` what came
    back, `since` the year from which all this holds.
    """

    indicator_code = models.CharField(max_length=10, unique=True)
    status = models.CharField(max_length=20, choices=AccessStatus.choices)
    reason = models.TextField(blank=True, default="")
    holder = models.CharField(max_length=200, blank=True, default="")
    passed_to = models.CharField(max_length=200, blank=True, default="")
    returned = models.CharField(max_length=10, choices=Returned.choices, blank=True, default="")
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_basis = models.TextField(blank=True, default="")
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator_code"]
        constraints = [
            models.CheckConstraint(
                name="access_reason_given", condition=Q(status=AccessStatus.AVAILABLE) | ~Q(reason="")
            ),
            models.CheckConstraint(name="access_recorded_by_somebody", condition=~Q(recorded_by="")),
            models.CheckConstraint(
                name="access_returned_only_what_was_passed_on", condition=Q(returned="") | ~Q(passed_to="")
            ),
            models.CheckConstraint(
                name="access_since_possible", condition=Q(since__isnull=True) | numbers.possible_year("since")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code}: {self.status}"
