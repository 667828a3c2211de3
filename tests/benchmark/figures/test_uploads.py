"""A filled workbook is read first, shown, and then stored as a whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from benchmark.figures import actions, selectors
from benchmark.figures.intake.workbook import write_template
from benchmark.figures.models import Import
from benchmark.figures.refusals import ChangedMeanwhile, FileRefused
from benchmark.figures.workbooks import template_of

pytestmark = pytest.mark.requirement("I2.8")


@pytest.fixture
def template(at_home: Any) -> Callable[[], Any]:
    return lambda: template_of(municipality=at_home.name, ags=at_home.ags)


def filled(data: bytes, values: dict[tuple[str, int], dict[str, object]]) -> bytes:
    """The workbook with cells filled as Excel would, by indicator code and year."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Werte"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "indicator_code")
    columns = {cell.value: cell.column for cell in header}
    for (code, year), changes in values.items():
        line = next(
            row[0].row
            for row in sheet.iter_rows(min_row=header[0].row + 1)
            if row[0].value == code and row[columns["year"] - 1].value == year
        )
        for name, value in changes.items():
            sheet.cell(line, columns[name]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, template: Any, by: Any) -> Any:
    return actions.read_upload(name="werte.xlsx", data=data, template=template, by=by)


@pytest.mark.requirement("B10")
def test_round_trip_and_the_same_file_again_changes_nothing(
    template: Callable[[], Any], office: Any, enter: Callable[..., Any]
) -> None:
    enter(year=2023)
    untouched = read(write_template(template()), template(), office)
    assert selectors.upload(untouched.upload_id).changes == []
    data = filled(
        write_template(template()),
        {
            ("DEM-01", 2023): {"numerator": 150},
            ("DEM-01", 2024): {"numerator": 160, "denominator": 1000, "note": "vorläufig"},
        },
    )
    found = read(data, template(), office)
    assert len(selectors.current_figures()) == 1
    assert actions.import_workbook(upload_id=found.upload_id, by=office) == 2
    rows = {row.year: row for row in selectors.current_figures()}
    assert (rows[2023].version, rows[2023].numerator, rows[2023].origin) == (2, 150, "workbook")
    assert (rows[2024].value, rows[2024].note) == (Decimal(16), "vorläufig")
    again = read(data, template(), office)
    assert again.upload_id == found.upload_id
    assert again.known_since is not None
    assert Import.objects.count() == 2
    assert {row.year: row.version for row in selectors.current_figures()} == {2023: 2, 2024: 1}


@pytest.mark.requirement("B9")
def test_one_wrong_cell_and_nothing_is_kept(template: Callable[[], Any], office: Any) -> None:
    data = filled(
        write_template(template()),
        {
            ("DEM-01", 2023): {"numerator": 1001, "denominator": 1000},
            ("DEM-01", 2024): {"numerator": 100, "denominator": 1000},
        },
    )
    found = read(data, template(), office)
    assert found.upload_id is None
    assert len(found.errors) == 1
    assert "Werte" in found.errors[0]
    assert Import.objects.count() == 0
    assert selectors.current_figures() == []


@pytest.mark.requirement("B10")
def test_of_two_imports_of_one_figure_one_wins_and_the_other_is_told(template: Callable[[], Any], office: Any) -> None:
    data = write_template(template())
    first = read(filled(data, {("DEM-01", 2023): {"numerator": 1, "denominator": 10}}), template(), office)
    second = read(filled(data, {("DEM-01", 2023): {"numerator": 2, "denominator": 10}}), template(), office)
    actions.import_workbook(upload_id=second.upload_id, by=office)
    with pytest.raises(ChangedMeanwhile):
        actions.import_workbook(upload_id=first.upload_id, by=office)
    assert [row.numerator for row in selectors.current_figures()] == [2]


def test_an_import_is_stored_once(template: Callable[[], Any], office: Any) -> None:
    data = filled(write_template(template()), {("DEM-01", 2023): {"numerator": 1, "denominator": 10}})
    found = read(data, template(), office)
    actions.import_workbook(upload_id=found.upload_id, by=office)
    with pytest.raises(FileRefused):
        actions.import_workbook(upload_id=found.upload_id, by=office)
    with pytest.raises(FileRefused):
        actions.import_workbook(upload_id=999, by=office)


def test_recovered_counts_are_not_asked_back(
    template: Callable[[], Any], office: Any, enter: Callable[..., Any]
) -> None:
    enter(year=2023, value=Decimal("12.3"))
    (row,) = [row for row in template().rows if (row.indicator_code, row.year) == ("DEM-01", 2023)]
    assert (row.numerator, row.denominator) == (None, None)
    (after,) = [row for row in template().rows if (row.indicator_code, row.year) == ("DEM-01", 2024)]
    assert after.last_year == Decimal("12.3")


def test_a_template_with_published_rates_comes_back_without_a_complaint(
    template: Callable[[], Any], office: Any
) -> None:
    """A rate published with its count but without a denominator cannot be typed again, so its line stays free."""
    actions.enter_figure(
        indicator_code="SOZ-01", year=2023, group="foreign", numerator=Decimal(600), value=Decimal(431), by=office
    )
    kept = selectors.current_figures("SOZ-01")[0]
    assert (kept.numerator, kept.denominator, kept.value) == (600, None, 431)
    found = read(write_template(template()), template(), office)
    assert found.errors == ()
    assert selectors.upload(found.upload_id).changes == []
