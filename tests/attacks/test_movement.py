"""Rings that change, values that are corrected, members that stay away: differences between releases tell nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from comparisons.releases.refusals import HandoverRefused, ReleaseRefused
from tenants.membership.roles import RoleCode
from tests.attacks import stage
from tests.attacks.attacker import Scale, Shown, feasible_together
from tests.attacks.campaign import Field, Tally, coalitions
from tests.attacks.ground import FIRST_YEAR, LAST_YEAR, SLUGS, days_from_now, members, ring_name, round_of
from tests.attacks.reading import circle_section, facts_of, from_csv
from tests.attacks.rendered import job_results, sign_in
from tests.attacks.stage import GROUP, Figure
from tests.support import rounds

NINE = SLUGS[:9]
PROBER, STEADY, ABSENT, LEAVER, JOINER = SLUGS[1], SLUGS[6], SLUGS[4], SLUGS[8], SLUGS[9]
SERIES = ("REC-01", FIRST_YEAR)
ONLY = ("REC-01",)
A_QUARTER = 95  # days, more than any quarter has


def read(ring: str, client: Any = None) -> dict[Any, Any]:
    """What the prober reads about a ring now."""
    client = client or sign_in(PROBER, RoleCode.INTEGRATION_OFFICE)
    return from_csv(client.get(f"/kennzahl/REC-01/werte.csv?ring={ring}").content)


def correct(slug: str, year: int, figure: Figure, *, version: int) -> None:
    """Replace one approved figure by another."""
    (home,) = members([slug])
    counts = {year: (figure.numerator, figure.denominator)}
    source, concept = stage.OWN_SOURCE, stage.concept_of("REC-01")
    rounds.approve(home, counts, group=GROUP, concept=concept, version=version, source=source)


def found(name: str, slugs: tuple[str, ...]) -> str:
    """A new ring of these members that hand over and release at once; its address."""
    circle = rounds.found_circle(members(slugs), name=ring_name(name), indicators=ONLY)
    rounds.begin_round(circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    stage.hand_over(circle.slug, slugs, ONLY)
    assert stage.release(circle.slug) == {"release": 1}
    return circle.slug


@pytest.fixture(scope="module")
def moved(ground_of_module: None) -> SimpleNamespace:
    """Three releases about nearly the same members: last quarter, this quarter, and a ring with one exchanged."""
    figures = stage.drawn(21, codes=ONLY)
    edges = stage.edges_of("REC-01")
    chance = stage.chance_of(22)
    stage.enter(figures)
    stage.hand_over("neun", NINE, ONLY)
    with days_from_now(-A_QUARTER):
        assert stage.release("neun") == {"release": 1}
    client = sign_in(STEADY, RoleCode.INTEGRATION_OFFICE)  # stays signed in, so nothing clears the cache
    first, page = read("neun", client), client.get("/kennzahl/REC-01/?ring=neun").content
    later = {slug: dict(own) for slug, own in figures.items()}
    old = figures[PROBER][SERIES]
    probe = stage.figure_in(0 if stage.cell_of(old, edges) > 5 else len(edges) - 3, edges, old.denominator, chance)
    later[PROBER][SERIES] = probe
    steady = figures[STEADY][SERIES]
    later[STEADY][SERIES] = stage.figure_in(stage.cell_of(steady, edges), edges, steady.denominator, chance)
    correct(PROBER, FIRST_YEAR, later[PROBER][SERIES], version=1)
    correct(STEADY, FIRST_YEAR, later[STEADY][SERIES], version=1)
    rounds.begin_round(round_of("neun").circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    stage.hand_over("neun", [slug for slug in NINE if slug != ABSENT], ONLY)
    assert stage.release("neun") == {"release": 2}
    second, pages = read("neun", client), (page, client.get("/kennzahl/REC-01/?ring=neun").content)
    exchanged = (*(slug for slug in NINE if slug != LEAVER), JOINER)
    ring = found("tausch", exchanged)
    return SimpleNamespace(
        figures=figures, later=later, first=first, second=second, third=read(ring), exchanged=exchanged, pages=pages
    )


def everything_shown(moved: SimpleNamespace, scale: Scale) -> list[Shown]:
    """The three releases as the attackers read them; a corrected value is another member who is known as well."""
    key = ("REC-01", GROUP, FIRST_YEAR)

    def renamed(slugs: tuple[str, ...]) -> list[str]:
        return [f"{slug} corrected" if slug == PROBER else slug for slug in slugs]

    return [
        moved.first[key].to_shown(NINE, scale),
        moved.second[key].to_shown(renamed(tuple(slug for slug in NINE if slug != ABSENT)), scale),
        moved.third[key].to_shown(renamed(moved.exchanged), scale),
    ]


@pytest.mark.requirement("T5")
@pytest.mark.requirement("T7")
@pytest.mark.requirement("T23")
def test_whoever_leaves_joins_or_stays_away_is_not_found(moved, full, tell):
    """The prober moves its own value from one end of the scale to the other, and has a friend."""
    field = Field(moved.figures, {}, {})
    scale = field.scale(SERIES)
    all_shown = everything_shown(moved, scale)
    probe = {f"{PROBER} corrected": Field(moved.later, {}, {}).cell(PROBER, SERIES)}
    tally = Tally()
    friends = [pair for pair in coalitions(NINE, 2) if PROBER in pair]
    for group in friends if full else friends[:4]:
        known = {slug: field.cell(slug, SERIES) for slug in group} | probe
        for target in (ABSENT, LEAVER, JOINER, STEADY):
            if target not in known:
                cells = feasible_together(all_shown, known, target, scale, hull_only=True)
                tally.add(field.gain(target, SERIES, cells, scale))
    tell(tally.line("leaving, joining, staying away, correcting oneself"))
    assert tally.attacks >= 12
    tally.require_nothing()


@pytest.mark.requirement("T8")
def test_a_small_correction_is_invisible(moved, tell):
    """A member corrects its value inside its class: the ring with the old and the new value is the same to others.

    In the year that nobody but the absent member touched, both releases of the ring differ in nothing but n.
    """
    assert moved.later[STEADY][SERIES] != moved.figures[STEADY][SERIES]
    old, new = (Field(figures, {}, {}).cell(STEADY, SERIES) for figures in (moved.figures, moved.later))
    assert old == new
    untouched = ("REC-01", GROUP, LAST_YEAR)
    assert moved.first[untouched].n - moved.second[untouched].n == 1
    assert set(moved.second[untouched].spans) < set(moved.first[untouched].spans)  # eight may see no median


@pytest.mark.requirement("T8")
def test_a_correction_by_a_class_is_not_measured_better_than_a_class(moved):
    """The member that corrected itself by many classes is aimed at by all the others but two, in both releases."""
    field, later = Field(moved.figures, {}, {}), Field(moved.later, {}, {})
    scale = field.scale(SERIES)
    first, second, _third = everything_shown(moved, scale)
    known = {slug: field.cell(slug, SERIES) for slug in SLUGS[2:4]}
    for where, one, name in ((field, first, PROBER), (later, second, f"{PROBER} corrected")):
        cells = feasible_together([first, second], known, name, scale, hull_only=True)
        assert name in one.members
        gain = replace(where.gain(PROBER, SERIES, cells, scale), target=name)
        assert gain.honest
        assert gain.ratio >= 1


@pytest.mark.requirement("T6")
def test_twenty_rings_around_one_member_do_not_isolate_it(moved, full, tell):
    """Rings with and without the target, otherwise the same: everything released is read together (short form: two)."""
    target = SLUGS[12]
    tally, chance = Tally(), stage.chance_of(31)
    field = Field(moved.later, {}, {})
    scale = field.scale(SERIES)
    all_shown = []
    for number in range(10 if full else 1):
        some = tuple(chance.sample([slug for slug in SLUGS if slug not in (target, PROBER)], 9))
        for slugs in ((PROBER, *some), (PROBER, *some, target)):
            ring = found(f"kreuz {number} {len(slugs)}", slugs)
            all_shown.append(read(ring)["REC-01", GROUP, FIRST_YEAR].to_shown(slugs, scale))
    known = {slug: field.cell(slug, SERIES) for slug in (PROBER, SLUGS[2])}
    cells = feasible_together(all_shown, known, target, scale, hull_only=True)
    tally.add(field.gain(target, SERIES, cells, scale))
    tell(tally.line(f"{len(all_shown)} rings around one member"))
    tally.require_nothing()


@pytest.mark.requirement("T7")
def test_probing_tells_nothing_before_the_release_and_there_is_one_in_a_quarter(ground, full):
    """The own value is handed over again and again: the preview says the same every time, then the round is closed."""
    figures = stage.drawn(41, slugs=NINE, codes=ONLY)
    edges = stage.edges_of("REC-01")
    stage.enter(figures)
    stage.hand_over("neun", NINE, ONLY)
    before = rounds.preview(round_of("neun")).result
    order = [(item["indicator"], item["year"]) for item in before["items"]]
    assert order == [("REC-01", FIRST_YEAR), ("REC-01", LAST_YEAR)]  # the charter's and the calendar's, never by value
    denominator, chance = figures[PROBER][SERIES].denominator, stage.chance_of(42)
    probes = 225 if full else 6
    for number in range(probes):
        cell = number * (len(edges) - 1) // probes
        correct(PROBER, FIRST_YEAR, stage.figure_in(cell, edges, denominator, chance), version=number + 1)
        stage.hand_over("neun", [PROBER], ONLY)
        assert rounds.preview(round_of("neun")).result == before
    assert read("neun") == {}
    assert stage.release("neun") == {"release": 1}
    shown, results = read("neun"), job_results("neun")
    with pytest.raises(HandoverRefused):
        stage.hand_over("neun", [PROBER], ONLY)
    rounds.begin_round(round_of("neun").circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    stage.hand_over("neun", NINE, ONLY)
    rounds.end_round(round_of("neun"))
    with pytest.raises(ReleaseRefused) as refusal:
        rounds.release(round_of("neun"))
    assert "Quartal" in str(refusal.value) or "quarter" in str(refusal.value)
    assert read("neun") == shown
    assert b"cell" not in results


@pytest.mark.requirement("T24")
def test_no_picture_of_an_older_release_is_shown(moved):
    """The page drawn before the second release and the one drawn after it: table and facts follow the release."""
    for page, reading in zip(moved.pages, (moved.first, moved.second), strict=True):
        newest = reading["REC-01", GROUP, LAST_YEAR]
        counts = re.findall(r'scope="row">\d{4}</th>.*?<td class="numeric">(\d+)</td>', circle_section(page))
        assert set(counts) == {str(newest.n)}
        assert facts_of(page)[1] == newest.spans
    assert drawing_of(moved.pages[0]) != drawing_of(moved.pages[1])


def drawing_of(page: bytes) -> str:
    """The picture of the ring on a page."""
    return re.search(r"(?s)<svg.*?</svg>", circle_section(page))[0]
