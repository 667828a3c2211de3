"""What a municipality's register says today, and what it reported last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from benchmark.catalogue.selectors import indicators
from benchmark.catalogue.words import HOLDERS, word
from benchmark.data_register.register import ELSEWHERE
from benchmark.figures.models import AccessStatus, Returned
from benchmark.figures.selectors import data_access
from comparisons.data_gaps.models import Gap, Report


@dataclass(frozen=True)
class Found:
    """One gap as it would be reported, with the indicator's name for the page."""

    indicator_code: str
    name: str
    status: str
    source: str
    holders: tuple[str, ...]
    returned: str
    since: int | None

    @property
    def status_in_words(self) -> str:
        return str(AccessStatus(self.status).label)

    @property
    def holders_in_words(self) -> str:
        return ", ".join(word(HOLDERS, code) for code in self.holders)

    @property
    def returned_in_words(self) -> str:
        return str(Returned(self.returned).label) if self.returned else ""

    @property
    def handed(self) -> tuple[object, ...]:
        """What goes along, to compare with what was reported."""
        return (self.indicator_code, self.status, self.source, self.holders, self.returned, self.since)


@dataclass(frozen=True)
class Register:
    """How many lines are recorded, and which of them are gaps."""

    recorded: int
    gaps: tuple[Found, ...]


@dataclass(frozen=True)
class LastReport:
    """When this municipality reported, how many gaps, and whether its register says the same today."""

    reported_at: datetime
    gaps: int
    is_current: bool


def register_today() -> Register:
    """The recorded gaps in the catalogue's order; reasons, offices and legal bases are not read into them."""
    known = data_access()
    gaps = tuple(
        Found(
            indicator_code=each.code,
            name=each.short_name,
            status=known[each.code].status,
            source=each.source,
            holders=tuple(each.data_holder),
            returned=known[each.code].returned,
            since=known[each.code].since,
        )
        for each in indicators()
        if each.code in known and known[each.code].status in ELSEWHERE
    )
    return Register(recorded=len(known), gaps=gaps)


def last_report(today: Register) -> LastReport | None:
    """This municipality's own report, or None."""
    report = Report.objects.first()
    if report is None:
        return None
    sent = {
        (gap.indicator_code, gap.status, gap.source, tuple(gap.holders), gap.returned, gap.since)
        for gap in Gap.objects.all()
    }
    return LastReport(report.reported_at, len(sent), sent == {found.handed for found in today.gaps})
