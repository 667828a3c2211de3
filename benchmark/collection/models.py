"""The year of collection: what is collected, by whom, until when. Values are not here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from benchmark.figures.models import numbers


class Collection(models.Model):
    """One data year of the municipality with its deadline."""

    year = models.PositiveSmallIntegerField(unique=True)
    deadline = models.DateField()
    rolled_over_from = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(name="collection_year_possible", condition=numbers.possible_year("year")),
            models.CheckConstraint(name="collection_opened_by_somebody", condition=~Q(opened_by="")),
        ]


class Item(models.Model):
    """One indicator of a collection; `responsible` is a person reference, `office` a department in words."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    indicator_code = models.CharField(max_length=10)
    responsible = models.CharField(max_length=40, blank=True, default="")
    office = models.CharField(max_length=200, blank=True, default="")
    source = models.TextField(blank=True, default="")
    question = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["indicator_code"]
        constraints = [models.UniqueConstraint(fields=["collection", "indicator_code"], name="collection_item_once")]


class Reminder(models.Model):
    """Somebody was reminded of the open part of a collection; once per occasion."""

    class Occasion(models.TextChoices):
        MONTH_BEFORE = "month_before"
        WEEK_BEFORE = "week_before"
        OVERDUE = "overdue"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="reminders")
    person = models.CharField(max_length=40)
    occasion = models.CharField(max_length=20, choices=Occasion.choices)
    deadline = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "person", "occasion", "deadline"], name="reminder_once_per_occasion"
            )
        ]
