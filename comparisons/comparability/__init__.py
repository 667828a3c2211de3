"""Comparability: may these contributions stand side by side, and if not fully, why."""

from comparisons.comparability.facts import ContributionFacts, Grade, Kind
from comparisons.comparability.grade import Comparability, Reason, grade, same_concept_only

__all__ = ["Comparability", "ContributionFacts", "Grade", "Kind", "Reason", "grade", "same_concept_only"]
