"""What municipalities get proposed from the compact files of the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from benchmark.harmonisation.missing import MissingReason
from benchmark.statistics_offices.selectors import Proposal, proposals
from tenants.border import Role, acting_as

DEMO = Path(__file__).resolve().parents[3] / "benchmark" / "demo" / "data"

pytestmark = pytest.mark.requirement("I2.7")


@pytest.fixture(scope="module")
def found(world_of_module: None) -> Callable[[str], list[Proposal]]:
    with acting_as(Role.OWNER):
        call_command("import_statistics", *sorted(DEMO.glob("*.csv")), stdout=StringIO())

    def reading(ags: str) -> list[Proposal]:
        with acting_as(Role.PLATFORM):
            return proposals(ags)

    return reading


def test_at_least_eight_core_indicators_are_real(found: Callable[[str], list[Proposal]]) -> None:
    real = {
        proposal.indicator_code for proposal in found("03157") if proposal.value is not None and not proposal.invented
    }
    assert real >= {"DEM-01", "REC-01", "KIT-01", "BIL-01", "ARB-01", "ARB-02", "ARB-03", "SOZ-01"}


def test_twenty_years_of_two_indicators(found: Callable[[str], list[Proposal]]) -> None:
    for ags in ("03101", "03159", "03241"):
        for code in ("DEM-01", "REC-01"):
            years = {p.year for p in found(ags) if p.indicator_code == code and p.concept == "NAT_AZR"}
            assert years == set(range(2005, 2025))


def test_gaps_keep_their_reason(found: Callable[[str], list[Proposal]]) -> None:
    rates = {p.year: p for p in found("03157") if p.indicator_code == "ARB-02" and p.group == "foreign"}
    assert rates[2017].value is None
    assert rates[2017].missing is MissingReason.UNKNOWN
    assert rates[2016].value == Decimal("23.8")
    assert rates[2016].table == "13211-02-05-4"
    assert rates[2016].retrieved is not None
    assert rates[2016].retrieved.year == 2021


def test_values_are_the_ratio_of_their_parts(found: Callable[[str], list[Proposal]]) -> None:
    share = next(p for p in found("03157") if (p.indicator_code, p.concept, p.year) == ("DEM-01", "NAT_AZR", 2024))
    assert (share.numerator, share.denominator) == (16325, 137157)
    assert share.value is not None
    assert round(share.value, 4) == Decimal("11.9024")
    assert share.table == "LSN 1-2-1 / LSN 1-1-1"
    daycare = next(p for p in found("03157") if (p.indicator_code, p.year) == ("KIT-01", 2024))
    assert daycare.derived
    assert (daycare.numerator, daycare.denominator) == (1359, 5451)


def test_no_rate_has_an_exponent(found: Callable[[str], list[Proposal]]) -> None:
    assert not [p for p in found("03157") if "E" in str(p.value)]


def test_invented_figures_say_so(found: Callable[[str], list[Proposal]]) -> None:
    for ags in ("03157", "05754", "05754008"):
        staff = [p for p in found(ags) if p.indicator_code == "IKO-01"]
        assert len(staff) == 3
        assert all(p.invented and "erfunden" in p.source.lower() for p in staff)
    assert not [p for p in found("03157") if p.invented and p.indicator_code != "IKO-01"]


def test_gemeinden_have_four_indicators_in_one_year(found: Callable[[str], list[Proposal]]) -> None:
    for number in range(4, 53, 4):
        codes = {p.indicator_code for p in found(f"05754{number:03}") if p.year == 2022 and p.value is not None}
        assert codes >= {"DEM-01", "IKO-01", "ARB-01", "SOZ-01", "PAR-01"}


def test_every_proposal_states_its_origin(found: Callable[[str], list[Proposal]]) -> None:
    for p in [*found("03101"), *found("05754")]:
        assert p.source
        assert p.table
        assert p.territory_date
        assert p.concept
        assert (p.value is None) == (p.missing is not None)
