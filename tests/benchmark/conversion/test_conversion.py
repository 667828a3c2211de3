"""Reducing a figure of a wider concept to a narrower one: only where the catalogue allows, with all parts shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.conversion.actions import ConversionRefused, convert
from benchmark.conversion.offers import impossible, offers
from benchmark.figures.actions import enter_figure
from benchmark.figures.selectors import current_figures
from benchmark.harmonisation.concepts import REDUCTIONS, reduce_to
from tenants.border import inside
from tenants.membership.roles import RoleCode

pytestmark = [pytest.mark.requirement("R20"), pytest.mark.requirement("I3.4")]
NUMERATOR = {"foreign": 30, "german_born_abroad": 8, "german_other_family_language": 4}
DENOMINATOR = {"foreign": 200, "german_born_abroad": 80, "german_other_family_language": 40}
PAGE = "/umrechnen/BIL-01/2024/foreign/KMK/SCH_NAT/"


@pytest.fixture
def wide(ahausen: Any, person: Any) -> Any:
    """Ahausen has counted school leavers by the definition of the KMK."""
    by = person(ahausen, RoleCode.STATISTICS_OFFICE)
    with inside(ahausen):
        enter_figure(
            indicator_code="BIL-01",
            year=2024,
            group="foreign",
            concept="KMK",
            numerator=Decimal(42),
            denominator=Decimal(320),
            source="Eigene Auswertung der Schulstatistik",
            by=by,
        )
    return by


def decimals(parts: dict[str, int]) -> dict[str, Decimal]:
    return {name: Decimal(number) for name, number in parts.items()}


def test_the_narrower_figure_is_stored_with_its_parts(ahausen: Any, wide: Any) -> None:
    with inside(ahausen):
        (offer,) = offers()
        row = convert(offer=offer, numerator=decimals(NUMERATOR), denominator=decimals(DENOMINATOR), by=wide)
        assert (row.concept, row.numerator, row.denominator, row.value) == ("SCH_NAT", 30, 200, 15)
        assert row.state == "draft"
        for said in ("30", "8", "4", "200", "80", "40"):
            assert said in row.note
        (again,) = offers()
        assert again.known is not None
        assert len(current_figures("BIL-01")) == 2


@pytest.mark.parametrize(
    ("numerator", "said"),
    [
        (NUMERATOR | {"german_born_abroad": 9}, "43"),
        ({"foreign": 42}, "Deutsche, im Ausland geboren"),
    ],
)
def test_parts_that_are_not_the_figure_are_refused(
    ahausen: Any, wide: Any, numerator: dict[str, int], said: str
) -> None:
    with inside(ahausen):
        (offer,) = offers()
        with pytest.raises(ConversionRefused, match=said):
            convert(offer=offer, numerator=decimals(numerator), denominator=decimals(DENOMINATOR), by=wide)
        assert [row.concept for row in current_figures("BIL-01")] == ["KMK"]


def test_what_never_converts_has_no_offer_and_says_why(ahausen: Any, person: Any) -> None:
    by = person(ahausen, RoleCode.STATISTICS_OFFICE)
    with inside(ahausen):
        counts = {"numerator": Decimal(900), "denominator": Decimal(9000)}
        enter_figure(indicator_code="DEM-01", year=2024, group="total", concept="NAT_AZR", by=by, **counts)
        assert offers() == []
        pairs = {(one.definition.code, one.source.code, one.target.code): one.reason for one in impossible()}
    assert "anderes Register" in pairs["DEM-01", "NAT_AZR", "NAT_FS"]
    assert ("DEM-02", "MZ_MH_WEIT", "MIGRAPRO") in pairs
    assert ("BIL-01", "KMK", "SCH_NAT") not in pairs


def test_the_page_shows_every_part_before_it_stores(ahausen: Any, wide: Any, browse: Any) -> None:
    client = browse("ahausen", RoleCode.STATISTICS_OFFICE)
    assert PAGE in client.get("/umrechnen/").content.decode()
    typed = {f"numerator_{name}": str(number) for name, number in NUMERATOR.items()}
    typed |= {f"denominator_{name}": str(number) for name, number in DENOMINATOR.items()}
    shown = client.post(PAGE, typed).content.decode()
    assert "wird weggelassen" in shown
    assert "15,0\u202f%" in shown or "15,0\xa0%" in shown, shown[-3000:]
    with inside(ahausen):
        assert len(current_figures("BIL-01")) == 1
    assert client.post(PAGE, typed | {"store": "1"}).status_code == 302
    with inside(ahausen):
        assert {row.concept for row in current_figures("BIL-01")} == {"KMK", "SCH_NAT"}
    unclear = client.post(PAGE, typed | {"denominator_foreign": "1.200"})
    assert unclear.status_code == 422
    assert "Was bedeutet der Punkt?" in unclear.content.decode()
    assert client.get(PAGE.replace("2024", "2023")).status_code == 404
    assert browse("ahausen", RoleCode.GUEST).get("/umrechnen/").status_code == 403


@given(st.data())
def test_a_reduction_keeps_and_drops_everything_exactly_once(data: st.DataObject) -> None:
    source, target = data.draw(st.sampled_from(sorted(REDUCTIONS)))
    reduction = REDUCTIONS[source, target]
    names = (*reduction.keep, *reduction.drop)
    parts = {name: Decimal(data.draw(st.integers(0, 10**6))) for name in names}
    reduced = reduce_to(source, target, parts)
    assert reduced.value == sum(reduced.kept.values())
    assert reduced.value + sum(reduced.dropped.values()) == sum(parts.values())
