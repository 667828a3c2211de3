"""Circles of municipalities, what they agreed on, who belongs to them since when, and their rounds."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from comparisons.circles.levels import CircleKind, Level
from comparisons.circles.profiles import Profile, condition

MOST_CORE_INDICATORS = 15


def municipality_key() -> Any:
    """The column that row-level security compares with the connection's login role."""
    return models.ForeignKey(
        "municipalities.Municipality",
        to_field="schema_name",
        on_delete=models.PROTECT,
        related_name="+",
        db_column="municipality",
    )


class Circle(models.Model):
    """A group of municipalities that compare the same core indicators."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=CircleKind.choices)
    kreis_ags = models.CharField(max_length=5, blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    open_for_research = models.BooleanField(default=False)  # its releases may be downloaded for research
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.CharField(max_length=40)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="circle_nested_has_its_kreis",
                condition=Q(kind=CircleKind.KREIS, kreis_ags__regex=r"^[0-9]{5}$")
                | (~Q(kind=CircleKind.KREIS) & Q(kreis_ags="")),
            )
        ]


class Moderation(models.Model):
    """A moderator who prepares this circle; others are answered as if it did not exist."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="moderations")
    person = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "person"], name="moderation_once")]


class CharterVersion(models.Model):
    """One version of a circle's agreement: a draft until published, unchangeable afterwards.

    Parameters are those of the disclosure rules; `p` is in percent, denominators are persons. Their limits stand in
    `profiles`. `person_minimum` holds for totals, `drift` says whether neighbouring years are checked together.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="charters")
    number = models.PositiveSmallIntegerField()
    profile = models.CharField(max_length=10, choices=Profile.choices, default=Profile.NORMAL)
    n_min = models.PositiveSmallIntegerField(default=5)
    k = models.PositiveSmallIntegerField(default=3)
    c = models.PositiveSmallIntegerField(default=2)
    t = models.PositiveSmallIntegerField(default=3)
    p = models.PositiveSmallIntegerField(default=10)
    m = models.PositiveSmallIntegerField(default=3)
    d_min_group = models.PositiveIntegerField(default=150)
    d_min_total = models.PositiveIntegerField(default=1000)
    person_minimum = models.PositiveSmallIntegerField(default=3)
    drift = models.BooleanField(default=False)
    statement = models.TextField(blank=True, default="")
    overrides = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    drafted_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.CharField(max_length=40)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("circle_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="charter_number_once"),
            models.UniqueConstraint(
                fields=["circle"], condition=Q(published_at__isnull=True), name="charter_one_draft_per_circle"
            ),
            models.CheckConstraint(name="charter_within_the_bounds_of_its_profile", condition=condition()),
            models.CheckConstraint(
                name="charter_published_with_date_and_name",
                condition=Q(published_at__isnull=True, published_by="")
                | (Q(published_at__isnull=False, valid_from__isnull=False) & ~Q(published_by="")),
            ),
        ]


class CoreIndicator(models.Model):
    """One indicator of a charter's core set, in exactly one definition version and one concept."""

    charter = models.ForeignKey(CharterVersion, on_delete=models.CASCADE, related_name="core_indicators")
    position = models.PositiveSmallIntegerField()
    indicator_code = models.CharField(max_length=20)
    definition_version = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=40)
    groups = ArrayField(models.CharField(max_length=20))

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["charter", "indicator_code"], name="core_indicator_once_per_charter")
        ]


class Invitation(models.Model):
    """A circle asks a municipality to join; the answer is the municipality's own."""

    class Answer(models.TextChoices):
        OPEN = "", "—"
        SIGNED = "signed", "signed"
        DECLINED = "declined", "declined"
        TAKEN_BACK = "taken_back", "taken back"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="invitations")
    municipality = municipality_key()
    ags = models.CharField(max_length=8)
    level = models.CharField(max_length=10, choices=Level.choices)
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("ags",)
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "municipality"], condition=Q(answer=""), name="invitation_one_open"
            ),
            models.CheckConstraint(
                name="invitation_answer_with_date_and_name",
                condition=Q(answer="", answered_at__isnull=True, answered_by="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
        ]


class Membership(models.Model):
    """A municipality's time in a circle; ended memberships stay, a return is a new row."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="memberships")
    municipality = municipality_key()
    ags = models.CharField(max_length=8)
    level = models.CharField(max_length=10, choices=Level.choices)
    member_from = models.DateField()
    member_until = models.DateField(null=True, blank=True)
    left_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("ags", "member_from")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "municipality"],
                condition=Q(member_until__isnull=True),
                name="membership_one_without_end",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(member_until__isnull=True) | Q(member_until__gte=F("member_from")),
            ),
        ]


class Signature(models.Model):
    """A municipality's signature under one charter version; append-only."""

    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="signatures")
    municipality = municipality_key()
    signed_by = models.CharField(max_length=40)
    signed_name = models.CharField(max_length=120)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "municipality"], name="signature_once_per_charter")]


class Round(models.Model):
    """One period of handing over under one charter version; both dates are days on which handing over is possible."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "closed"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="rounds")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    opens_at = models.DateField()
    closes_at = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("circle_id", "-opens_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["circle"], condition=Q(state="open"), name="round_one_open_per_circle"),
            models.CheckConstraint(name="round_years_in_order", condition=Q(first_year__lte=F("last_year"))),
            models.CheckConstraint(name="round_dates_in_order", condition=Q(opens_at__lte=F("closes_at"))),
        ]

    @property
    def is_open(self) -> bool:
        """Whether figures can be handed over today; the database asks the same question again."""
        return self.state == self.State.OPEN and self.opens_at <= timezone.localdate() <= self.closes_at
