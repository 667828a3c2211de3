"""The grid of a set and year: saved row by row, two people at once, completed and locked, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from benchmark.figures import actions, selectors
from benchmark.figures.actions.cells import CellOutcome, discard_cell, save_cell
from benchmark.figures.contents import Point
from benchmark.figures.entry.sets import ALSO_NEEDED, points_of
from benchmark.figures.entry.typed import LEFT_OPEN, Typed
from benchmark.figures.models import EntryCompletion, Figure, Proposal, UnfinishedEntry
from benchmark.figures.refusals import EntryLocked, NotComplete, NotYourTask, ReasonNeeded
from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.benchmark.figures.flow import checked
from tests.sweeps.visits import counted_queries

pytestmark = pytest.mark.requirement("I3.8")
OFFICE, STATISTICS = RoleCode.INTEGRATION_OFFICE, RoleCode.STATISTICS_OFFICE
POINT = Point("DEM-01", 2023, "total", "NAT_FS")
KEY = POINT.key
SHEET = {"set": "erhebung", "year": "2023"}
SCRIPT = {"X-Entry-Script": "1"}
EMPTY = f"0-{Typed().digest}"
COUNTS = Typed(numerator="100", denominator="1000")


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def row(version: int = 0, shown: Typed | None = None, **texts: str) -> dict[str, str]:
    mark = f"{version}-{(shown or Typed()).digest}"
    return {f"{KEY}-{name}": text for name, text in texts.items()} | {f"{KEY}-mark": mark}


def send(client: Client, sent: dict[str, str]) -> Any:
    """One row as the script sends it when a field is left."""
    return client.post("/werte/erfassen/zelle/", {"key": KEY} | sent, headers=SCRIPT)


def test_rows_wait_until_they_are_figures_and_nobody_loses_a_text(at_home: Any, office: Any, statistics: Any) -> None:
    half = Typed(numerator="120")
    assert save_cell(point=POINT, typed=half, seen_version=0, by=office) is CellOutcome.KEPT
    assert selectors.current_figures() == []
    assert UnfinishedEntry.objects.get().numerator == "120"

    assert save_cell(point=POINT, typed=COUNTS, seen_version=0, by=statistics) is CellOutcome.STORED
    mine = Typed(numerator="120", denominator="1000")
    assert save_cell(point=POINT, typed=mine, seen_version=0, by=office) is CellOutcome.CONFLICT
    assert [figure.numerator for figure in selectors.current_figures()] == [100]
    assert UnfinishedEntry.objects.get().denominator == "1000", "what was typed is kept"
    same = Typed(numerator="1.00", denominator="1.000")
    assert save_cell(point=POINT, typed=same, seen_version=0, by=office) is CellOutcome.KEPT
    agreed = Typed(numerator="100", denominator="1.000")
    assert save_cell(point=POINT, typed=agreed, seen_version=0, by=office) is CellOutcome.STORED, "no conflict at all"
    assert UnfinishedEntry.objects.count() == 0
    assert save_cell(point=POINT, typed=mine, seen_version=1, by=office) is CellOutcome.STORED
    assert [figure.version for figure in selectors.current_figures()] == [2]

    assert save_cell(point=POINT, typed=Typed(), seen_version=2, by=office) is CellOutcome.KEPT
    assert [figure.numerator for figure in selectors.current_figures()] == [120], "an emptied field deletes nothing"
    discard_cell(point=POINT, by=office)
    assert UnfinishedEntry.objects.count() == 0
    other = Point("DEM-01", 2022, "total", "NAT_FS")
    assert save_cell(point=other, typed=Typed(), seen_version=0, by=office) is CellOutcome.EMPTIED


def test_a_comment_answers_a_question_only_for_its_own_numbers(at_home: Any, office: Any) -> None:
    odd = Typed(numerator="500", denominator="1000", confirmation="Zuzug aus der Ukraine")
    save_cell(point=POINT, typed=odd, seen_version=0, by=office)
    assert selectors.current_figures()[0].confirmation == "Zuzug aus der Ukraine"
    changed = Typed(numerator="900", denominator="1000", confirmation="Zuzug aus der Ukraine")
    save_cell(point=POINT, typed=changed, seen_version=1, by=office)
    assert selectors.current_figures()[0].confirmation == ""


def test_a_checked_figure_is_changed_only_by_somebody_who_says_so(
    at_home: Any, office: Any, statistics: Any, enter: Callable[..., Any]
) -> None:
    checked([enter().id], statistics)
    other = Typed(numerator="101", denominator="1000")
    assert save_cell(point=POINT, typed=other, seen_version=1, by=office) is CellOutcome.KEPT
    assert [(one.numerator, one.state) for one in selectors.current_figures()] == [(100, "checked")]
    assert save_cell(point=POINT, typed=other, seen_version=1, by=office, confirmed=True) is CellOutcome.STORED
    assert [(one.numerator, one.state) for one in selectors.current_figures()] == [(101, "draft")]


def test_a_completed_collection_is_locked_for_every_way_of_writing(
    at_home: Any, office: Any, leadership: Any, substitute: Any, enter: Callable[..., Any]
) -> None:
    members = selectors.entry_set("DEM")
    assert members is not None
    with pytest.raises(NotComplete):
        actions.complete_entry(set_code="DEM", year=2023, by=office)
    figure = enter()
    for point in [one for one in _points(members) if one != POINT]:
        save_cell(point=point, typed=Typed(missing=LEFT_OPEN), seen_version=0, by=office)
    progress = next(one for one in selectors.entry_progress(2023) if one.set_code == "DEM")
    assert (progress.settled, progress.left_open) == (progress.total, progress.total - 1)
    assert progress.may_be_completed
    with pytest.raises(NotYourTask):
        actions.complete_entry(set_code="DEM", year=2023, by=leadership)
    actions.complete_entry(set_code="DEM", year=2023, by=office)
    assert selectors.is_locked("DEM", 2023)
    assert not selectors.is_locked("DEM", 2022)

    offer = _proposal()
    attempts: list[Callable[[], Any]] = [
        lambda: enter(numerator=Decimal(101), expected_version=1),
        lambda: save_cell(point=POINT, typed=Typed(numerator="5"), seen_version=1, by=office),
        lambda: save_cell(point=POINT, typed=Typed(numerator="5", denominator="9"), seen_version=1, by=office),
        lambda: actions.adopt_proposals(proposal_ids=[offer.pk], by=office),
        lambda: actions.complete_entry(set_code="DEM", year=2023, by=office),
    ]
    for attempt in attempts:
        with pytest.raises(EntryLocked, match=office.name):
            attempt()
    assert actions.adopt_proposals(by=office).left_open == 1, "adopting everything leaves locked ones alone"
    assert [one.id for one in selectors.current_figures("DEM-01", [2023])] == [figure.id]
    enter(year=2022)

    with pytest.raises(ReasonNeeded):
        actions.reopen_entry(set_code="DEM", year=2023, reason=" ", by=leadership)
    with pytest.raises(NotYourTask):
        actions.reopen_entry(set_code="DEM", year=2023, reason="Nachtrag", by=substitute)
    actions.reopen_entry(set_code="DEM", year=2023, reason="Nachtrag", by=leadership)
    assert EntryCompletion.objects.get().reason == "Nachtrag"
    assert enter(numerator=Decimal(101), expected_version=1).version == 2


def _points(members: Any) -> list[Point]:
    return points_of(members.definitions, 2023)


def _proposal() -> Proposal:
    return Proposal.objects.create(
        **POINT._asdict(),
        definition_version=1,
        numerator=Decimal(99),
        denominator=Decimal(990),
        value=Decimal(10),
        source="Landesamt",
    )


def test_one_row_is_saved_as_typed_and_echoed(ahausen: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    half = send(client, row(numerator="12.345"))
    assert half.status_code == 200
    assert 'data-state="unfinished"' in text_of(half)
    assert "12345 Personen" in text_of(half)
    assert 'value="12.345"' in text_of(client.get("/werte/erfassen/?set=erhebung&year=2023")), "coming back shows it"

    with counted_queries() as seen:
        whole = send(client, row(numerator="12.345", denominator="123.450"))
    assert 'data-state="stored"' in text_of(whole)
    assert "10,0" in text_of(whole)
    assert len(seen) <= 15, seen
    kept = Typed(numerator="12.345", denominator="123.450")
    assert send(client, row(1, kept, numerator="x", denominator="1")).status_code == 200
    assert send(client, row(0, kept, numerator="7", denominator="10")).status_code == 200
    conflict = text_of(send(client, row(0, kept, numerator="7", denominator="10")))
    assert 'data-state="conflict"' in conflict
    assert "7 von 10" in conflict
    assert "12.345 von 123.450" in conflict
    settled = send(client, row(0, kept, numerator="7", denominator="10") | {"mine": f"{KEY} 1"})
    assert 'data-state="stored"' in text_of(settled)
    too_long = send(client, row(2, kept, note="x" * 2001))
    assert too_long.status_code == 422
    for key in ("", "XXX-99.2023.total.NAT_FS", "DEM-01"):
        assert client.post("/werte/erfassen/zelle/", {"key": key}).status_code == 404
    with inside(ahausen):
        assert [(one.numerator, one.version) for one in selectors.current_figures()] == [(7, 2)]


def test_an_unusual_figure_is_asked_about_and_the_comment_reaches_the_check(
    ahausen: Any, enter: Callable[..., Any], browse: Callable[..., Client]
) -> None:
    with inside(ahausen):
        for year in range(2016, 2023):
            enter(year=year)
    client = browse("ahausen", OFFICE)
    asked = text_of(send(client, row(numerator="138", denominator="1000")))
    assert 'data-state="stored"' in asked, "38 % more is within the usual band of this series"
    kept = Typed(numerator="138", denominator="1000")
    asked = text_of(send(client, row(1, kept, numerator="500", denominator="1000")))
    assert 'data-state="question"' in asked
    assert "+400 % gegenüber 2022" in asked
    odd = Typed(numerator="500", denominator="1000")
    answered = send(client, row(2, odd, numerator="500", denominator="1000", confirmation="Neue Unterkunft"))
    assert 'data-state="stored"' in text_of(answered)
    assert "Neue Unterkunft" in text_of(browse("ahausen", STATISTICS).get("/werte/pruefen/?indicator=DEM-01"))


def test_the_whole_page_works_without_script(ahausen: Any, office: Any, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", OFFICE)
    page = client.get("/werte/erfassen/?set=DEM&year=2023")
    assert page.status_code == 200
    assert client.get("/werte/erfassen/?set=NIX").status_code == 404
    assert client.get("/werte/erfassen/?year=1066").status_code == 404
    saved = client.post("/werte/erfassen/speichern/", SHEET | row(numerator="1", denominator="10") | {"save": KEY})
    assert saved["Location"].endswith(f"#row-{KEY}")
    untouched = row(0, Typed(numerator="5", denominator="9"), numerator="5", denominator="9")
    assert client.post("/werte/erfassen/speichern/", SHEET | untouched).status_code == 302, "an old page, not touched"
    older = client.post("/werte/erfassen/speichern/", SHEET | row(numerator="2", denominator="10"))
    assert older.status_code == 409
    theirs = client.post("/werte/erfassen/speichern/", SHEET | {"theirs": KEY})
    assert theirs.status_code == 302

    laid = client.post("/werte/erfassen/einfuegen/", SHEET | row(1) | {"start": f"{KEY} numerator", "block": "3\t12"})
    assert laid.status_code == 200
    assert "2 Zellen eingefügt, 0 Fragen" in text_of(laid)
    assert 'value="3"' in text_of(laid)
    too_wide = {"start": f"{KEY} value", "block": "3\t12"}
    assert client.post("/werte/erfassen/einfuegen/", SHEET | too_wide).status_code == 422
    by_script = client.post(
        "/werte/erfassen/einfuegen/", SHEET | {"start": f"{KEY} value", "block": "1.234"}, headers=SCRIPT
    )
    assert "1 Zelle eingefügt, 1 Frage" in text_of(by_script)
    assert "<html" not in text_of(by_script)
    series = {"concept": "NAT_FS", "group": "total", "start": f"{KEY} numerator", "block": "3\t12"}
    assert "2 Zellen eingefügt" in text_of(client.post("/werte/DEM-01/einfuegen/", series))
    with inside(ahausen):
        assert [(one.numerator, one.version) for one in selectors.current_figures()] == [(1, 1)]
        offer = _proposal()
    adopted = client.post("/werte/erfassen/speichern/", SHEET | {"adopt": str(offer.pk)})
    assert adopted.status_code == 302
    with inside(ahausen):
        assert [one.source for one in selectors.current_figures()] == ["Landesamt"]


def test_completing_and_reopening_on_the_page(
    ahausen: Any, office: Any, enter: Callable[..., Any], browse: Callable[..., Client]
) -> None:
    client = browse("ahausen", OFFICE)
    early = client.post("/werte/erfassen/abschliessen/", SHEET)
    assert early.status_code == 422
    assert "sagen noch nichts" in text_of(early)
    with inside(ahausen):
        members = selectors.entry_set("erhebung")
        for point in _points(members):
            save_cell(point=point, typed=Typed(missing=LEFT_OPEN), seen_version=0, by=office)
    assert client.post("/werte/erfassen/abschliessen/", SHEET).status_code == 302
    page = text_of(client.get("/werte/erfassen/?set=erhebung&year=2023"))
    assert "abgeschlossen und gesperrt" in page
    assert "entry-input" not in page
    refused = send(client, row(numerator="1", denominator="2"))
    assert refused.status_code == 409
    assert "von" in text_of(refused)
    series = client.post(
        "/werte/DEM-01/eintragen/",
        {"concept": "NAT_FS", "group": "total"} | row(numerator="1", denominator="2"),
    )
    assert series.status_code == 409
    assert 'value="1"' in text_of(series) or "1 Personen" in text_of(series), "what was typed can still be read"
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    assert leader.post("/werte/erfassen/wieder-oeffnen/", SHEET).status_code == 422
    assert leader.post("/werte/erfassen/wieder-oeffnen/", SHEET | {"reason": "Korrektur"}).status_code == 302
    assert send(client, row(numerator="1", denominator="2")).status_code == 200
    with inside(ahausen):
        assert Figure.objects.count() == 1


def test_a_large_page_needs_few_queries(ahausen: Any, browse: Callable[..., Client], enter: Callable[..., Any]) -> None:
    client = browse("ahausen", OFFICE)
    with inside(ahausen):
        for year in range(2015, 2024):
            enter(year=year)
    with counted_queries() as seen:
        page = client.get("/werte/erfassen/?set=erhebung&year=2023")
    assert page.content.decode().count('class="entry-row"') >= 30
    assert len(seen) <= 25, seen


@pytest.mark.requirement("I3.8", "I3.9")
def test_the_yearly_collection_has_what_the_municipality_needs(
    at_home: Any, office: Any, enter: Callable[..., Any]
) -> None:
    from benchmark.catalogue.selectors import indicators
    from benchmark.goals.selectors import used_codes

    core = {definition.code for definition in indicators(core=True)}
    yearly, *fields = selectors.entry_sets()
    assert set(yearly.indicator_codes) == core
    assert used_codes in ALSO_NEEDED, "what a municipality uses belongs to it as well"
    local = next(one for one in indicators(core=False) if one.part_of_whole)
    enter(indicator_code=local.code, group=local.leading_group)
    yearly, *fields = selectors.entry_sets()
    assert set(yearly.indicator_codes) == core | {local.code}
    assert {code for one in fields for code in one.indicator_codes} >= core

    enter(concept="NAT_MR", year=2022)
    rows = [point for point in _points(yearly) if point.indicator_code == "DEM-01"]
    assert rows == [Point("DEM-01", 2023, "total", "NAT_MR")], "the concept of the newest own figures"
