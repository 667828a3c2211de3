"""What this room refuses; each refusal carries a sentence for the person who is told."""

from tenants.membership.refusals import ChangedMeanwhile, Refused


class GoalRefused(Refused):
    """Something about goals is not done, and nothing was stored."""


class QuestionNeeded(GoalRefused):
    """An indicator is only used with the question that it is to answer."""


class TargetIncomplete(GoalRefused):
    """A target lacks one of its parts, or an open target lacks its reason or date."""


class TargetImpossible(GoalRefused):
    """A target that cannot be: years in the wrong order, a value outside the scale of the indicator."""


class GoalChangedMeanwhile(GoalRefused, ChangedMeanwhile):
    """Somebody else changed the use of the indicator since it was shown."""


class ChangeUnexplained(GoalRefused):
    """A change comes without a reason."""
