"""Findings in German sentences, with numbers as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from benchmark.findings.sentences import Manner, sentence
from benchmark.plausibility import jumps, shares, sources
from benchmark.plausibility.context import Context
from benchmark.plausibility.kinds import KindReference, Usual
from benchmark.plausibility.records import Scale
from tests.benchmark.plausibility.numbers import counts, record

pytestmark = [pytest.mark.requirement("I3.5"), pytest.mark.requirement("R14")]

CALM = [10000, 10120, 10210, 10330, 10400, 10520]


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_jump_says_what_is_usual_here_and_elsewhere() -> None:
    name = (("X", "total", "C"), "value", 2015, 2016)
    kind = KindReference({name: Usual(0.02, 0.01, 36)})
    (said,) = jumps.find(counts([*CALM, 14500]), Context(kind=kind))
    assert plain(sentence(said, Manner(kind="landkreis"))) == (
        "2015 → 2016: +38 % (von 10.520 auf 14.500). Üblich bei Ihnen: −4,4 % bis +7,1 %. "
        "In diesen Jahren üblich bei anderen (Landkreise): −3,6 % bis +8,0 %."
    )


def test_a_published_share_says_which_denominator_it_fits() -> None:
    rows = [
        record(10, 2020, numerator=1000, denominator=10000),
        record("11.5", 2021, numerator=1150, denominator=12000),
    ]
    (said,) = shares.find(rows, Context())
    assert plain(sentence(said, Manner())) == (
        "Veröffentlicht sind 11,5 %, aus den Zahlen ergeben sich 9,6 %. Nenner: 12.000; der Anteil passt zu 10.000. "
        "Wahrscheinlicher Grund: der Anteil passt zum Nenner des Vorjahrs."
    )


def test_two_sources_state_both_numbers_and_their_difference() -> None:
    usual = {"year": 2022, "subject": "population", "concept": "NAT_FS", "scale": Scale.COUNT}
    rows = [record(366221, source="12411", id="1", **usual), record(356060, source="LSN 1-1-1", id="2", **usual)]
    (said,) = sources.find(rows, Context())
    assert plain(sentence(said, Manner())) == (
        "12411: 366.221. LSN 1-1-1: 356.060. Unterschied: +10.161 (+2,9 %). "
        "Wahrscheinlicher Grund: beide beruhen vermutlich auf verschiedenen Volkszählungen (Zensus)."
    )


def test_rates_are_told_in_their_unit() -> None:
    rows = [record(value, 2010 + place, factor=Decimal(1000)) for place, value in enumerate([80, 81, 82, 81, 83, 130])]
    (said,) = jumps.find(rows, Context())
    text = plain(sentence(said, Manner(unit="je 1.000", decimals=0)))
    assert text.startswith("2014 → 2015: +47 je 1.000 (von 83 je 1.000 auf 130 je 1.000).")
