"""From the file to drafts: all of it or nothing, nothing twice, nothing lost, next year by itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from benchmark.figures.actions import check_figures, enter_figure
from benchmark.figures.selectors import current_figures, history
from benchmark.spreadsheets import actions, selectors
from benchmark.spreadsheets.judging import Effect
from benchmark.spreadsheets.models import RememberedMapping, Upload
from benchmark.spreadsheets.reading.cells import Style
from benchmark.spreadsheets.reading.outcome import Wrong
from benchmark.spreadsheets.refusals import (
    AlreadyTakenOver,
    NoSuchUpload,
    NothingToRead,
    NotReady,
    PreviewOutdated,
    SpreadsheetRefused,
)
from tenants.audit.models import AuditEvent
from tenants.membership.refusals import Refused
from tests.benchmark.spreadsheets.tables import (
    PEOPLE,
    YEARS,
    odd_workbook,
    one_sheet_per_year,
    workbook,
    years_in_head,
)

pytestmark = pytest.mark.requirement("I3.1", "R11")


def shares() -> dict[int, tuple[Decimal | None, Decimal | None]]:
    return {row.year: (row.denominator, row.numerator) for row in current_figures("DEM-01")}


def test_an_odd_workbook_becomes_drafts_with_their_source(desk: Any, office: Any) -> None:
    taken = desk.take_in(odd_workbook())
    assert not taken.recognised
    assert current_figures() == []
    assert desk.store(taken.upload_id) == actions.Stored(4, 0)
    assert shares() == PEOPLE
    figure = current_figures("DEM-01")[0]
    assert (figure.state, figure.origin, figure.source) == ("draft", "workbook", "Melderegister")
    assert (figure.group, figure.concept, figure.entered_by) == ("total", "NAT_MR", office.reference)
    assert AuditEvent.objects.filter(event="spreadsheets.figures_stored").count() == 1


def test_only_name_checksum_and_mapping_stay(desk: Any) -> None:
    taken = desk.take_in(odd_workbook(), "Bevölkerung 2024.xlsx")
    desk.store(taken.upload_id)
    row = Upload.objects.get()
    assert (row.content, row.name, len(row.sha256), row.figures) == (None, "Bevölkerung 2024.xlsx", 64, 4)
    kept = str(RememberedMapping.objects.get().mapping)
    assert "12.345" not in kept
    assert "12345" not in kept


def test_next_years_file_is_recognised_and_changes_only_what_is_new(desk: Any, statistics: Any) -> None:
    desk.store(desk.take_in(odd_workbook(), "Bevölkerung 2024.xlsx").upload_id)
    check_figures(ids=[row.id for row in current_figures()], comment="In Ordnung", by=statistics)
    later = desk.take_in(odd_workbook((*YEARS, 2024), title_year=2025), "Bevölkerung 2025.xlsx")
    assert later.recognised
    effects = {one.content.year: one.effect for one in desk.judgement(later.upload_id).figures}
    assert effects == dict.fromkeys(YEARS, Effect.SAME) | {2024: Effect.NEW}
    assert desk.store(later.upload_id) == actions.Stored(1, 4)
    assert {row.year: (row.version, row.state) for row in current_figures()} == dict.fromkeys(YEARS, (1, "checked")) | {
        2024: (1, "draft")
    }
    kept = selectors.remembered()
    assert [(row.name, row.uses) for row in kept] == [("Bevölkerung", 2)]


def test_a_changed_number_is_a_new_version_and_the_old_one_stays(desk: Any) -> None:
    desk.store(desk.take_in(odd_workbook()).upload_id)
    again = desk.take_in(odd_workbook(extra=100))
    assert {one.effect for one in desk.judgement(again.upload_id).figures} == {Effect.CHANGED}
    assert desk.store(again.upload_id).written == 4
    versions = history("DEM-01", 2023, "total", "NAT_MR")
    assert [(row.version, row.denominator) for row in versions] == [(2, 138211), (1, 138111)]


@pytest.mark.requirement("B10")
def test_the_same_bytes_again_do_nothing(desk: Any) -> None:
    data = odd_workbook()
    waiting = desk.take_in(data)
    assert desk.take_in(data, "kopie.xlsx").upload_id == waiting.upload_id
    desk.store(waiting.upload_id)
    with pytest.raises(AlreadyTakenOver):
        desk.take_in(data, "kopie.xlsx")
    assert Upload.objects.count() == 1
    assert {row.version for row in current_figures()} == {1}
    assert desk.take_in(data, again=True).recognised


def test_storing_twice_stores_once(desk: Any) -> None:
    taken = desk.take_in(odd_workbook())
    digest = desk.judgement(taken.upload_id).digest
    desk.store(taken.upload_id, digest=digest)
    with pytest.raises(NoSuchUpload):
        desk.store(taken.upload_id, digest=digest)
    assert {row.version for row in current_figures()} == {1}


def test_a_figure_changed_meanwhile_refuses_everything(desk: Any, statistics: Any) -> None:
    taken = desk.take_in(odd_workbook())
    seen = desk.judgement(taken.upload_id).digest
    enter_figure(
        indicator_code="DEM-01", year=2021, group="total", concept="NAT_MR",
        numerator=Decimal(1), denominator=Decimal(10), source="Hand", by=statistics,
    )  # fmt: skip
    with pytest.raises(PreviewOutdated):
        desk.store(taken.upload_id, digest=seen)
    assert shares() == {2021: (Decimal(10), Decimal(1))}
    assert selectors.remembered() == []
    assert desk.store(taken.upload_id).written == 4


def test_a_mapping_changed_meanwhile_refuses_everything(desk: Any) -> None:
    taken = desk.take_in(odd_workbook())
    seen = desk.judgement(taken.upload_id).digest
    entry = desk.mapping(taken.upload_id).entries[0]
    desk.change(
        taken.upload_id, entries=(type(entry)("DEM-01", "total", "NAT_FS", entry.numerator, entry.denominator),)
    )
    with pytest.raises(PreviewOutdated):
        desk.store(taken.upload_id, digest=seen)
    assert current_figures() == []


def rows(*lines: list[Any]) -> bytes:
    return workbook(("Blatt", [["Jahr", "Einwohner", "Ausländer"], [2020, 1000, 100], [2021, 1100, 110], *lines]))


@pytest.mark.requirement("B9", "B11")
@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ([2022, -5, 3], Wrong.REFUSED, "C"),
        ([2022, 100, 101], Wrong.REFUSED, "C"),
        ([2022, 100, 3.5], Wrong.REFUSED, "C"),
        ([2022, 0, 0], Wrong.REFUSED, "C"),
        ([20255, 100, 10], Wrong.BAD_YEAR, "A"),
        (["29.02.2025", 100, 10], Wrong.BAD_YEAR, "A"),
        ([2099, 100, 10], Wrong.REFUSED, "C"),
        ([2022, "1e308", 10], Wrong.NO_NUMBER, "B"),
        ([2022, "#DIV/0!", 10], Wrong.NO_NUMBER, "B"),
        ([2021, 1100, 111], Wrong.CONTRADICTION, "C"),
    ],
)
def test_what_cannot_be_right_blocks_until_it_is_left_out_on_purpose(
    desk: Any, line: list[Any], wrong: Wrong, column: str
) -> None:
    taken = desk.take_in(rows(line))
    problems = desk.judgement(taken.upload_id).problems
    assert [(one.wrong, one.spot.sheet, one.spot.row, one.spot.column) for one in problems] == [
        (wrong, "Blatt", 4, column)
    ]
    with pytest.raises(NotReady):
        desk.store(taken.upload_id)
    assert current_figures() == []
    desk.store(taken.upload_id, leave_out_wrong=True)
    left = {2020} if wrong is Wrong.CONTRADICTION else {2020, 2021}
    assert set(shares()) == left


@pytest.mark.requirement("B8")
def test_a_number_with_two_readings_is_never_stored_unasked(desk: Any) -> None:
    taken = desk.take_in(years_in_head(), "kennzahlen.csv")
    with pytest.raises(NotReady):
        desk.store(taken.upload_id, leave_out_wrong=True)
    desk.change(taken.upload_id, style=Style.GERMAN)
    desk.store(taken.upload_id)
    assert shares() == PEOPLE
    rates = {row.year: row.numerator for row in current_figures("REC-01")}
    assert rates == {2020: 0, 2021: 121, 2022: 122, 2023: 123}
    later = desk.take_in(years_in_head(years=(2021, 2022, 2023)), "kennzahlen.csv")
    assert later.recognised
    assert desk.judgement(later.upload_id).problems == ()


def test_one_sheet_per_year_and_only_the_own_rows(desk: Any) -> None:
    taken = desk.take_in(one_sheet_per_year())
    desk.store(taken.upload_id)
    assert shares() == {year: PEOPLE[year] for year in (2022, 2023)}
    later = desk.take_in(one_sheet_per_year((2021, 2022, 2023)))
    assert later.recognised
    assert desk.store(later.upload_id) == actions.Stored(1, 2)


def test_source_and_name_are_needed(desk: Any) -> None:
    taken = desk.take_in(odd_workbook())
    with pytest.raises(NotReady):
        desk.store(taken.upload_id, source=" ")
    with pytest.raises(SpreadsheetRefused):
        desk.store(taken.upload_id, name=" ")
    assert current_figures() == []


def test_a_mapping_that_is_changed_is_followed_by_a_new_one(desk: Any) -> None:
    desk.store(desk.take_in(odd_workbook()).upload_id)
    later = desk.take_in(odd_workbook((*YEARS, 2024)))
    entry = desk.mapping(later.upload_id).entries[0]
    changed = type(entry)("DEM-01", "total", "NAT_FS", entry.numerator, entry.denominator)
    desk.change(later.upload_id, entries=(changed,))
    desk.store(later.upload_id, name="Nach Fortschreibung")
    assert [row.name for row in selectors.remembered()] == ["Nach Fortschreibung"]
    assert [row.name for row in selectors.remembered(retired=True)] == ["Bevölkerung"]


def test_mappings_are_renamed_and_retired(desk: Any, office: Any) -> None:
    desk.store(desk.take_in(odd_workbook()).upload_id)
    kept = selectors.remembered()[0]
    actions.rename_mapping(mapping_id=kept.id, name="  Neuer   Name ", by=office)
    assert selectors.remembered()[0].name == "Neuer Name"
    actions.retire_mapping(mapping_id=kept.id, by=office)
    assert selectors.remembered() == []
    assert not desk.take_in(odd_workbook((*YEARS, 2024))).recognised
    assert len(current_figures()) == 4


def test_a_file_waits_for_one_day(desk: Any) -> None:
    taken = desk.take_in(odd_workbook())
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=1, minutes=1))
    assert selectors.upload(taken.upload_id) is None
    assert actions.forget_old_files() == 1
    assert Upload.objects.count() == 0


def test_thrown_away_is_gone(desk: Any, office: Any) -> None:
    taken = desk.take_in(odd_workbook())
    actions.throw_away(upload_id=taken.upload_id, by=office)
    assert Upload.objects.count() == 0
    with pytest.raises(NoSuchUpload):
        actions.throw_away(upload_id=taken.upload_id, by=office)


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("data", [b"MZ\x90\x00 program", b"", b"%PDF-1.7 document"])
def test_what_is_no_table_is_refused_and_nothing_is_kept(desk: Any, data: bytes) -> None:
    with pytest.raises(Refused):
        desk.take_in(data, "tabelle.xlsx")
    assert Upload.objects.count() == 0


def test_words_without_numbers_are_refused(desk: Any) -> None:
    with pytest.raises(NothingToRead):
        desk.take_in(workbook(("Hinweise", [["Bitte lesen"], ["Danke"]])))
    assert Upload.objects.count() == 0


@pytest.mark.requirement("B7")
def test_umlauts_of_windows_are_right(desk: Any) -> None:
    taken = desk.take_in(years_in_head(), "kennzahlen.csv")
    texts = [text for one in desk.mapping(taken.upload_id).entries if one.numerator for _, text in one.numerator.where]
    assert "Ausländische Bevölkerung" in texts


def test_a_share_written_as_a_fraction_becomes_percent(desk: Any) -> None:
    data = workbook(("Blatt", [["Jahr", "Ausländeranteil"], [2021, 0.093], [2022, 0.105], [2023, 0.111]]))
    taken = desk.take_in(data)
    assert desk.mapping(taken.upload_id).entries[0].scale == 1
    desk.store(taken.upload_id)
    assert [row.value for row in current_figures("DEM-01")] == [Decimal("9.3"), Decimal("10.5"), Decimal("11.1")]
