"""What is known about a contribution apart from its value: the basis of every judgement on comparability."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The sides of a contribution on which comparability is judged."""

    CONTRIBUTIONS = "contributions"  # whether there is anything at all
    CONCEPT = "concept"
    DEFINITION_VERSION = "definition_version"
    YEAR = "year"
    GROUP = "group"
    SOURCE = "source"
    TERRITORY = "territory"
    STATE = "state"
    INVENTED = "invented"
    COVERAGE = "coverage"


class Grade(StrEnum):
    """How far contributions may be compared."""

    FULL = "full"
    LIMITED = "limited"  # may be compared if the reasons stand beside it
    REFUSED = "refused"


@dataclass(frozen=True)
class ContributionFacts:
    """Metadata of one contribution; `territory_date` is the Gebietsstand, None where the source names none."""

    concept: str
    definition_version: int
    source: str
    year: int
    group: str
    territory_date: date | None
    state: str
    invented: bool


# One attribute of the facts per kind that is judged by whether all contributions agree.
ATTRIBUTES: dict[Kind, str] = {
    Kind.CONCEPT: "concept",
    Kind.DEFINITION_VERSION: "definition_version",
    Kind.YEAR: "year",
    Kind.GROUP: "group",
    Kind.SOURCE: "source",
    Kind.TERRITORY: "territory_date",
}


def attribute(facts: ContributionFacts, kind: Kind) -> str:
    """The side of a contribution that a kind looks at, as text; dates in ISO form, "" where nothing is named."""
    value = getattr(facts, ATTRIBUTES[kind])
    return "" if value is None else str(value)
