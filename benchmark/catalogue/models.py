"""What the definition files say, as tables; versions of an indicator are only ever added."""

from __future__ import annotations

from django.db import models


class FieldOfAction(models.Model):
    """A field of action (Handlungsfeld), in the order of the file."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]


class Concept(models.Model):
    """A concept by which persons are told apart (R19)."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=150)
    meaning = models.TextField()
    unit_of_analysis = models.CharField(max_length=10)
    evidence = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=200, default="")
    population = models.CharField(max_length=200, default="")
    family = models.CharField(max_length=30, default="")
    place = models.CharField(max_length=10, default="")
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]


class ConceptVersion(models.Model):
    """The wording of a concept as it was reviewed, so that an old figure still says what it meant. Never changed."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["concept", "version"], name="concept_version_once")]


class Conversion(models.Model):
    """What may be done with a value of one concept where another is wanted; target "*" is every other concept."""

    source = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="conversions")
    target = models.CharField(max_length=20)
    rule = models.CharField(max_length=20)
    note = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="conversion_once")]


class Indicator(models.Model):
    """An indicator through all its versions; `retired` when its file is gone."""

    code = models.CharField(max_length=6, primary_key=True)
    field = models.ForeignKey(FieldOfAction, on_delete=models.PROTECT, related_name="indicators")
    core = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    current_version = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)
    trial = models.BooleanField(default=False)  # tried out on the spot, with the reason; beside its versions
    trial_reason = models.TextField(blank=True, default="")
    trial_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="indicator_on_trial_with_reason_and_day",
                condition=models.Q(trial=False, trial_reason="", trial_since__isnull=True)
                | (models.Q(trial=True, core=False, trial_since__isnull=False) & ~models.Q(trial_reason="")),
            )
        ]


class IndicatorVersion(models.Model):
    """A definition as it was reviewed: the whole content of the file with its fingerprint. Never changed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    reviewed = models.DateField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "version"], name="indicator_version_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="indicator_version_from_one"),
        ]
