"""What people answered to findings; the findings themselves are computed anew whenever somebody looks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    """What follows from a finding."""

    RIGHT = "right", _("It is right, because …")
    WILL_CORRECT = "will_correct", _("It will be corrected")
    ASKED_SOURCE = "asked_source", _("The source has been asked")


class Answer(models.Model):
    """One version of the answer to one finding. Nothing is overwritten; the newest version counts.

    `key` is the finding's: it holds as long as the numbers do, so an answer falls off when they change.
    """

    key = models.CharField(max_length=32)
    indicator_code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=40)
    sentence = models.TextField()  # what was said when it was answered
    kind = models.CharField(max_length=20, choices=AnswerKind.choices)
    comment = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField()
    answered_by = models.CharField(max_length=40)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(name="answer_version_once", fields=["key", "version"]),
            models.CheckConstraint(name="answer_by_somebody", condition=~Q(answered_by="")),
            models.CheckConstraint(name="answer_explained", condition=~Q(kind=AnswerKind.RIGHT) | ~Q(comment="")),
        ]
        indexes = [models.Index(fields=["indicator_code"], name="answer_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.year} {self.reason} v{self.version}"
