"""Figures, goals and releases for the tests of the own pages, made by the actions people call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils import translation

from benchmark.figures.actions import approve_figures, check_figures, enter_figure
from benchmark.figures.selectors import figures_in_state
from benchmark.goals.actions import set_use
from benchmark.goals.targets import Target
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle
from comparisons.insights import words
from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.support.people import AHAUSEN, BEDORF, MORE
from tests.support.rounds import (
    approve,
    begin_round,
    end_round,
    found_circle,
    give,
    person_of_municipality,
    release,
)

CIRCLE = "Ring der Probe"
SOURCE = "Statistik der Probe"
EMPLOYMENT = {2021: (5000, 10000), 2022: (5100, 10000), 2023: (5600, 10000)}
GERMANS = {2021: (64000, 100000), 2022: (64500, 100000), 2023: (65000, 100000)}
SIX = (AHAUSEN, BEDORF, *MORE)


def settle_figures(municipality: Any, *, only_checked: bool = False) -> None:
    """Check every draft and approve what is checked, by two people, with a comment for unusual ones."""
    statistics = person_of_municipality(municipality, RoleCode.STATISTICS_OFFICE)
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    with inside(municipality):
        drafts = [row.id for row in figures_in_state("draft")]
        if drafts:
            check_figures(ids=drafts, by=statistics, comment="Stimmt so.")
        checked = [row.id for row in figures_in_state("checked")]
        if checked and not only_checked:
            approve_figures(ids=checked, by=office)


def enter(municipality: Any, code: str, group: str, counts: Mapping[int, tuple[int, int]], **said: Any) -> None:
    """Drafts of one series: year -> (numerator, denominator)."""
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    with inside(municipality):
        for year, (numerator, denominator) in counts.items():
            enter_figure(
                indicator_code=code,
                year=year,
                group=group,
                numerator=Decimal(numerator),
                denominator=Decimal(denominator),
                by=office,
                **({"source": SOURCE} | said),
            )


def miss(municipality: Any, code: str, group: str, year: int, reason: str) -> None:
    """A draft that says why there is no figure."""
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    with inside(municipality):
        enter_figure(indicator_code=code, year=year, group=group, missing=reason, by=office)


def use(municipality: Any, code: str, target: Target, *, group: str = "", question: str = "Wo stehen wir?") -> None:
    """Use an indicator with a question and a target."""
    office = person_of_municipality(municipality, RoleCode.INTEGRATION_OFFICE)
    with inside(municipality):
        set_use(indicator_code=code, question=question, target=target, leading_group=group, by=office)


def target_of(value: str, *, by: int = 2030, since: int = 2021, direction: str = "higher") -> Target:
    """A complete target."""
    return Target(target_value=Decimal(value), direction=direction, base_year=since, target_year=by)


def released_ring(members: Sequence[Any], shares: Sequence[int], *, years: Sequence[int] = (2022, 2023)) -> Circle:
    """A circle whose members have handed over naturalisations per 10,000, released: the same share in every year."""
    circle = found_circle(members, name=CIRCLE, indicators=[CoreChoice("REC-01")])
    current = begin_round(circle, first_year=min(years), last_year=max(years))
    for member, share in zip(members, shares, strict=True):
        approve(member, dict.fromkeys(years, (share, 10000)))
        give(member, current)
    end_round(current)
    assert release(current).state == "done"
    return circle


def group_name(group: str) -> str:
    """What the pages call a group in German."""
    with translation.override("de"):
        return words.group_words(group)


def text_of(answer: Any) -> str:
    """What a page says: without scripts, marks and doubled spaces."""
    html = answer.content.decode()
    html = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace("\u202f", " ").replace("\u00a0", " ")
