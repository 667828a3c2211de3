"""What this room refuses; each refusal carries a sentence for the person who is told."""

from tenants.membership import refusals
from tenants.membership.refusals import Refused


class FigureRefused(Refused):
    """Something about figures is not done, and nothing was stored."""


class ImpossibleFigure(FigureRefused):
    """The numbers cannot be right: negative, not a number, a part larger than its whole, a year that cannot be."""


class NotDefined(FigureRefused):
    """The definition of the indicator does not know this concept or group."""


class ChangedMeanwhile(FigureRefused, refusals.ChangedMeanwhile):
    """Somebody else changed the figure since it was shown."""


class EntryLocked(FigureRefused):
    """The collection of this set and year is completed; it must be reopened first."""

    status = 409


class NotComplete(FigureRefused):
    """A collection cannot be completed while rows of it say nothing."""


class NotYourTask(FigureRefused):
    """The person has no role that may do this."""


class SamePerson(FigureRefused):
    """Whoever checked a figure cannot approve it too."""


class NotYetChecked(FigureRefused):
    """The statistics office has not checked the figure."""


class CommentNeeded(FigureRefused):
    """A figure looks unusual and is only accepted with a comment."""


class NothingSelected(FigureRefused):
    """No figure or proposal was chosen."""


class ReasonNeeded(FigureRefused):
    """A decision that others must be able to understand comes without a reason."""


class FileRefused(FigureRefused):
    """An uploaded workbook cannot be taken over."""
