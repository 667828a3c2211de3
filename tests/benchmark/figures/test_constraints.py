"""The database itself refuses what cannot be, whatever the code above it does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from benchmark.figures.models import DataAccess, Figure, Import, Proposal, Receipt
from tenants.border import Role, acting_as, inside
from tenants.municipalities.models import Municipality

NOW = timezone.now()
GOOD: dict[str, Any] = {
    "indicator_code": "DEM-01",
    "definition_version": 1,
    "year": 2023,
    "group": "total",
    "concept": "NAT_FS",
    "numerator": Decimal(100),
    "denominator": Decimal(1000),
    "value": Decimal(10),
    "part_of_whole": True,
    "factor": Decimal(100),
    "origin": "entered",
    "version": 1,
    "entered_by": "p_1",
    "entered_at": NOW,
}
CHECKED = {"state": "checked", "checked_by": "p_2", "checked_at": NOW, "checked_as": "statistics_office"}
APPROVED = CHECKED | {"state": "approved", "approved_by": "p_3", "approved_at": NOW}
MISSING = {"numerator": None, "denominator": None, "value": None, "missing": "blocked"}


@pytest.fixture
def schema(world_of_module: None) -> Any:
    with acting_as(Role.OWNER):
        municipality = Municipality.objects.get(slug="ahausen")
    with inside(municipality), transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(model: Any, values: dict[str, Any], constraint: str) -> None:
    with pytest.raises((IntegrityError, DataError), match=constraint), transaction.atomic():
        model.objects.create(**values)


@pytest.mark.parametrize("change", [{}, MISSING, CHECKED, APPROVED, {"numerator": Decimal(0), "value": Decimal(0)}])
def test_sound_figures_are_stored(schema: None, change: dict[str, Any]) -> None:
    assert Figure.objects.create(**(GOOD | change)).pk


@pytest.mark.requirement("I2.8")
@pytest.mark.requirement("B9")
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"numerator": Decimal(-1)}, "figure_numerator_sound"),
        ({"denominator": Decimal(-1), "numerator": None}, "figure_denominator_sound"),
        ({"value": Decimal(-1)}, "figure_value_sound"),
        ({"numerator": Decimal(1001)}, "figure_part_within_whole"),
        ({"value": Decimal("100.1")}, "figure_part_within_whole"),
        ({"missing": "blocked"}, "figure_value_or_reason"),
        ({"value": None}, "figure_value_or_reason"),
        ({"year": 20255}, "figure_year_possible"),
        ({"year": 1899}, "figure_year_possible"),
        ({"entered_by": ""}, "figure_entered_by_somebody"),
    ],
)
def test_impossible_figures_are_refused(schema: None, change: dict[str, Any], constraint: str) -> None:
    refused(Figure, GOOD | change, constraint)


@pytest.mark.requirement("I2.8")
@pytest.mark.requirement("B9")
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("column", ["numerator", "denominator", "value"])
@pytest.mark.parametrize("signed", [False, True])
def test_what_is_no_number_is_refused(schema: None, column: str, number: str, signed: bool) -> None:
    row = Figure.objects.create(**(GOOD | {"signed": signed, "part_of_whole": False}))
    with pytest.raises((IntegrityError, DataError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE figures_figure SET "{column}" = %s::numeric WHERE id = %s', [number, row.pk])


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        (APPROVED | {"approved_by": "p_2"}, "figure_two_people"),
        ({"state": "checked"}, "figure_state_signed"),
        (CHECKED | {"state": "draft"}, "figure_state_signed"),
        (CHECKED | {"checked_at": None}, "figure_state_signed"),
        (CHECKED | {"checked_as": ""}, "figure_state_signed"),
        (CHECKED | {"state": "approved"}, "figure_state_signed"),
        (APPROVED | {"approved_at": None}, "figure_state_signed"),
        ({"state": "approved", "approved_by": "p_3", "approved_at": NOW}, "figure_state_signed"),
        ({"state": "published"}, "figure_state_signed"),
    ],
)
def test_state_persons_and_dates_belong_together(schema: None, change: dict[str, Any], constraint: str) -> None:
    refused(Figure, GOOD | change, constraint)


@pytest.mark.requirement("I2.8")
def test_there_is_one_current_version(schema: None) -> None:
    Figure.objects.create(**GOOD)
    refused(Figure, GOOD | {"version": 2}, "figure_one_current_version")
    refused(Figure, GOOD | {"is_current": False}, "figure_version_once")
    assert Figure.objects.create(**(GOOD | {"version": 2, "is_current": False})).pk
    assert Figure.objects.create(**(GOOD | {"group": "foreign"})).pk


def test_a_balance_may_be_below_zero_and_nothing_else(schema: None) -> None:
    balance = {"signed": True, "part_of_whole": False, "numerator": Decimal(-5), "value": Decimal(-5)}
    assert Figure.objects.create(**(GOOD | balance)).pk
    refused(Figure, GOOD | balance | {"group": "german", "signed": False}, "figure_(numerator|value)_sound")


def test_a_figure_may_exceed_its_denominator_only_where_it_is_no_part(schema: None) -> None:
    rate = {"part_of_whole": False, "numerator": Decimal(1500), "value": Decimal(150)}
    assert Figure.objects.create(**(GOOD | rate)).pk


@pytest.mark.requirement("R24")
@pytest.mark.requirement("R29")
@pytest.mark.parametrize("status", ["at_kreis", "at_land", "blocked", "at_a_cost", "deliberately_not"])
def test_no_status_of_data_access_without_reason(schema: None, status: str) -> None:
    row = {"indicator_code": "DEM-01", "status": status, "recorded_by": "p_1", "recorded_at": NOW}
    refused(DataAccess, row, "access_reason_given")
    assert DataAccess.objects.create(**row, reason="Das Land gibt sie nicht heraus.").pk


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (
            Proposal,
            {"value": Decimal(1), "source": "LSN", "decision": "adopted"},
            "proposal_decision_signed",
        ),
        (Proposal, {"value": Decimal(1), "source": "LSN", "missing": "blocked"}, "proposal_value_or_reason"),
    ],
)
def test_proposals_are_sound(schema: None, model: Any, values: dict[str, Any], constraint: str) -> None:
    point = {key: GOOD[key] for key in ("indicator_code", "definition_version", "year", "group", "concept")}
    refused(model, point | values, constraint)


def test_a_receipt_is_signed_and_a_stored_import_has_somebody(schema: None) -> None:
    receipt = {"reference": "r1", "circle": "Ring", "document": "{}", "kept_by": "p_1", "kept_at": NOW}
    refused(Receipt, receipt | {"signature": ""}, "receipt_signed")
    upload = {"name": "a.xlsx", "sha256": "0" * 64, "rows": 1, "uploaded_by": "p_1", "uploaded_at": NOW}
    refused(Import, upload | {"state": "stored"}, "import_state_signed")
