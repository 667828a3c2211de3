"""Worlds that differ where nobody may look: the same bytes for everybody else, on every page and in every file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.attacks import stage
from tests.attacks.ground import SLUGS, YEARS, copied, round_of
from tests.attacks.rendered import (
    PAGES,
    Seen,
    differences,
    first_difference,
    member_sees,
    moderator_sees,
    researcher_sees,
)
from tests.support import rounds

ONLOOKER = SLUGS[0]
RING = "einundzwanzig"
OUTLIER = "kreis-u"  # the last one of the large ring
CODES = ("REC-01", "ARB-01")


def everything_seen(figures: stage.Figures) -> Seen:
    """Play a world and fetch all that the onlooker, the moderator and research can see of it."""
    stage.enter(figures)
    stage.hand_over(RING, SLUGS, CODES)
    rounds.preview(round_of(RING))
    assert stage.release(RING) == {"release": 1}
    seen = member_sees(ONLOOKER, RING, codes=CODES[:1]) | member_sees(ONLOOKER, RING, codes=CODES[1:], pages=PAGES)
    return seen | moderator_sees(RING) | researcher_sees(RING)


def with_outlier(figures: stage.Figures, share: str) -> stage.Figures:
    """The last member of the large ring far out, in the open top class."""
    denominator = figures[OUTLIER]["REC-01", YEARS[0]].denominator
    numerator = int(denominator * float(share) / 100)
    far = stage.Figure(numerator, denominator)
    return figures | {OUTLIER: figures[OUTLIER] | {("REC-01", YEARS[0]): far}}


@pytest.fixture(scope="module")
def drawn(django_db_blocker: Any, ground_template: str) -> SimpleNamespace:
    """Four sets of figures: the first; redrawn inside classes; dealt out anew; one member in another class."""
    with copied(ground_template):
        first = with_outlier(stage.drawn(11), "86")
        redrawn = with_outlier(stage.redrawn(first, 12, but=[ONLOOKER]), "99.9")
        dealt = stage.exchanged(redrawn, 13, but=[ONLOOKER])
        moved = {slug: dict(own) for slug, own in first.items()}
        edges = stage.edges_of("REC-01")
        series = ("REC-01", YEARS[1])
        old = first[SLUGS[4]][series]
        apart = (stage.cell_of(old, edges) + len(edges) // 2) % (len(edges) - 1)
        moved[SLUGS[4]][series] = stage.figure_in(apart, edges, old.denominator, stage.chance_of(14))
    return SimpleNamespace(first=first, redrawn=redrawn, dealt=dealt, moved=moved)


@pytest.fixture(scope="module")
def seen(django_db_blocker: Any, ground_template: str, drawn: SimpleNamespace) -> SimpleNamespace:
    """All that can be fetched in each of these worlds."""
    found = {}
    for name, figures in vars(drawn).items():
        with copied(ground_template):
            found[name] = everything_seen(figures)
    return SimpleNamespace(**found)


@pytest.mark.requirement("T2")
@pytest.mark.requirement("T21")
@pytest.mark.requirement("O18")
def test_figures_redrawn_inside_their_classes_change_no_byte(drawn, seen):
    """Decisions, refusals, pictures, files, job results: all the same, also with an outlier of 86 or 99.9 percent."""
    assert drawn.first[OUTLIER] != drawn.redrawn[OUTLIER]
    assert sum(drawn.first[slug] != drawn.redrawn[slug] for slug in SLUGS) >= 15
    assert first_difference(seen.first, seen.redrawn) == ""


@pytest.mark.requirement("T18")
@pytest.mark.requirement("T24")
def test_it_does_not_matter_who_is_in_which_class(drawn, seen):
    """Classes dealt out anew among the members, for each indicator and year by itself, change no byte.

    So nothing shown carries an order, a number or a colour that belongs to one member, and nothing links two series.
    """
    assert sum(drawn.redrawn[slug] != drawn.dealt[slug] for slug in SLUGS) >= 15
    assert first_difference(seen.redrawn, seen.dealt) == ""


@pytest.mark.requirement("T21")
def test_the_comparison_would_notice_one_member_in_another_class(seen):
    """The control: one member far away is seen in files, pages and pictures, and never in what the moderator sees."""
    changed = differences(seen.first, seen.moved)
    assert any("werte.csv" in address for address in changed)
    assert any("vergleichsring.svg" in address for address in changed)
    assert any(address.startswith("research") for address in changed)
    assert not [address for address in changed if address.startswith(("moderator", "jobs"))]
