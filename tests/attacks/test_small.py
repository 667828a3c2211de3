"""Rings that are too small: the refusal is the same sentence and the same bytes, whatever the values are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.attacks import stage
from tests.attacks.ground import FIRST_YEAR, LAST_YEAR, SLUGS, copied, members, open_for_research, ring_name, round_of
from tests.attacks.reading import circle_section, from_csv, words_of
from tests.attacks.rendered import Seen, first_difference, member_sees, moderator_sees, researcher_sees
from tests.support import rounds

SIZES = {"zu dritt": 3, "zu viert": 4}
ONLOOKER = SLUGS[0]
ONLY = ("REC-01",)


def seen_of(figures: stage.Figures) -> Seen:
    """Found the small rings, play them and fetch everything."""
    stage.enter(figures)
    seen: Seen = {}
    for name, count in SIZES.items():
        circle = rounds.found_circle(members(SLUGS[:count]), name=ring_name(name), indicators=ONLY)
        open_for_research(circle)
        rounds.begin_round(circle, first_year=FIRST_YEAR, last_year=LAST_YEAR)
        stage.hand_over(circle.slug, SLUGS[:count], ONLY)
        rounds.preview(round_of(circle.slug))
        assert stage.release(circle.slug) == {"release": 1}
        seen |= member_sees(ONLOOKER, circle.slug, codes=ONLY, pages=("", "werte.csv", "werte.xlsx"))
        seen |= moderator_sees(circle.slug) | researcher_sees(circle.slug)
    return seen


@pytest.fixture(scope="module")
def worlds_apart(django_db_blocker: Any, ground_template: str) -> SimpleNamespace:
    """Two worlds in which only the onlooker's own figures are the same."""
    with copied(ground_template):
        first = stage.drawn(51, slugs=SLUGS[:4], codes=ONLY)
        other = stage.drawn(52, slugs=SLUGS[:4], codes=ONLY) | {ONLOOKER: first[ONLOOKER]}
        one = seen_of(first)
    with copied(ground_template):
        two = seen_of(other)
    return SimpleNamespace(first=first, other=other, one=one, two=two)


@pytest.mark.requirement("T1")
@pytest.mark.requirement("T21")
def test_the_refusal_does_not_depend_on_any_value(worlds_apart):
    assert all(worlds_apart.first[slug] != worlds_apart.other[slug] for slug in SLUGS[1:4])
    assert first_difference(worlds_apart.one, worlds_apart.two) == ""


@pytest.mark.requirement("T1")
def test_the_refusal_says_how_many_are_needed_and_shows_nothing(worlds_apart):
    """No mean, no class, no picture; the reason names numbers of municipalities only."""
    for address, content in worlds_apart.one.items():
        if "werte.csv" in address:
            readings = from_csv(content.split(b"\n\n", 1)[1])
            assert readings
            assert all(one.refused and one.mean is None and not one.spans for one in readings.values())
        if "kennzahl/REC-01/?" in address:
            section = circle_section(content)
            assert "<svg" not in section
            assert "mindestens 5" in words_of(section)
