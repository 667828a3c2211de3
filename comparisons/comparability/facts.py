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
    LAND = "land"  # a concept that the Länder apply differently
    REFERENCE_DATE = "reference_date"
    TERRITORY = "territory"
    STATE = "state"
    INVENTED = "invented"
    COVERAGE = "coverage"


class Grade(StrEnum):
    """How far contributions may be compared; the letter stands on the comparability pass (Vergleichbarkeits-Pass)."""

    FULL = "full"
    LIMITED = "limited"  # may be compared if the reasons stand beside it
    OWN_PATH = "own_path"  # each member's own series holds, a comparison between members does not
    REFUSED = "refused"

    @property
    def letter(self) -> str:
        """A to D, as people read it."""
        return "ABCD"[list(Grade).index(self)]

    @property
    def drawable(self) -> bool:
        """Whether members may be drawn beside each other."""
        return self in (Grade.FULL, Grade.LIMITED)


class Bridge(StrEnum):
    """What the catalogue says about two different concepts in one comparison."""

    NONE = "none"
    WITH_NOTE = "with_note"


@dataclass(frozen=True)
class ContributionFacts:
    """Metadata of one contribution.

    `member` tells contributors apart within one judgement and is never shown. `territory_date` is the Gebietsstand,
    None where the source names none; `territory_since` is the day the member's territory took its present shape, None
    if it never changed. `land` is the member's Land (two digits); it counts where the Länder are known to apply the
    concept differently (`uneven_by_land`). `reference` is the reference date or period as the source words it, "" if
    as defined.
    """

    concept: str
    definition_version: int
    source: str
    year: int
    group: str
    territory_date: date | None
    state: str
    invented: bool
    member: str = ""
    reference: str = ""
    territory_since: date | None = None
    land: str = ""
    uneven_by_land: bool = False

    @property
    def former_territory(self) -> bool:
        """Whether the figure is of a territory that the member no longer has."""
        if self.territory_date is None or self.territory_since is None:
            return False
        return self.territory_date < self.territory_since


# One attribute of the facts per kind that is judged by whether all contributions agree.
ATTRIBUTES: dict[Kind, str] = {
    Kind.CONCEPT: "concept",
    Kind.DEFINITION_VERSION: "definition_version",
    Kind.YEAR: "year",
    Kind.GROUP: "group",
    Kind.SOURCE: "source",
    Kind.REFERENCE_DATE: "reference",
    Kind.TERRITORY: "territory_date",
}


def attribute(facts: ContributionFacts, kind: Kind) -> str:
    """The side of a contribution that a kind looks at, as text; dates in ISO form, "" where nothing is named."""
    value = getattr(facts, ATTRIBUTES[kind])
    return "" if value is None else str(value)
