"""The method sheet on anonymity: each of its lines holds in the rules, and the file is what the tables say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comparisons.releases.disclosure import Level, Parameters, judge, level_for, steps
from comparisons.releases.disclosure.tables.display import rounded
from comparisons.releases.disclosure.tables.rules import Reason, Rules, sensitive
from comparisons.releases.disclosure.tables.table import Cell, Share
from tests.method.anonymity_sheet import SHEET, written
from tests.method.anonymity_tables import MEAN, MEDIAN, MIXTURES, NOTHING, QUARTILES, ROUNDED, SUMS, THRESHOLDS
from tests.method.attack_words import ATTACKS
from tests.method.release_worlds import TENS
from tests.support.requirements import proofs

LEVELS = {NOTHING: Level.NOTHING, MEAN: Level.MEAN, MEDIAN: Level.MEDIAN, QUARTILES: Level.QUARTILES}


@pytest.mark.requirement("I4.2")
@pytest.mark.parametrize("line", THRESHOLDS)
def test_thresholds(line) -> None:
    parameters = Parameters(c=line.coalition)
    first = {step.level: step.first_n for step in steps(parameters, line.known)}
    assert first[Level.MEAN] == line.mean
    assert (first[Level.MEDIAN], first[Level.QUARTILES], first[Level.TAILS]) == (
        line.median,
        line.quartiles,
        line.tails,
    )
    assert level_for(line.median - 1, parameters, line.known) == Level.MEAN


@pytest.mark.requirement("I4.2")
@pytest.mark.parametrize("line", MIXTURES)
def test_circles_in_which_some_values_are_known(line) -> None:
    found = judge(
        [3] * line.protected, grid=TENS, parameters=Parameters(), consented=line.consented, public=[4] * line.public
    )
    assert (found.n, found.left_out, found.level) == (line.in_it, line.left_out, LEVELS[line.level])


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize("line", SUMS)
def test_sums(line) -> None:
    shares = tuple(Share(f"Kommune {number}", amount) for number, amount in enumerate(line.parts))
    rules = Rules(c=line.coalition, k=1, p=Decimal(line.percent) / 100, threshold=None)
    cell = Cell(("Summe",), sum(line.parts), shares)
    assert (Reason.CONCENTRATED not in sensitive(cell, rules)) is line.allowed


@pytest.mark.requirement("I4.5")
def test_rounding() -> None:
    assert [(count, rounded(count)) for count, _shown in ROUNDED] == list(ROUNDED)


@pytest.mark.requirement("I4.8")
def test_every_attack_of_the_sheet_has_a_test() -> None:
    proved = proofs()
    assert [number for number in ATTACKS if not proved.get(number)] == []


@pytest.mark.requirement("I4.7")
def test_the_sheet_is_what_the_tables_say() -> None:
    assert SHEET.read_text(encoding="utf-8") == written(), "python -m tests.method.anonymity_sheet writes it again"
