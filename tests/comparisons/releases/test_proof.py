"""Proof of anonymity: every statistic with its reason, for members and moderators only."""

from __future__ import annotations

import re

import pytest

from tenants.membership.roles import RoleCode
from tests.support import rounds

DENOMINATOR = 20000
ADDRESS = "/ringe/ring-der-probe/anonymitaet/REC-01/"


def released_with(members, numerators) -> None:
    """A circle of these members with one release of 2023."""
    circle = rounds.found_circle(members)
    current = rounds.begin_round(circle)
    for member, numerator in zip(members, numerators, strict=True):
        rounds.approve(member, {2023: (numerator * 20, DENOMINATOR)})
        rounds.give(member, current)
    rounds.end_round(current)
    assert rounds.release(current).result == {"release": 1}


def page(browse, slug: str | None, role: RoleCode, query: str = "") -> str:
    answer = browse(slug, role).get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> dict[str, tuple[str, str]]:
    """Statistic -> (shown?, why) as the table says it."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', html)
    return {name: (shown, why) for name, shown, why in found}


@pytest.mark.requirement("I4.7")
@pytest.mark.requirement("R45")
def test_each_statistic_says_whether_it_is_shown_and_why_and_the_indicator_leads_there(six, browse) -> None:
    released_with(six, (11, 14, 17, 19, 22, 28))
    html = page(browse, "ahausen", RoleCode.INTEGRATION_OFFICE)
    said = rows(html)
    assert said["Mittelwert, aus Klassen berechnet"] == ("ja", "wird ab 5 Beiträgen gezeigt; es sind 6")
    assert said["Klasse des Medians"] == ("nein", "erst ab 9 Beiträgen; es sind 6")
    assert said["Klassen der beiden Viertelgrenzen"] == ("nein", "erst ab 17 Beiträgen; es sind 6")
    assert said["Genauer Rang, bester und letzter Platz"][0] == "nie"
    assert "6 von 6 Mitgliedern haben eine Klasse übergeben, die zählt." in html
    assert "Die schmalste Klasse dieses Indikators ist" in html
    there = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/REC-01/").content.decode()
    assert f'href="{ADDRESS}?gruppe=foreign&amp;jahr=2023"' in there


@pytest.mark.requirement("I4.7")
def test_the_moderator_reads_the_same_and_strangers_nothing(six, browse) -> None:
    *members, stranger = six
    released_with(members, (11, 14, 17, 19, 22))
    own = page(browse, members[0].slug, RoleCode.INTEGRATION_OFFICE)
    theirs = page(browse, None, RoleCode.MODERATOR)
    assert rows(own) == rows(theirs)
    assert browse(stranger.slug, RoleCode.INTEGRATION_OFFICE).get(ADDRESS).status_code == 404
    assert browse(members[0].slug).get(ADDRESS).status_code in (302, 403)
    assert browse(members[0].slug, RoleCode.INTEGRATION_OFFICE).get(ADDRESS.replace("REC", "KIT")).status_code == 404


@pytest.mark.requirement("I4.7")
def test_a_year_with_too_few_says_that_it_shows_nothing(six, browse) -> None:
    released_with(six[:4], (11, 14, 17, 19))
    html = page(browse, "ahausen", RoleCode.INTEGRATION_OFFICE)
    assert "zeigt der Ring nichts" in html
    assert {shown for shown, _why in rows(html).values()} == {"nein", "nie"}
