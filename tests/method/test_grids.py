"""Grids: the rule of widths, a slow second implementation, and what the real Kreise get from them."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings as site
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.catalogue.definitions import read_definitions
from benchmark.catalogue.grid_table import read_quartiles, sheet, span_of
from benchmark.catalogue.grids import (
    SLACK,
    Side,
    WidthRule,
    both_signs,
    cells_spanned,
    is_coarsening,
    make_edges,
    mirrored,
    too_narrow,
)
from tests.method import kreis_figures

DOCS = Path(site.BASE_DIR) / "docs" / "method"
INDICATORS = read_definitions().indicators
LEVELS = ("kreise", "gemeinden")
D = Decimal


def edges(*numbers: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in numbers)


def slow_edges(p: int, m: int, d_min: int, factor: int, upper: int) -> list[Fraction]:
    """The same edges by trying every number with ever more digits, in exact fractions."""
    found = [Fraction(0)]
    while found[-1] < upper:
        start = found[-1]
        width = max(start * p / 100, Fraction(factor * m, d_min))
        if start + width > upper:
            found[-1] = Fraction(upper)
            break
        top = min(start + width * (1 + Fraction(SLACK)), Fraction(upper))
        steps = [Fraction(step) * Fraction(10) ** power for power in range(6, -12, -1) for step in (5, 2, 1)]
        for step in steps:
            fits = [step * n for n in range(int((start + width) / step), int(top / step) + 1)]
            fits = [number for number in fits if start + width <= number <= top]
            if fits:
                found.append(fits[0])
                break
    return found


rules = st.builds(
    WidthRule,
    p=st.sampled_from([D(5), D(10), D(20)]),
    m=st.integers(1, 10),
    d_min=st.integers(100, 100_000),
    factor=st.just(D(100)),
)


@pytest.mark.requirement("I2.6")
@pytest.mark.parametrize(
    ("p", "m", "d_min", "first", "some"),
    [
        (10, 3, 3000, edges("0", "0.1", "0.2", "0.3"), edges("1", "1.1", "1.25", "1.4", "1.6")),
        (10, 3, 150, edges("0", "2", "4", "6"), edges("20", "22", "25", "28", "32", "36", "40", "45", "50")),
        (20, 5, 300, edges("0", "2", "4", "6"), edges("10", "12", "15", "18", "22")),
    ],
)
def test_edges_are_readable_and_no_narrower_than_allowed(p, m, d_min, first, some):
    made = make_edges(WidthRule(D(p), m, d_min, D(100)), D(100))
    assert made[: len(first)] == first
    position = made.index(some[0])
    assert made[position : position + len(some)] == some
    assert made[-1] == 100


@settings(deadline=None)
@given(rules)
def test_every_cell_keeps_the_rule_and_stays_near_it(rule):
    made = make_edges(rule, D(100))
    assert made[0] == 0
    assert made[-1] == 100
    assert too_narrow(made, rule) == []
    for low, high in list(pairwise(made))[:-1]:
        assert high - low <= rule.width_at(low) * (1 + SLACK)


@settings(deadline=None, max_examples=50)
@given(rules)
def test_the_slow_way_finds_the_same_edges(rule):
    slow = slow_edges(int(rule.p), rule.m, rule.d_min, 100, 100)
    assert [Fraction(edge) for edge in make_edges(rule, D(100))] == slow


@settings(deadline=None)
@given(rules, st.integers(2, 20))
def test_a_grid_within_another_joins_its_cells_and_keeps_its_own_rule(rule, times):
    fine = make_edges(rule, D(100))
    coarser = WidthRule(rule.p, rule.m, max(rule.d_min // times, rule.m * 2), rule.factor)
    coarse = make_edges(coarser, D(100), within=fine)
    assert is_coarsening(fine, coarse)
    assert too_narrow(coarse, coarser) == []


def test_a_rule_wider_than_the_scale_is_refused():
    with pytest.raises(ValueError, match="wider than the whole scale"):
        make_edges(WidthRule(D(10), 3, 2, D(100)), D(100))


def test_mirrored_edges_are_fine_at_the_other_end():
    rule = WidthRule(D(10), 3, 3000, D(100))
    made = mirrored(make_edges(rule, D(100)))
    assert made[-3:] == edges("99.8", "99.9", "100")
    assert too_narrow(made, rule, Side.COMPLEMENT) == []
    assert too_narrow(made, rule) != []


def test_a_balance_has_the_same_cells_below_and_above_zero():
    assert both_signs(edges("0", "1", "2.5")) == edges("-2.5", "-1", "0", "1", "2.5")


@pytest.mark.requirement("T26")
@pytest.mark.parametrize(
    ("new", "allowed"),
    [
        (edges("0", "1", "2", "3"), True),
        (edges("0", "2", "3"), True),
        (edges("0", "1", "1.5", "2", "3"), False),  # divides a cell
        (edges("0", "1.5", "3"), False),  # moves an edge
        (edges("0", "1", "2"), False),  # ends elsewhere
    ],
)
def test_only_joining_cells_is_a_coarsening(new, allowed):
    assert is_coarsening(edges("0", "1", "2", "3"), new) is allowed


@pytest.mark.parametrize(
    ("low", "high", "cells"),
    [("0.5", "0.7", 1), ("0.5", "1", 2), ("0.2", "2.5", 3), ("2.9", "99", 1), ("-4", "0.5", 1)],
)
def test_cells_spanned(low, high, cells):
    assert cells_spanned(edges("0", "1", "2", "3"), D(low), D(high)) == cells


@pytest.mark.requirement("I2.6")
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.code)
def test_committed_edges_are_the_ones_the_rule_gives(indicator):
    """Frozen edges come from p, m and the smallest denominators alone, never from figures."""
    side = Side(indicator.grid.side)
    for group, cells in indicator.grid.groups.items():
        finer = None
        for level in LEVELS:
            committed = tuple(getattr(cells, level))
            rule = indicator.rule(group, level)
            assert too_narrow(committed, rule, side) == []
            made = make_edges(rule, committed[-1], within=finer)
            finer = finer or made
            shown = mirrored(made) if side is Side.COMPLEMENT else made
            assert committed == (both_signs(shown) if indicator.signed else shown)


@pytest.mark.requirement("I2.6")
def test_the_middle_half_of_real_kreise_spans_three_cells_wherever_the_rule_allows():
    known = {each.code: each for each in INDICATORS}
    checked = 0
    for row in read_quartiles(DOCS / "grids-figures.csv"):
        indicator = known[row.indicator]
        span = span_of(indicator, row)
        if row.group == indicator.leading_group or span.room >= 3:
            assert span.cells >= 3, (row, span.cells)
            checked += 1
    assert checked > 100


@pytest.mark.requirement("I2.6")
def test_naturalisation_in_niedersachsen_spans_seven_cells():
    (row,) = [
        each for each in read_quartiles(DOCS / "grids-figures.csv") if (each.indicator, each.year) == ("REC-01", 2024)
    ]
    assert span_of(next(each for each in INDICATORS if each.code == "REC-01"), row).cells == 7


def test_the_method_sheet_is_up_to_date():
    """`manage.py grid_table --write` makes it anew."""
    text = (DOCS / "grids.md").read_text(encoding="utf-8")
    assert text == sheet(INDICATORS, read_quartiles(DOCS / "grids-figures.csv"))
    assert all(each.code in text for each in INDICATORS if each.core)
    assert "keine Werte verfügbar" in text


@pytest.mark.official_files
def test_the_committed_figures_are_those_of_the_official_files(official_files):
    lines = (DOCS / "grids-figures.csv").read_text(encoding="utf-8").splitlines()
    found = [tuple(str(cell) for cell in row) for row in kreis_figures.all_rows(official_files)]
    assert [tuple(row) for row in csv.reader(lines[1:])] == found
