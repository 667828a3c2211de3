"""Members of rings of 5, 9 and 12 read everything they can fetch and try to find the others: nobody is found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.attacks import ground, stage
from tests.attacks.attacker import Scale
from tests.attacks.campaign import Field, M, Tally, attack_ring, attack_together, coalitions
from tests.attacks.ground import RINGS, SLUGS, YEARS
from tests.attacks.reading import facts_of, from_csv, from_research, from_workbook, number, own_position
from tests.attacks.rendered import sign_in

ALL_SERIES = [(code, year) for code in ground.CODES for year in YEARS]
MEMBERS = {ring: SLUGS[:count] for ring, count in RINGS.items()}
SMALL = ("fuenf", "neun", "zwoelf")


def csv_of(client: Any, ring: str, code: str) -> bytes:
    """A member's file about an indicator and a ring."""
    return bytes(client.get(f"/kennzahl/{code}/werte.csv?ring={ring}").content)


@pytest.fixture(scope="module")
def played(ground_of_module: None) -> SimpleNamespace:
    """All four rings have released what their members handed over."""
    figures = stage.drawn(5)
    stage.play(figures, MEMBERS)
    return SimpleNamespace(figures=figures)


@pytest.fixture
def field(played: SimpleNamespace) -> Field:
    """What the first member reads in all rings."""
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    readings = {
        ring: {key: one for code in ground.CODES for key, one in from_csv(csv_of(client, ring, code)).items()}
        for ring in RINGS
    }
    return Field(played.figures, readings, MEMBERS)


@pytest.mark.requirement("I4.8")
def test_every_member_reads_the_same_about_the_ring(played, field):
    """The released lines of the file are equal for all members: there is one reading, whoever attacks."""
    for ring in SMALL:
        for slug in MEMBERS[ring]:
            client = sign_in(slug, RoleCode.INTEGRATION_OFFICE)
            seen = from_csv(csv_of(client, ring, "REC-01"))
            assert seen == {key: one for key, one in field.readings[ring].items() if key[0] == "REC-01"}


@pytest.mark.requirement("I4.8")
@pytest.mark.requirement("T24")
def test_all_channels_say_the_same_and_nothing_more(field):
    """CSV, XLSX, research file and page agree; no channel has more decimals, more quantiles or another number."""
    researcher = sign_in(None, RoleCode.RESEARCHER)
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    for ring in RINGS:
        answer = researcher.post(f"/ringe/forschung/{ring}/", {"purpose": "Begleitforschung zum Angriff"})
        assert from_research(answer.content) == field.readings[ring]
        book = client.get(f"/kennzahl/REC-01/werte.xlsx?ring={ring}").content
        ours = {key: one for key, one in field.readings[ring].items() if key[0] == "REC-01"}
        assert from_workbook(book) == ours
        page = client.get(f"/kennzahl/REC-01/?ring={ring}").content
        mean, spans = facts_of(page)
        newest = ours["REC-01", stage.GROUP, YEARS[-1]]
        assert spans == newest.spans
        assert number(mean.split("\xa0")[0].split("\u202f")[0].split(" ")[0]) == round(newest.mean, 2)


@pytest.mark.requirement("T11")
@pytest.mark.requirement("T2")
def test_every_number_shown_belongs_to_the_public_scale(field):
    """A mean is an edge or a middle, a quantile is a class: nothing shown can be the fingerprint of a fraction.

    With the public denominators, every class holds at least m whole numbers for every member.
    """
    for ring, readings in field.readings.items():
        for (code, _group, year), reading in readings.items():
            scale = Scale.of(stage.edges_of(code))
            one = reading.to_shown(MEMBERS[ring], scale)  # raises OffTheScale
            assert one.average is not None
            for slug in MEMBERS[ring]:
                gain = field.gain(slug, (code, year), {field.cell(slug, (code, year))}, scale)
                assert gain.numerators >= M


def quantile_names(count: int) -> set[str]:
    """What the table of the issue allows for this many members (two may pool)."""
    return {name for name, least in (("median", 9), ("q1", 17), ("q3", 17), ("p10", 41), ("p90", 41)) if count >= least}


@pytest.mark.requirement("T2")
@pytest.mark.requirement("I4.2")
def test_quantiles_are_the_class_of_the_member_at_that_rank(field):
    """Inverse distribution without interpolation, and only the quantiles that n allows; the truth is known here."""
    ranks = {"median": (1, 2), "q1": (1, 4), "q3": (3, 4), "p10": (1, 10), "p90": (9, 10)}
    for ring, readings in field.readings.items():
        for (code, _group, year), reading in readings.items():
            assert set(reading.spans) == quantile_names(RINGS[ring])
            scale = Scale.of(stage.edges_of(code))
            ordered = sorted(field.cell(slug, (code, year)) for slug in MEMBERS[ring])
            for name, span in reading.spans.items():
                above, below = ranks[name]
                rank = -(-len(ordered) * above // below)
                assert scale.cell_between(*span) == ordered[rank - 1]


@pytest.mark.requirement("T3")
@pytest.mark.requirement("T4")
@pytest.mark.requirement("I4.8")
@pytest.mark.parametrize("ring", SMALL)
def test_no_member_and_no_pair_recovers_anybody(field, ring, full, tell):
    """Every member and every pair of the ring, against every other member, in every indicator and year."""
    tally = Tally()
    attack_ring(field, ring, ALL_SERIES, c=2, tally=tally, hull_only=not full)
    tell(tally.line(f"n = {RINGS[ring]}, single members and pairs"))
    assert tally.attacks >= RINGS[ring] * (RINGS[ring] - 1)
    tally.require_nothing()


@pytest.mark.requirement("T5")
@pytest.mark.requirement("T6")
@pytest.mark.requirement("T23")
def test_rings_inside_rings_cannot_be_subtracted(field, full, tell):
    """5 within 9 within 12 within 21: four means and quartiles about nearly the same members, read together."""
    tally = Tally()
    targets = [SLUGS[4], SLUGS[8], SLUGS[11], SLUGS[20]]  # one of each kind
    groups = list(coalitions(MEMBERS["fuenf"] if full else SLUGS[:3], 2))
    for series in ALL_SERIES if full else [("REC-01", YEARS[0])]:
        attack_together(field, list(RINGS), series, groups, targets, tally)
    tell(tally.line("rings of 5, 9, 12 and 21 inside each other"))
    tally.require_nothing()


@pytest.mark.requirement("T24")
def test_the_own_place_is_never_a_rank(played):
    """The sentence about the own place is one of a few fixed ones and holds no number."""
    sentences = set()
    for ring in SMALL:
        for slug in MEMBERS[ring]:
            page = sign_in(slug, RoleCode.INTEGRATION_OFFICE).get(f"/kennzahl/REC-01/?ring={ring}").content
            sentences.add(own_position(page))
    assert "" not in sentences
    assert len(sentences) <= 6
    assert not [sentence for sentence in sentences if any(sign.isdigit() for sign in sentence)]
