"""What official statistics say, offered to the municipality beside its own figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.figures.models import numbers


class Decision(models.TextChoices):
    """What the municipality has decided about an official figure."""

    OPEN = "open", _("To be looked at")
    ADOPTED = "adopted", _("Adopted")
    KEPT_OWN = "kept_own", _("Own figure kept")
    LATER = "later", _("Decide later")


class Proposal(models.Model):
    """An official figure for one year, group and concept, and the decision about it."""

    indicator_code = models.CharField(max_length=10)
    definition_version = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=20)

    numerator = numbers.count_column()
    denominator = numbers.count_column()
    value = numbers.value_column()
    missing = models.CharField(max_length=30, blank=True, default="")
    source = models.TextField()
    table = models.CharField(max_length=60, blank=True, default="")
    territory_date = models.DateField(null=True, blank=True)
    retrieved = models.DateField(null=True, blank=True)
    derived = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")

    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.CharField(max_length=40, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["indicator_code", "concept", "group", "year"]
        constraints = [
            models.UniqueConstraint(name="proposal_once", fields=["indicator_code", "year", "group", "concept"]),
            models.CheckConstraint(name="proposal_numerator_sound", condition=numbers.real("numerator")),
            models.CheckConstraint(name="proposal_denominator_sound", condition=numbers.sound("denominator")),
            models.CheckConstraint(name="proposal_value_sound", condition=numbers.real("value")),
            models.CheckConstraint(name="proposal_value_or_reason", condition=numbers.value_or_reason()),
            models.CheckConstraint(name="proposal_year_possible", condition=numbers.possible_year()),
            models.CheckConstraint(
                name="proposal_decision_signed",
                condition=Q(decision=Decision.OPEN, decided_by="", decided_at__isnull=True)
                | (~Q(decision=Decision.OPEN) & ~Q(decided_by="") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.year} {self.group} {self.concept}"
