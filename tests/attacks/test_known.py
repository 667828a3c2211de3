"""Members whose figure others know, by consent or because it is published: they protect nobody any more, ever."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from comparisons.circles.models import Circle
from comparisons.named_figures.actions import show_figures, stop_showing
from comparisons.named_figures.models import NamedConsent
from comparisons.releases.models import Contribution
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.attacks import stage
from tests.attacks.attacker import feasible, feasible_together
from tests.attacks.campaign import Field, Tally, coalitions
from tests.attacks.ground import FIRST_YEAR, LAST_YEAR, SLUGS, YEARS, copied, days_from_now, members, round_of
from tests.attacks.reading import Reading, from_csv
from tests.attacks.rendered import sign_in
from tests.attacks.stage import GROUP
from tests.support import rounds
from tests.support.official import publish

NINE, TWELVE = SLUGS[:9], SLUGS[:12]
SHOWING = (SLUGS[3], SLUGS[5])
SERIES = ("REC-01", FIRST_YEAR)
ONLY = ("REC-01",)


def show(slug: str, ring: str) -> NamedConsent:
    """A member shows its figures to all members of the ring."""
    (home,) = members([slug])
    office = rounds.person_of_municipality(home, RoleCode.INTEGRATION_OFFICE)
    with inside(home):
        circle = Circle.objects.get(slug=ring)
        return show_figures(
            circle=circle, indicator_code="REC-01", group=GROUP, years=list(YEARS), viewers=None, by=office
        )


def stop(slug: str, consent: NamedConsent) -> None:
    """It stops showing them."""
    (home,) = members([slug])
    office = rounds.person_of_municipality(home, RoleCode.INTEGRATION_OFFICE)
    with inside(home):
        stop_showing(pk=consent.pk, by=office)


def read(ring: str) -> dict[Any, Reading]:
    """What the first member reads about a ring."""
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    return from_csv(client.get(f"/kennzahl/REC-01/werte.csv?ring={ring}").content)


@pytest.fixture(scope="module")
def shown(django_db_blocker: Any, ground_template: str) -> Any:
    """Two of nine show their figures by name; released; one stops; released again a quarter later."""
    with copied(ground_template):
        figures = stage.drawn(61, slugs=NINE, codes=ONLY)
        stage.enter(figures)
        consents = {slug: show(slug, "neun") for slug in SHOWING}
        consents |= {slug: show(slug, "fuenf") for slug in SLUGS[1:2]}
        stage.hand_over("neun", NINE, ONLY)
        stage.hand_over("fuenf", SLUGS[:5], ONLY)
        with days_from_now(-95):
            assert stage.release("neun") == {"release": 1}
            assert stage.release("fuenf") == {"release": 1}
        first, five = read("neun"), read("fuenf")
        for slug in SHOWING:
            stop(slug, consents[slug])
        rounds.begin_round(round_of("neun").circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)
        stage.hand_over("neun", NINE, ONLY)
        assert stage.release("neun") == {"release": 2}
        yield SimpleNamespace(figures=figures, first=first, second=read("neun"), five=five)


@pytest.mark.requirement("T1")
@pytest.mark.requirement("I4.2")
def test_a_ring_of_five_with_one_shown_by_name_is_refused(shown):
    """Five, one of them known, two pooling: two unknown are left, and three are needed."""
    assert shown.five
    assert all(one.refused and one.mean is None and not one.spans for one in shown.five.values())


@pytest.mark.requirement("T19")
@pytest.mark.requirement("I4.4")
def test_a_median_of_nine_is_gone_when_two_are_known(shown):
    """The mean is left; with both known figures and every pair, the others are not narrowed below their class."""
    field = Field(shown.figures, {"neun": shown.first}, {"neun": NINE})
    tally = Tally()
    for year in YEARS:
        series = ("REC-01", year)
        scale = field.scale(series)
        one = field.shown("neun", series, scale)
        assert one is not None
        assert one.average is not None
        assert one.ranks == ()
        told = {slug: field.cell(slug, series) for slug in SHOWING}
        for friends in coalitions([slug for slug in NINE if slug not in SHOWING], 2):
            known = told | {slug: field.cell(slug, series) for slug in friends}
            cells = feasible(one, known, scale, hull_only=True)
            for target in NINE:
                if target not in known:
                    tally.add(field.gain(target, series, cells, scale))
    tally.require_nothing()


@pytest.mark.requirement("T20")
@pytest.mark.requirement("I4.4")
def test_what_was_shown_by_name_stays_known_after_it_is_stopped(shown):
    """The next release reckons with the two as before: still no median, and both releases together tell no more."""
    series, key = SERIES, ("REC-01", GROUP, FIRST_YEAR)
    assert shown.second[key].spans == {}
    assert not shown.second[key].refused
    field = Field(shown.figures, {}, {})
    scale = field.scale(series)
    both = [reading[key].to_shown(NINE, scale) for reading in (shown.first, shown.second)]
    known = {slug: field.cell(slug, series) for slug in (*SHOWING, *SLUGS[:2])}
    tally = Tally()
    for target in (SLUGS[2], SLUGS[8]):
        cells = feasible_together(both, known, target, scale, hull_only=True)
        tally.add(field.gain(target, series, cells, scale))
    tally.require_nothing()


@pytest.mark.requirement("T19")
@pytest.mark.requirement("I4.2")
def test_published_figures_count_as_known(ground, tell):
    """A third of twelve is published: what is shown is what the others alone would allow, or less."""
    figures = stage.drawn(71, slugs=TWELVE, codes=ONLY)
    public = TWELVE[1:5]
    keys = {home.slug: home.ags for home in members(public)}
    for year in YEARS:
        values = []
        for slug in public:
            one = figures[slug]["REC-01", year]
            values += published_as(keys[slug], one.numerator, one.denominator)
        publish(values, year=year)
    stage.enter(figures)
    stage.hand_over("zwoelf", TWELVE, ONLY)
    with acting_as(Role.EXCHANGE):
        assert Contribution.objects.filter(round=round_of("zwoelf"), public=True).count() == len(public) * len(YEARS)
    assert stage.release("zwoelf") == {"release": 1}
    reading = read("zwoelf")["REC-01", GROUP, FIRST_YEAR]
    assert not reading.refused
    assert reading.spans == {}  # twelve would see a median; with four known, seven would have to lie on each side
    field = Field(figures, {"zwoelf": {("REC-01", GROUP, FIRST_YEAR): reading}}, {"zwoelf": TWELVE})
    scale = field.scale(SERIES)
    one = field.shown("zwoelf", SERIES, scale)
    tally = Tally()
    private = [slug for slug in TWELVE if slug not in public]
    for friends in coalitions(private, 2):
        known = {slug: field.cell(slug, SERIES) for slug in (*public, *friends)}
        cells = feasible(one, known, scale, hull_only=True)
        for target in private:
            if target not in known:
                tally.add(field.gain(target, SERIES, cells, scale))
    tell(tally.line("a third published, every pair of the others"))
    tally.require_nothing()


def published_as(ags: str, numerator: int, denominator: int) -> list[tuple[str, str, str, str, int]]:
    """The counts of REC-01 as official statistics publish them."""
    return [
        (ags, "naturalisations", "total", "NONE", numerator),
        (ags, "population", "foreign", "NAT_AZR", denominator),
    ]
