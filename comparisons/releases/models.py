"""What municipalities handed over (cells and metadata, never a figure) and what circles may see of it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.circles.models import CharterVersion, Circle, Round, municipality_key

SHORTEST_PURPOSE = 10  # characters that a download for research needs as its purpose


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


class Release(models.Model):
    """One act of releasing a round's statistics to its circle; append-only, and with its rows the ledger.

    `parameters` are the charter's disclosure parameters on that day, `rule_set` the version of the rules themselves.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="releases")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    released_by = models.CharField(max_length=40)
    published_at = models.DateTimeField(default=timezone.now)
    quarter = models.CharField(max_length=6)
    rule_set = models.CharField(max_length=20)
    parameters = models.JSONField()
    job_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ("circle_id", "-number")
        constraints = [models.UniqueConstraint(fields=["circle", "number"], name="release_number_once")]


class Refusal(models.TextChoices):
    """Why a statistic is not shown; decided on counts and public metadata only."""

    NONE = "", _("shown")
    TOO_FEW = "too_few", _("too few members contributed")
    TOO_FEW_UNKNOWN = "too_few_unknown", _("too few members whose value is not known to others")
    NOT_COMPARABLE = "not_comparable", _("the contributions are not comparable")
    NOT_ANONYMOUS = "not_anonymous", _("would tell too much about single municipalities")


def cell_column() -> Any:
    """Number of a grid cell; None where the step of the release table does not allow this statistic."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


def edge_column() -> Any:
    """An edge of a cell in the indicator's unit; None also where the cell is open on this side."""
    return models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)


class ReleasedStatistic(models.Model):
    """What a circle sees of one indicator, group and year in one release; frozen, refusals included.

    Of its `n` members, `public_count` have an officially published value and `consented_count` have shown theirs to
    others; `left_out` contributed too, but more can be shown without them. `histogram` is a list of bars with `low`,
    `high` (text or None), `n` and the numbers of its `first` and `last` cell.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="statistics")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20)
    quarter = models.CharField(max_length=6)
    n = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True, default="")
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=10)
    reasons = models.JSONField(default=list, blank=True)
    invented_count = models.PositiveSmallIntegerField(default=0)
    grid_id = models.CharField(max_length=16)
    member_hash = models.CharField(max_length=64)
    mean = edge_column()
    median_cell = cell_column()
    median_low = edge_column()
    median_high = edge_column()
    q1_cell = cell_column()
    q1_low = edge_column()
    q1_high = edge_column()
    q3_cell = cell_column()
    q3_low = edge_column()
    q3_high = edge_column()
    p10_cell = cell_column()
    p10_low = edge_column()
    p10_high = edge_column()
    p90_cell = cell_column()
    p90_low = edge_column()
    p90_high = edge_column()
    histogram = models.JSONField(default=list, blank=True)
    public_count = models.PositiveSmallIntegerField(default=0)
    consented_count = models.PositiveSmallIntegerField(default=0)
    left_out = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("indicator_code", "group", "year")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "indicator_code", "group", "year", "quarter"],
                name="released_once_per_quarter",
            ),
            models.CheckConstraint(
                name="released_refused_shows_nothing",
                condition=Q(refusal="")
                | Q(level=0, mean__isnull=True, median_cell__isnull=True, q1_cell__isnull=True, p10_cell__isnull=True),
            ),
            models.CheckConstraint(name="released_refused_draws_no_bars", condition=Q(refusal="") | Q(histogram=[])),
            models.CheckConstraint(name="released_no_more_than_expected", condition=Q(n__lte=F("expected"))),
        ]


class LedgerRow(models.Model):
    """One released statistic as an attacker sees it: whom it speaks of and what it says; append-only, for ever.

    `kind` G: a function of grid cells; L: a sum. `members` are the database roles of exactly those it was made of; with
    `members_known` false they are all who can have been in it. `rows` are constraint rows in the spelling of
    `disclosure.audit`, `cells` the figure of each member as (member, version, cell, invented), `edges` those of the
    grid. `data_version` counts the states of the data released for this circle, indicator, group and year. `rung` is
    the step of the audit that passed, `certificate` what it can be checked with again. `digest` covers this row and
    `previous`, the digest of the row before.
    """

    class Kind(models.TextChoices):
        GRID = "G", "grid"
        LINEAR = "L", "linear"

    position = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    origin = models.CharField(max_length=20)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_rows")
    statistic = models.OneToOneField(
        ReleasedStatistic, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_row"
    )
    members = ArrayField(models.CharField(max_length=63))
    members_known = models.BooleanField(default=True)
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    group = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    data_version = models.PositiveIntegerField()
    grid_id = models.CharField(max_length=16, blank=True, default="")
    edges = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list, blank=True)
    rows = models.JSONField()
    rule_set = models.CharField(max_length=20)
    parameters = models.JSONField()
    rung = models.CharField(max_length=10)
    certificate = models.JSONField(default=dict, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("position",)
        indexes = [
            GinIndex(fields=["members"], name="ledger_members"),
            models.Index(fields=["indicator_code", "concept", "year"], name="ledger_family_and_year"),
        ]


class LedgerHead(models.Model):
    """The end of the ledger: one row for the whole house, locked by whoever writes, so that nobody cuts the end off."""

    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_head_is_one", condition=Q(pk=1))]


class ResearchExport(models.Model):
    """One download of a circle's released statistics for research: who, what for, and how much; append-only.

    `release_number` is the circle's newest release on that day, `lines` the number of statistics in the file.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="research_exports")
    release_number = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    purpose = models.TextField()
    person = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    exported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-exported_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="research_export_says_what_for", condition=Q(purpose__regex=rf"^.{{{SHORTEST_PURPOSE},}}")
            )
        ]
