"""One figure of one municipality: never overwritten, every change is a new version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benchmark.figures.models import numbers


class FigureState(models.TextChoices):
    """How far a figure has come on its way to the circle."""

    DRAFT = "draft", _("Draft")
    CHECKED = "checked", _("Checked")
    APPROVED = "approved", _("Approved")


class Origin(models.TextChoices):
    """How a figure came into the municipality's collection."""

    OFFICIAL = "official", _("Adopted from official statistics")
    ENTERED = "entered", _("Entered by hand")
    WORKBOOK = "workbook", _("Uploaded in a workbook")


def _pair(person: str, moment: str, *, known: bool) -> Q:
    if known:
        return ~Q(**{person: ""}) & Q(**{f"{moment}__isnull": False})
    return Q(**{person: "", f"{moment}__isnull": True})


def _state_matches_signatures() -> Q:
    checked, unchecked = (_pair("checked_by", "checked_at", known=known) for known in (True, False))
    approved, unapproved = (_pair("approved_by", "approved_at", known=known) for known in (True, False))
    return (
        (Q(state=FigureState.DRAFT, checked_as="") & unchecked & unapproved)
        | (Q(state=FigureState.CHECKED) & ~Q(checked_as="") & checked & unapproved)
        | (Q(state=FigureState.APPROVED) & ~Q(checked_as="") & checked & approved)
    )


class Figure(models.Model):
    """One version of the value of an indicator for one year, group and concept."""

    indicator_code = models.CharField(max_length=10)
    definition_version = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    concept = models.CharField(max_length=20)

    numerator = numbers.count_column()
    denominator = numbers.count_column()
    value = numbers.value_column()
    missing = models.CharField(max_length=30, blank=True, default="")
    part_of_whole = models.BooleanField()
    signed = models.BooleanField(default=False)
    factor = models.DecimalField(max_digits=10, decimal_places=0)

    origin = models.CharField(max_length=10, choices=Origin.choices)
    source = models.TextField(blank=True, default="")
    table = models.CharField(max_length=60, blank=True, default="")
    territory_date = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True, default="")  # reference date; empty: as defined
    invented = models.BooleanField(default=False)
    derived = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")
    confirmation = models.TextField(blank=True, default="")  # why an unusual figure is right, by whoever entered it

    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=FigureState.choices, default=FigureState.DRAFT)
    entered_by = models.CharField(max_length=40)
    entered_at = models.DateTimeField()
    checked_by = models.CharField(max_length=40, blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_as = models.CharField(max_length=30, blank=True, default="")
    check_comment = models.TextField(blank=True, default="")
    approved_by = models.CharField(max_length=40, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["indicator_code", "concept", "group", "year", "version"]
        constraints = [
            models.CheckConstraint(name="figure_numerator_sound", condition=numbers.sound_unless_signed("numerator")),
            models.CheckConstraint(name="figure_denominator_sound", condition=numbers.sound("denominator")),
            models.CheckConstraint(name="figure_value_sound", condition=numbers.sound_unless_signed("value")),
            models.CheckConstraint(name="figure_part_within_whole", condition=numbers.part_within_whole()),
            models.CheckConstraint(name="figure_value_or_reason", condition=numbers.value_or_reason()),
            models.CheckConstraint(name="figure_year_possible", condition=numbers.possible_year()),
            models.CheckConstraint(name="figure_state_signed", condition=_state_matches_signatures()),
            models.CheckConstraint(
                name="figure_two_people", condition=Q(approved_by="") | ~Q(approved_by=F("checked_by"))
            ),
            models.CheckConstraint(name="figure_entered_by_somebody", condition=~Q(entered_by="")),
            models.UniqueConstraint(
                name="figure_one_current_version",
                fields=["indicator_code", "year", "group", "concept"],
                condition=Q(is_current=True),
            ),
            models.UniqueConstraint(
                name="figure_version_once", fields=["indicator_code", "year", "group", "concept", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.year} {self.group} {self.concept} v{self.version}"
