"""Members of rings of 5, 9 and 12 read everything they can fetch and try to find the others: nobody is found."""

from __future__ import annotations

import io
import re
import struct
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from tenants.membership.roles import RoleCode
from tests.attacks import ground, stage
from tests.attacks.attacker import Scale
from tests.attacks.campaign import Field, M, Tally, attack_ring, attack_together, coalitions
from tests.attacks.ground import RINGS, SLUGS, YEARS
from tests.attacks.reading import (
    bars_of,
    circle_section,
    facts_of,
    from_csv,
    from_research,
    from_workbook,
    number,
    own_position,
    words_of,
)
from tests.attacks.rendered import neutral, sign_in

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
    for ring in RINGS:
        page = client.get(f"/kennzahl/REC-01/?ring={ring}").content
        readings[ring]["REC-01", stage.GROUP, YEARS[-1]].bars = bars_of(page)
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


@pytest.mark.requirement("T2")
@pytest.mark.requirement("I4.2")
def test_bars_are_merged_classes_with_enough_members_and_only_in_large_rings(field):
    """From 20 members on, each bar at least t + c = 5; the outer bars are open, so no end of the scale is a value."""
    for ring, readings in field.readings.items():
        one = readings["REC-01", stage.GROUP, YEARS[-1]]
        if RINGS[ring] < 20:
            assert one.bars == ()
            continue
        scale = Scale.of(stage.edges_of("REC-01"))
        bars = one.to_shown(MEMBERS[ring], scale).bars
        assert sum(count for _first, _last, count in bars) == RINGS[ring]
        cells = [field.cell(slug, ("REC-01", YEARS[-1])) for slug in MEMBERS[ring]]
        for first, last, count in bars:
            assert count >= 5
            assert count == sum(first <= cell <= last for cell in cells)
        assert (bars[0][0], bars[-1][1]) == (0, scale.size - 1)


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
    attack_ring(field, ring, ALL_SERIES if full else ALL_SERIES[:2], c=2, tally=tally, hull_only=not full)
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
    for series in ALL_SERIES if full else [("REC-01", YEARS[1])]:
        attack_together(field, list(RINGS), series, groups, targets, tally)
    tell(tally.line("rings of 5, 9, 12 and 21 inside each other"))
    tally.require_nothing()


@pytest.mark.requirement("T24")
def test_the_own_place_is_never_a_rank(played, full):
    """The sentence about the own place is one of a few fixed ones and holds no number."""
    sentences = set()
    for ring in SMALL if full else ("neun",):
        for slug in MEMBERS[ring]:
            page = sign_in(slug, RoleCode.INTEGRATION_OFFICE).get(f"/kennzahl/REC-01/?ring={ring}").content
            sentences.add(own_position(page))
    assert "" not in sentences
    assert len(sentences) <= 6
    assert not [sentence for sentence in sentences if any(sign.isdigit() for sign in sentence)]


FORBIDDEN = (
    r"\b(Rang|Platz|Rangliste|Minimum|Maximum|Spannweite|Standardabweichung|Ausreißer|beste[rs]?|schlechteste[rs]?)\b"
)


@pytest.mark.requirement("T24")
@pytest.mark.requirement("T2")
@pytest.mark.requirement("M10")
def test_every_number_on_the_page_is_one_that_may_stand_there(field):
    """Texts, labels and data attributes of the ring's section: years, counts, own values, classes; nothing else."""
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    for ring in RINGS:
        section = circle_section(client.get(f"/kennzahl/REC-01/?ring={ring}").content)
        words = words_of(without_drawings(section))
        assert not re.search(FORBIDDEN, words), re.search(FORBIDDEN, words)
        readings = [one for key, one in field.readings[ring].items() if key[0] == "REC-01"]
        allowed = {Decimal(year) for year in YEARS} | {Decimal(RINGS[ring]), Decimal(1)}
        allowed |= {round(field.figures[SLUGS[0]]["REC-01", year].value, 2) for year in YEARS}
        for one in readings:
            allowed |= {round(edge, 2) for span in one.spans.values() for edge in span if edge is not None}
            allowed |= {round(one.mean, 2), *(Decimal(count) for _span, count in one.bars)}
            allowed |= {edge for span, _count in one.bars for edge in span if edge is not None}
        assert written_numbers(words) - allowed == set()


