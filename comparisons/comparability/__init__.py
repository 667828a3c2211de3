"""Comparability: may these contributions stand side by side, and if not fully, why."""

from comparisons.comparability.facts import Bridge, ContributionFacts, Grade, Kind
from comparisons.comparability.grade import Comparability, Reason, grade, grade_period, no_bridge, worst

__all__ = [
    "Bridge",
    "Comparability",
    "ContributionFacts",
    "Grade",
    "Kind",
    "Reason",
    "grade",
    "grade_period",
    "no_bridge",
    "worst",
]
