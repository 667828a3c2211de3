"""Answers belong to numbers: kept with person and date, in versions, and gone when the numbers change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from benchmark.findings import selectors
from benchmark.findings.actions import answer_finding
from benchmark.findings.refusals import AnsweredMeanwhile, AnswerRefused, CommentMissing
from benchmark.plausibility.findings import Reason
from tenants.border import inside

pytestmark = pytest.mark.requirement("I3.5")

Listed = Callable[[], list[Any]]


def answered(municipality: Any, finding: Any, by: Any, **said: Any) -> Any:
    usual = {"kind": "right", "comment": "Neue Aufnahmeeinrichtung", "expected_version": 0, "sentence": "2023 …"}
    with inside(municipality):
        return answer_finding(finding=finding, by=by, **(usual | said))


def test_a_jump_is_found_and_answered(ahausen: Any, jump: Any, listed: Listed, office: Any) -> None:
    (found,) = listed()
    assert (found.indicator_code, found.finding.reason, found.year) == ("DEM-01", Reason.JUMP, 2023)
    assert found.finding.ids == (f"figure:{jump.id}",)
    row = answered(ahausen, found, office)
    assert (row.version, row.answered_by, row.kind) == (1, office.reference, "right")
    (now,) = listed()
    assert now.answer == row
    with inside(ahausen):
        assert selectors.open_findings(ahausen.ags, ahausen.kind) == {}
        assert list(selectors.answered(ahausen.ags, ahausen.kind)) == ["DEM-01"]


def test_an_answer_falls_off_when_the_numbers_change(
    ahausen: Any, jump: Any, listed: Listed, office: Any, enter: Callable[..., Any]
) -> None:
    (found,) = listed()
    answered(ahausen, found, office)
    enter(1110, 2024)  # another year changes nothing about the answered one
    assert [row.answer is not None for row in listed() if row.year == 2023] == [True]
    enter(3010, 2023, expected_version=1)
    changed = [row for row in listed() if row.year == 2023]
    assert [row.is_open for row in changed] == [True]
    with inside(ahausen):
        assert selectors.open_findings(ahausen.ags, ahausen.kind)["DEM-01"] >= 1
        assert len(selectors.answer_history(found.finding.key)) == 1


def test_a_changed_answer_is_a_new_version(
    ahausen: Any, jump: Any, listed: Listed, office: Any, statistics: Any
) -> None:
    (found,) = listed()
    first = answered(ahausen, found, office)
    assert answered(ahausen, found, office, expected_version=1) == first  # the same again is no version
    answered(ahausen, found, statistics, kind="asked_source", comment="", expected_version=1)
    with inside(ahausen):
        history = selectors.answer_history(found.finding.key)
    assert [(row.version, row.kind, row.answered_by) for row in history] == [
        (2, "asked_source", statistics.reference),
        (1, "right", office.reference),
    ]
    with pytest.raises(AnsweredMeanwhile):
        answered(ahausen, found, office, comment="anders", expected_version=1)


@pytest.mark.parametrize(
    ("said", "refusal"), [({"comment": "  "}, CommentMissing), ({"kind": "whatever"}, AnswerRefused)]
)
def test_what_is_not_kept(
    ahausen: Any, jump: Any, listed: Listed, office: Any, said: dict[str, str], refusal: type[Exception]
) -> None:
    (found,) = listed()
    with pytest.raises(refusal, match=r"\w"):
        answered(ahausen, found, office, **said)
    assert listed()[0].is_open


@pytest.mark.requirement("R56")
def test_the_audit_trail_names_person_and_finding_but_no_number(
    ahausen: Any, jump: Any, listed: Listed, office: Any
) -> None:
    (found,) = listed()
    answered(ahausen, found, office)
    from tenants.audit.models import AuditEvent

    with inside(ahausen):
        event = AuditEvent.objects.get(event="findings.answered")
    assert (event.person, event.on) == (office.reference, "DEM-01")
    assert "3000" not in str(event.details)


def test_findings_of_a_neighbour_are_their_own(ahausen: Any, bedorf: Any, jump: Any, listed: Listed) -> None:
    assert len(listed()) == 1
    with inside(bedorf):
        assert selectors.findings_of(bedorf.ags, bedorf.kind) == []


@pytest.mark.requirement("R14")
def test_own_and_official_figure_are_told_side_by_side(ahausen: Any, enter: Callable[..., Any], listed: Listed) -> None:
    from benchmark.figures.models import Proposal

    enter(1000, 2022, denominator=9000, source="Melderegister")
    with inside(ahausen):
        Proposal.objects.create(
            indicator_code="DEM-01",
            definition_version=1,
            year=2022,
            group="total",
            concept="NAT_FS",
            numerator=Decimal(1000),
            denominator=Decimal(10000),
            value=Decimal(10),
            source="LSN",
            table="LSN 1-2-1",
        )
    (found,) = listed()
    assert found.finding.reason is Reason.TWO_SOURCES
    assert found.finding.evidence.sources == ("Melderegister", "LSN (LSN 1-2-1)")
    assert round(found.finding.evidence.difference, 2) == Decimal("1.11")
