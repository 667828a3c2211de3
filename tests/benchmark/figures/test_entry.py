"""Entering figures: what is refused, what is kept, and that nobody overwrites anybody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from benchmark.catalogue.selectors import UnknownIndicator
from benchmark.figures import actions, selectors
from benchmark.figures.models import Figure
from benchmark.figures.refusals import ChangedMeanwhile, ImpossibleFigure, NotDefined, ReasonNeeded
from tenants.border import inside
from tests.benchmark.figures.flow import approved, checked


def test_a_figure_is_kept_with_its_computed_value(at_home: Any, enter: Callable[..., Any]) -> None:
    row = enter(numerator=Decimal(1), denominator=Decimal(3), source="Melderegister", note="vorläufig")
    assert row.value == Decimal("33.33333333")
    assert (row.concept, row.version, row.state) == ("NAT_FS", 1, "draft")
    assert selectors.current_figures("DEM-01") == [row]


@pytest.mark.requirement("I2.8")
@pytest.mark.requirement("B9")
@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"numerator": Decimal("NaN")}, ImpossibleFigure),
        ({"denominator": Decimal("Infinity")}, ImpossibleFigure),
        ({"numerator": Decimal(-1)}, ImpossibleFigure),
        ({"denominator": Decimal(-1)}, ImpossibleFigure),
        ({"numerator": Decimal(1001)}, ImpossibleFigure),
        ({"value": Decimal("100.1")}, ImpossibleFigure),
        ({"value": Decimal("-0.1")}, ImpossibleFigure),
        ({"numerator": Decimal("3.5")}, ImpossibleFigure),
        ({"denominator": Decimal(0), "numerator": Decimal(0)}, ImpossibleFigure),
        ({"denominator": None}, ImpossibleFigure),
        ({"numerator": None, "denominator": None}, ImpossibleFigure),
        ({"numerator": Decimal(10) ** 12, "denominator": Decimal(10) ** 13}, ImpossibleFigure),
        ({"missing": "blocked", "numerator": Decimal(1), "denominator": Decimal(2)}, ImpossibleFigure),
        ({"missing": "no such reason"}, ImpossibleFigure),
        ({"year": 20255}, ImpossibleFigure),
        ({"year": 1899}, ImpossibleFigure),
        ({"concept": "KMK"}, NotDefined),
        ({"group": "foreign"}, NotDefined),
        ({"indicator_code": "XXX-99"}, UnknownIndicator),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    at_home: Any, enter: Callable[..., Any], said: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as caught:
        enter(**said)
    assert str(caught.value)
    assert selectors.current_figures() == []


def test_floats_are_not_counts(at_home: Any, enter: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="numerator"):
        enter(numerator=0.5)


def test_missing_is_a_statement_and_zero_is_a_value(at_home: Any, enter: Callable[..., Any]) -> None:
    assert enter(year=2021, missing="held_by_land").value is None
    assert enter(year=2022, numerator=Decimal(0)).value == 0


@pytest.mark.requirement("R12")
def test_indicators_outside_the_core_set_have_the_same_functions(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    from benchmark.catalogue.selectors import indicators

    local = next(one for one in indicators(core=False) if one.part_of_whole)
    row = enter(indicator_code=local.code, group=local.leading_group)
    actions.check_figures(ids=[row.id], by=statistics)
    actions.approve_figures(ids=[row.id], by=office)
    assert [figure.indicator_code for figure in selectors.approved_figures()] == [local.code]


@pytest.mark.requirement("I2.8")
def test_a_change_is_a_new_version_and_the_old_one_stays(at_home: Any, enter: Callable[..., Any]) -> None:
    first = enter()
    second = enter(numerator=Decimal(200), expected_version=1)
    assert (second.version, second.value) == (2, Decimal(20))
    assert [row.value for row in selectors.history("DEM-01", 2023, "total", "NAT_FS")] == [second.value, first.value]
    assert [row.version for row in selectors.current_figures()] == [2]


def test_saying_the_same_again_changes_nothing(at_home: Any, enter: Callable[..., Any]) -> None:
    first = enter()
    assert enter(expected_version=1) == first
    assert Figure.objects.count() == 1


@pytest.mark.requirement("I2.8")
def test_a_change_after_approval_is_a_draft_again(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    row = enter()
    approved([row.id], statistics, office)
    changed = enter(numerator=Decimal(101), expected_version=1)
    assert (changed.version, changed.state, changed.approved_by) == (2, "draft", "")
    assert selectors.approved_figures() == []
    before = selectors.history("DEM-01", 2023, "total", "NAT_FS")[1]
    assert (before.state, before.is_current, before.approved_by) == ("approved", False, office.reference)


@pytest.mark.requirement("C10")
@pytest.mark.parametrize("expected", [0, 2])
def test_whoever_saw_another_version_is_refused(at_home: Any, enter: Callable[..., Any], expected: int) -> None:
    enter()
    with pytest.raises(ChangedMeanwhile):
        enter(numerator=Decimal(300), expected_version=expected)
    assert [row.numerator for row in selectors.current_figures()] == [100]


@pytest.mark.requirement("C10")
def test_of_several_writers_at_once_exactly_one_wins_each_version(
    ahausen: Any, office: Any, enter: Callable[..., Any]
) -> None:
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def write(number: int) -> None:
        try:
            with inside(ahausen):
                for version in range(10):
                    ready.wait()
                    try:
                        enter(numerator=Decimal(10 * version + number), expected_version=version)
                        outcomes.append("won")
                    except ChangedMeanwhile:
                        outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("won"), outcomes.count("told")) == (10, 30)
    with inside(ahausen):
        versions = selectors.history("DEM-01", 2023, "total", "NAT_FS")
    assert [row.version for row in versions] == list(range(10, 0, -1))


def test_reopening_makes_a_draft_and_needs_a_reason(
    at_home: Any, enter: Callable[..., Any], statistics: Any, office: Any
) -> None:
    row = enter()
    checked([row.id], statistics)
    with pytest.raises(ReasonNeeded):
        actions.reopen(ids=[row.id], reason=" ", by=office)
    assert actions.reopen(ids=[row.id], reason="Nachmeldung", by=office) == 1
    (current,) = selectors.current_figures()
    assert (current.version, current.state, current.check_comment) == (2, "draft", "Nachmeldung")
    with pytest.raises(ChangedMeanwhile):
        actions.reopen(ids=[row.id], reason="Nachmeldung", by=office)


@pytest.mark.requirement("R24")
@pytest.mark.requirement("R29")
def test_what_is_deliberately_not_collected_is_no_gap(at_home: Any, office: Any) -> None:
    with pytest.raises(ReasonNeeded):
        actions.set_data_access(indicator_code="IKO-01", status="deliberately_not", by=office)
    actions.set_data_access(
        indicator_code="IKO-01", status="deliberately_not", reason="Der Personalrat lehnt die Befragung ab.", by=office
    )
    (row,) = selectors.completeness()
    assert (row.indicator_code, row.is_gap, row.access_reason[:14]) == ("IKO-01", False, "Der Personalra")
    actions.set_data_access(indicator_code="IKO-01", status="at_land", reason="Nur beim Land", by=office)
    assert selectors.completeness()[0].is_gap


def test_figures_are_seen_only_at_home(ahausen: Any, bedorf: Any, office: Any, enter: Callable[..., Any]) -> None:
    with inside(ahausen):
        enter()
        assert len(selectors.current_figures()) == 1
    with inside(bedorf):
        assert selectors.current_figures() == []
