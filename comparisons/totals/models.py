"""What a nested circle agrees on for its sums, the numbers its Gemeinden handed over, and what was released."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.circles.models import CharterVersion, Circle, municipality_key

LARGEST_COUNT = 100_000_000  # persons; more than live in the country


class Method(models.TextChoices):
    """How the figures of a table are protected beyond what is withheld."""

    ROUNDING = "rounding", _("Every number is rounded to a multiple of 5")
    SUPPRESSION = "suppression", _("Numbers are exact; as many as needed are withheld")


class Smallest(models.IntegerChoices):
    """The smallest number of persons that may be told."""

    THREE = 3, "3"
    TEN = 10, "10"


class TotalsAgreement(models.Model):
    """What a nested circle's sums are made of and how they are protected; the newest one holds, none is changed.

    A consent is given under one agreement and holds for no other.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="totals_agreements")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=12, choices=Method.choices, default=Method.ROUNDING)
    smallest = models.PositiveSmallIntegerField(choices=Smallest.choices, default=Smallest.THREE)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    agreed_by = models.CharField(max_length=40)
    agreed_name = models.CharField(max_length=120)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("circle_id", "-number")
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="totals_agreement_number_once"),
            models.CheckConstraint(name="totals_agreement_years_in_order", condition=Q(first_year__lte=F("last_year"))),
            models.CheckConstraint(
                name="totals_agreement_protects_persons",
                condition=Q(method__in=Method.values, smallest__in=Smallest.values),
            ),
        ]


class AgreedTotal(models.Model):
    """One indicator whose numerators are added up, its groups, and the size classes the sums are shown for.

    `classes` are lists of keys of Gemeinden by number of inhabitants, frozen with the agreement: they follow from the
    public directory and the charter's parameters alone (`size_classes.py`).
    """

    agreement = models.ForeignKey(TotalsAgreement, on_delete=models.PROTECT, related_name="totals")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    groups = ArrayField(models.CharField(max_length=20))
    classes = models.JSONField()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["agreement", "indicator_code"], name="agreed_total_once"),
            models.CheckConstraint(name="agreed_total_has_groups", condition=Q(groups__len__gt=0)),
        ]


class TotalsConsent(models.Model):
    """A Gemeinde's consent to hand over the numbers of one indicator and year; withdrawn, never deleted."""

    agreement = models.ForeignKey(TotalsAgreement, on_delete=models.PROTECT, related_name="consents")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
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
                fields=["circle", "municipality", "indicator_code", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="totals_consent_one_in_force",
            ),
            models.CheckConstraint(
                name="totals_consent_withdrawn_with_date_and_name",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            ),
        ]


class CountContribution(models.Model):
    """One number of persons a Gemeinde handed over. Only itself and the computing account can read `count`."""

    consent = models.ForeignKey(TotalsConsent, on_delete=models.PROTECT, related_name="counts")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    municipality = municipality_key()
    ags = models.CharField(max_length=8)
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    source = models.TextField(blank=True, default="")
    territory_date = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True, default="")  # reference date or period of the figure
    figure_state = models.CharField(max_length=20)
    figure_version = models.PositiveIntegerField()
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("indicator_code", "year", "group")
        constraints = [
            models.UniqueConstraint(fields=["consent", "group"], name="count_once_per_consent"),
            models.CheckConstraint(
                name="count_is_a_number_of_persons", condition=Q(count__gte=0, count__lte=LARGEST_COUNT)
            ),
        ]


class TotalsRelease(models.Model):
    """One released table of a nested circle, or that it could not be released; append-only.

    `table` holds what is shown and nothing else: rows with one number per column, None where it is withheld.
    `members` is the number of Gemeinden of the Kreis, `n` of those whose numbers are in the table, `public_count` of
    those among them whose numbers everybody knows (officially published, or named with consent).
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="totals_releases")
    agreement = models.ForeignKey(TotalsAgreement, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=6)
    method = models.CharField(max_length=12, choices=Method.choices)
    n = models.PositiveSmallIntegerField()
    members = models.PositiveSmallIntegerField()
    public_count = models.PositiveSmallIntegerField(default=0)
    invented_count = models.PositiveSmallIntegerField(default=0)
    refused = models.BooleanField(default=False)
    table = models.JSONField(default=dict, blank=True)
    sources = models.JSONField(default=list, blank=True)
    references = models.JSONField(default=list, blank=True)
    released_by = models.CharField(max_length=40)
    published_at = models.DateTimeField(default=timezone.now)
    job_id = models.UUIDField()

    class Meta:
        ordering = ("indicator_code", "-year", "-number")
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="totals_release_number_once"),
            models.UniqueConstraint(
                fields=["circle", "indicator_code", "year", "quarter"], name="totals_released_once_per_quarter"
            ),
            models.CheckConstraint(
                name="totals_refused_shows_nothing", condition=Q(refused=False) | Q(refused=True, table={})
            ),
            models.CheckConstraint(name="totals_release_no_more_than_members", condition=Q(n__lte=F("members"))),
        ]


class TotalsProof(models.Model):
    """What every later release is held against: the sums that are known now, and why they betray nobody; append-only.

    `rows` are the canonical constraint rows: per shown cell the elements it adds up and the limits its value is known
    to lie in. An element is one consent of one Gemeinde, so that a corrected number is another element. `withheld` are
    the keys of the cells that are not shown, `certificate` the worlds nobody can tell apart. Read by the exchange only.
    `place` numbers the proofs of one count and year: a table was judged beside all proofs before it. The database
    refuses a proof for numbers whose consent (`consents`) is withdrawn.
    """

    release = models.OneToOneField(TotalsRelease, on_delete=models.PROTECT, related_name="proof")
    place = models.PositiveIntegerField()
    consents = ArrayField(models.BigIntegerField())
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    primitive = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    rows = models.JSONField()
    withheld = models.JSONField()
    parameters = models.JSONField()
    certificate = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("release_id",)
        constraints = [
            models.UniqueConstraint(fields=["primitive", "year", "place"], name="totals_proof_one_after_another")
        ]
