"""Who has handed numbers over for which indicator: years and nothing else; numbers do not exist on this side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.territories.selectors import gemeinden_of
from comparisons.circles.levels import Level
from comparisons.circles.selectors import current_memberships
from comparisons.totals.agreed import AgreedEntry
from comparisons.totals.models import TotalsAgreement, TotalsConsent


class GivenState(models.TextChoices):
    """How far a Gemeinde of the Kreis is with one indicator."""

    GIVEN = "given", _("handed over")
    EARLIER = "earlier", _("handed over under an earlier agreement only")
    NOTHING = "nothing", _("nothing yet")
    OUTSIDE = "outside", _("not a member of the circle")


@dataclass(frozen=True)
class BoardCell:
    """One Gemeinde and one indicator: the state and the years it holds for."""

    state: GivenState
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class BoardRow:
    """One Gemeinde of the Kreis."""

    ags: str
    name: str
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True)
class Board:
    """All Gemeinden of the Kreis, and for each indicator and year how many have handed numbers over."""

    rows: tuple[BoardRow, ...]
    counts: dict[tuple[str, int], int]

    def years_of(self, code: str) -> list[int]:
        """Years of an indicator for which anybody has handed numbers over, newest first."""
        return sorted({year for known, year in self.counts if known == code}, reverse=True)


def board(agreement: TotalsAgreement, entries: Sequence[AgreedEntry]) -> Board:
    """The board of an agreement for its moderators; a handful of queries, whatever the number of Gemeinden."""
    members = {
        str(row.municipality_id): row.ags for row in current_memberships(agreement.circle).filter(level=Level.GEMEINDE)
    }
    given: dict[tuple[str, str], set[int]] = defaultdict(set)
    earlier: dict[tuple[str, str], set[int]] = defaultdict(set)
    rows = TotalsConsent.objects.filter(circle_id=agreement.circle_id, withdrawn_at__isnull=True)
    for role, code, year, number in rows.values_list("municipality_id", "indicator_code", "year", "agreement_id"):
        if str(role) in members:
            (given if number == agreement.pk else earlier)[members[str(role)], code].add(year)
    taking_part = set(members.values())
    lines = [
        BoardRow(
            place.ags,
            place.name,
            tuple(
                _cell(place.ags in taking_part, given[place.ags, entry.code], earlier[place.ags, entry.code])
                for entry in entries
            ),
        )
        for place in gemeinden_of(agreement.circle.kreis_ags)
    ]
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for (_ags, code), years in given.items():
        for year in years:
            counts[code, year] += 1
    return Board(tuple(lines), dict(counts))


def _cell(is_member: bool, given: set[int], earlier: set[int]) -> BoardCell:
    if not is_member:
        return BoardCell(GivenState.OUTSIDE)
    if given:
        return BoardCell(GivenState.GIVEN, tuple(sorted(given)))
    if earlier:
        return BoardCell(GivenState.EARLIER, tuple(sorted(earlier)))
    return BoardCell(GivenState.NOTHING)