def written_numbers(words: str) -> set[Decimal]:
    """All numbers in a text but its days; "2024" and "3,40" are numbers, "REC-01" is none."""
    words = re.sub(r"\d{1,2}\. \w+ \d{4}|\w+-\d+|ring=\S+|\d\d\.\d\d\.\d{4}", " ", words)
    return {number(found) for found in re.findall(r"(?<![\w.,])\d[\d.]*(?:,\d+)?(?![\w])", words)}


def without_drawings(html: str) -> str:
    """A page without the texts of its axes; what is said about the drawing's points stays."""
    spoken = re.findall(r"(?s)<svg.*?</svg>", html)
    kept = " ".join(found for one in spoken for found in re.findall(r'(?:aria-label|data-l)="[^"]*"', one))
    return re.sub(r"(?s)<svg.*?</svg>", f"<p {kept}>", html)


@pytest.mark.requirement("T24")
def test_files_carry_no_more_than_their_cells(field):
    """No hidden sheet, column, name or comment in the workbook; no text in the metadata of a picture."""
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/kennzahl/REC-01/werte.xlsx?ring=neun").content))
    assert len(book.worksheets) == 2
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not [name for name in book.defined_names if not name.startswith("_xlnm")]
    for sheet in book.worksheets:
        assert not [key for key, column in sheet.column_dimensions.items() if column.hidden]
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    picture = client.get("/kennzahl/REC-01/vergleichsring.png?ring=neun").content
    assert set(chunks_of(picture)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND", b"sBIT"}


def chunks_of(picture: bytes) -> list[bytes]:
    """Names of the parts of a PNG."""
    found, at = [], 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        found.append(picture[at + 4 : at + 8])
        at += length + 12
    return found


@pytest.mark.requirement("T24")
def test_answers_have_no_fingerprint_and_are_kept_apart_by_person(played):
    """No ETag and no Last-Modified from which a change could be read; answers vary by the signed-in person."""
    client = sign_in(SLUGS[0], RoleCode.INTEGRATION_OFFICE)
    for page in ("", "werte.csv", "werte.xlsx", "vergleichsring.svg", "vergleichsring.png"):
        answer = client.get(f"/kennzahl/REC-01/{page}?ring=neun")
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers
        assert "Cookie" in answer["Vary"]
        assert "public" not in answer.get("Cache-Control", "")


@pytest.mark.requirement("T24")
def test_a_ring_one_is_not_in_is_as_if_it_did_not_exist(played):
    """The refusal for an existing ring of others and for a name that is nobody's are the same bytes."""
    stranger = sign_in(SLUGS[20], RoleCode.INTEGRATION_OFFICE)
    for page in ("kennzahl/REC-01/?ring={}", "kennzahl/REC-01/werte.csv?ring={}", "ringe/{}/", "ueberblick/?ring={}"):
        theirs, nobodys = (stranger.get("/" + page.format(ring)) for ring in ("neun", "niemand"))
        assert theirs.status_code == nobodys.status_code == 404
        assert neutral(theirs.content) == neutral(nobodys.content)


@pytest.mark.requirement("T24")
def test_pictures_of_two_municipalities_are_kept_apart(played):
    """The picture one member has just fetched is not the one another member gets, whatever is in the cache."""
    first, second = (sign_in(slug, RoleCode.INTEGRATION_OFFICE) for slug in SLUGS[:2])
    pages = [client.get("/kennzahl/REC-01/?ring=neun").content.decode() for client in (first, second, first)]
    drawn = [re.search(r"(?s)<svg.*?</svg>", circle_section(page.encode()))[0] for page in pages]
    assert drawn[0] == drawn[2] != drawn[1]
    own = f"{played.figures[SLUGS[0]]['REC-01', YEARS[1]].value:.2f}".replace(".", ",")
    assert own in pages[0]
    assert own not in circle_section(pages[1].encode())
