"""The ledger's rows: one spelling, true to what was shown, and nothing that cannot be read."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product

import pytest

from comparisons.releases.disclosure import Parameters, judge
from comparisons.releases.disclosure.audit import (
    Bar,
    DistributionRow,
    KnownRow,
    Mean,
    Measure,
    Point,
    Primitive,
    Problem,
    Quantile,
    RowError,
    SumRow,
    canonical_bytes,
    digest,
    distribution_row,
    mean_interval,
    row_from_json,
    split,
)
from comparisons.releases.disclosure.judge import grouped_mean
from tests.method.audit_worlds import QUARTERS, agreed, measure_of, members, of_cells, total_of
from tests.method.release_worlds import GRID, TENS

X, Y = Primitive("m00", "a", 2023), Primitive("m01", "a", 2023)
ROWS = (
    DistributionRow("a", members(5), (Quantile(3, 1), Mean(Decimal("1.5"), Decimal("2.50")), Bar(0, 1, 3))),
    SumRow(((X, 1), (Y, -2)), Decimal("-3.0"), None),
    KnownRow(X, Decimal("7.00")),
    KnownRow(Y),
)


@pytest.mark.requirement("I4.6")
def test_rows_come_back_from_plain_json():
    spelled = json.loads(json.dumps([row.to_json() for row in ROWS]))
    back = [row_from_json(one) for one in spelled]
    assert back == list(ROWS)
    assert canonical_bytes(back) == canonical_bytes(ROWS)


@pytest.mark.requirement("I4.6")
def test_the_same_facts_have_the_same_bytes():
    turned = (
        KnownRow(Y, None),
        KnownRow(X, Decimal(7)),
        SumRow(((Y, -2), (X, 1)), Decimal(-3), None),
        DistributionRow("a", members(5)[::-1], (Bar(0, 1, 3), Quantile(3, 1), Mean(Decimal("1.50"), Decimal("2.5")))),
    )
    assert canonical_bytes(turned) == canonical_bytes(ROWS)
    assert canonical_bytes(ROWS[1:]) != canonical_bytes(ROWS)
    changed = SumRow(((X, 1), (Y, -2)), Decimal("-3.01"), None)
    assert canonical_bytes([changed]) != canonical_bytes([ROWS[1]])


@pytest.mark.requirement("I4.6")
@pytest.mark.parametrize(
    "broken",
    [
        lambda: DistributionRow("a", (), (Quantile(1, 0),)),
        lambda: DistributionRow("a", (Point("m"), Point("m")), ()),
        lambda: DistributionRow("a", members(5), (Quantile(6, 0),)),
        lambda: DistributionRow("a", members(5), (Bar(0, 1, 6),)),
        lambda: DistributionRow("a", members(5), (Mean(Decimal("NaN"), Decimal(2)),)),
        lambda: SumRow((), Decimal(0), Decimal(0)),
        lambda: SumRow(((X, 1), (X, 2)), Decimal(0), Decimal(0)),
        lambda: SumRow(((X, 0),), Decimal(0), Decimal(0)),
        lambda: SumRow(((X, 1),), Decimal("NaN"), Decimal(0)),
        lambda: SumRow(((X, 1),), Decimal(2), Decimal(1)),
        lambda: SumRow.rounded([X], 12),
        lambda: row_from_json({"kind": "story"}),
        lambda: row_from_json({"kind": "sum", "terms": [["m"]], "low": "0", "high": "0"}),
        lambda: row_from_json({"kind": "known", "primitive": ["m", "a", 2023, 1], "value": "seven"}),
        lambda: row_from_json({}),
        lambda: of_cells([0, 1, 4]),
        lambda: of_cells([0, float("nan")]),
        lambda: Measure("a", "a", 2023, QUARTERS, members(2), (0,), (10, 10)),
        lambda: Measure("a", "a", 2023, QUARTERS, (Point("m"), Point("m")), (0, 1), (10, 10)),
    ],
)
def test_rows_that_say_nothing_possible_are_refused(broken):
    with pytest.raises(RowError):
        broken()


@pytest.mark.requirement("I4.6")
def test_a_total_rounded_to_five_is_two_away_at_most_and_not_negative():
    assert (SumRow.rounded([X, Y], 0).low, SumRow.rounded([X, Y], 0).high) == (0, 2)
    assert (SumRow.rounded([X, Y], 15).low, SumRow.rounded([X, Y], 15).high) == (13, 17)


@pytest.mark.requirement("I4.6")
@pytest.mark.parametrize("grid", [QUARTERS, TENS, GRID], ids=["quarters", "tens", "sample"])
def test_the_interval_of_a_rounded_mean_holds_exactly_the_means_shown_as_it(grid):
    """Every mean of two to four cells: inside the interval of what it is shown as, outside every other one."""
    shown = {}
    step = max(1, grid.size // 8)
    for count in (2, 3, 4):
        for cells in product(range(0, grid.size, step), repeat=count):
            exact = sum(grid.midpoint(cell) for cell in cells) / len(cells)
            shown.setdefault(grouped_mean(cells, grid), []).append(exact)
    intervals = {mean: mean_interval(mean, grid) for mean in shown}
    for mean, means in shown.items():
        for exact in means:
            assert intervals[mean].low <= exact < intervals[mean].high
            others = [one for one, (low, high) in intervals.items() if low <= exact < high]
            assert others == [mean]


@pytest.mark.requirement("I4.6")
def test_a_verdict_becomes_the_facts_it_shows():
    cells = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5]
    verdict = judge(cells, grid=TENS, parameters=Parameters())
    row = distribution_row(verdict, measure="a", points=members(17), grid=TENS)
    assert {fact for fact in row.facts if isinstance(fact, Quantile)} == {
        Quantile(9, 2),
        Quantile(5, 1),
        Quantile(13, 3),
    }
    assert mean_interval(verdict.mean, TENS) in row.facts
    with pytest.raises(RowError):
        distribution_row(verdict, measure="a", points=members(16), grid=TENS)
    with pytest.raises(RowError):
        distribution_row(judge([1, 2], grid=TENS, parameters=Parameters()), measure="a", points=members(2), grid=TENS)


@pytest.mark.requirement("I4.6")
def test_parts_share_nothing():
    """Measures apart, joined by a shared numerator, by an identity and by a drift bound."""
    a, b = measure_of([3, 4], [10, 10], key="a"), measure_of([3, 4], [10, 10], key="b")
    both = Problem((a, b), (), (total_of(a, [3, 4], [0, 1]),), agreed())
    assert [len(part.measures) for part in split(both)] == [1, 1]
    assert [len(part.candidates) for part in split(both)] == [1, 0]
    tie = SumRow.identity({a.primitive(a.points[0]): 1, b.primitive(b.points[0]): -1})
    assert len(split(Problem((a, b), (tie,), (), agreed()))) == 1
    second = measure_of([3, 4], [20, 20], key="c", numerator="a")
    assert len(split(Problem((a, second), (), (), agreed()))) == 1
    bound = {"series": "s", "drift": Decimal(5)}
    years = [measure_of([3, 4], [10, 10], key=str(year), numerator="a", year=year, **bound) for year in (2022, 2023)]
    assert len(split(Problem(tuple(years), (), (), agreed()))) == 1


@pytest.mark.requirement("I4.6")
def test_the_digest_notices_every_change():
    a = measure_of([3, 4], [10, 10])
    rows = (total_of(a, [3, 4], [0, 1]),)
    one = Problem((a,), (), rows, agreed())
    others = [
        Problem((a,), rows, (), agreed()),
        Problem((a,), (), rows, agreed(2)),
        Problem((measure_of([3, 4], [10, 11]),), (), rows, agreed()),
        Problem((measure_of([3, 8], [10, 10]),), (), rows, agreed()),
        Problem((a,), (), rows, agreed(), values={X: Decimal(3)}),
        Problem((a,), (), rows, agreed(), margins={X: (Decimal(3), Decimal(3))}),
    ]
    assert digest(one) == digest(Problem((a,), (), rows, agreed()))
    assert len({digest(one), *map(digest, others)}) == 1 + len(others)
