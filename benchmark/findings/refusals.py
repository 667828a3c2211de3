"""What this room refuses; each refusal carries a sentence for the person who is told."""

from tenants.membership import refusals
from tenants.membership.refusals import Refused


class AnswerRefused(Refused):
    """An answer is not kept, and nothing was stored."""


class CommentMissing(AnswerRefused):
    """Whoever says that a figure is right has to say why."""


class NoSuchFinding(AnswerRefused, refusals.ChangedMeanwhile):
    """The numbers have changed since the page was shown, so the finding is no longer the same."""


class AnsweredMeanwhile(AnswerRefused, refusals.ChangedMeanwhile):
    """Somebody else answered the finding since it was shown."""
