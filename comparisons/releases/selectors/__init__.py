"""The one gate: what was released, what is complete, and the municipality's own handovers."""

from comparisons.circles.selectors import circles_of_municipality
from comparisons.releases.selectors.completeness import Board, BoardRow, State, completeness
from comparisons.releases.selectors.own import (
    OwnContribution,
    OwnDeclination,
    own_contributions,
    own_declinations,
    verified_receipt,
)
from comparisons.releases.selectors.released import (
    OverviewRow,
    ReleasedBar,
    ReleasedYear,
    ReleaseInfo,
    RoundRelease,
    newest_release,
    next_release_from,
    release_overview,
    released,
    released_by_circle,
    releases_of,
)
from comparisons.releases.selectors.research import (
    OpenCircle,
    circle_open_for_research,
    circles_open_for_research,
    research_exports,
)

__all__ = [
    "Board",
    "BoardRow",
    "OpenCircle",
    "OverviewRow",
    "OwnContribution",
    "OwnDeclination",
    "ReleaseInfo",
    "ReleasedBar",
    "ReleasedYear",
    "RoundRelease",
    "State",
    "circle_open_for_research",
    "circles_of_municipality",
    "circles_open_for_research",
    "completeness",
    "newest_release",
    "next_release_from",
    "own_contributions",
    "own_declinations",
    "release_overview",
    "released",
    "released_by_circle",
    "releases_of",
    "research_exports",
    "verified_receipt",
]
