"""The year of collection: rolled over with everything but values, its stages, its tasks and its reminders (R34a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from benchmark.collection.actions import change_item, drop_item, move_deadline, open_collection
from benchmark.collection.models import Item, Reminder
from benchmark.collection.refusals import CollectionRefused
from benchmark.collection.reminding import remind
from benchmark.collection.selectors import Stage, collection_of, standing
from benchmark.collection.tasks import tasks_of
from benchmark.figures.actions import approve_figures, check_figures, enter_figure
from benchmark.figures.selectors import current_figures
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import Job, order_daily, perform_waiting
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode
from tests.support.people import email_of

pytestmark = [pytest.mark.requirement("R34a"), pytest.mark.requirement("I3.9")]
HOST = "ahausen.localhost"


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def home(ahausen: Any) -> Iterator[Any]:
    with inside(ahausen):
        yield ahausen


@pytest.fixture
def office(ahausen: Any, person: Any) -> Person:
    return person(ahausen, RoleCode.INTEGRATION_OFFICE)


@pytest.fixture
def statistics(ahausen: Any, person: Any) -> Person:
    return person(ahausen, RoleCode.STATISTICS_OFFICE)


def opened(year: int, by: Person, days: int = 60) -> Any:
    return open_collection(year=year, deadline=today() + timedelta(days=days), by=by)


def item(year: int, code: str) -> Any:
    return next(row for row in standing(collection_of(year)).items if row.definition.code == code)


def test_a_new_year_copies_everything_but_values(home: Any, office: Person, statistics: Person) -> None:
    first = opened(2023, office)
    told = {
        "office": "Jobcenter",
        "source": "BA, Kreisreport",
        "question": "Wer kommt in Arbeit?",
        "note": "Im Mai fragen.",
    }
    change_item(collection=first, indicator_code="ARB-01", responsible=statistics.reference, by=office, **told)
    drop_item(collection=first, indicator_code="WOH-01", by=office)
    counts = {"numerator": Decimal(50), "denominator": Decimal(500)}
    enter_figure(indicator_code="ARB-01", year=2023, group="foreign", source="BA", by=statistics, **counts)
    second = opened(2024, office)
    assert second.rolled_over_from == 2023
    row = item(2024, "ARB-01")
    assert {name: getattr(row, name) for name in told} == told
    assert row.responsible == statistics.reference
    assert row.stage is Stage.OPEN
    assert row.last_year is not None
    assert row.last_year.value == Decimal(10)
    codes = [set(one.items.values_list("indicator_code", flat=True)) for one in (first, second)]
    assert codes[0] == codes[1]
    assert "WOH-01" not in codes[1]
    assert [figure.year for figure in current_figures()] == [2023]


def test_the_first_year_takes_own_questions_and_newest_sources(home: Any, office: Person) -> None:
    from benchmark.goals.actions import set_use
    from benchmark.goals.targets import Target

    target = Target(still_open_reason="Beratung im Ausschuss", still_open_until=today() + timedelta(days=90))
    set_use(indicator_code="DEM-01", question="Wie bunt sind wir?", target=target, leading_group="total", by=office)
    enter_figure(indicator_code="DEM-01", year=2020, group="total", missing="later", source="Melderegister", by=office)
    opened(2024, office)
    row = item(2024, "DEM-01")
    assert (row.question, row.source) == ("Wie bunt sind wir?", "Melderegister")
    assert Item.objects.count() >= 14


@pytest.mark.parametrize(("year", "days"), [(2023, 60), (1066, 60), (2999, 60), (2024, -1)])
def test_years_and_deadlines_that_cannot_be_are_refused(home: Any, office: Person, year: int, days: int) -> None:
    opened(2023, office)
    with pytest.raises(CollectionRefused):
        opened(year, office, days)
    assert Item.objects.filter(collection__year=2023).exists()
    assert collection_of(2024) is None


def test_the_stage_follows_the_figures(home: Any, office: Person, statistics: Person) -> None:
    opened(2024, office)
    ids = []
    stages = [item(2024, "ARB-01").stage]
    for group in ("total", "german", "foreign"):
        row = enter_figure(indicator_code="ARB-01", year=2024, group=group, missing="later", by=statistics)
        ids.append(row.id)
        stages.append(item(2024, "ARB-01").stage)
    check_figures(ids=ids, by=statistics)
    stages.append(item(2024, "ARB-01").stage)
    approve_figures(ids=ids, by=office)
    stages.append(item(2024, "ARB-01").stage)
    assert stages == [Stage.OPEN, Stage.STARTED, Stage.STARTED, Stage.ENTERED, Stage.CHECKED, Stage.DONE]


def test_tasks_are_those_of_the_person_with_the_earliest_deadline_first(
    home: Any, office: Person, statistics: Person
) -> None:
    for year, days in ((2023, 60), (2024, 10)):
        change_item(
            collection=opened(year, office, days), indicator_code="ARB-01", responsible=statistics.reference, by=office
        )
    found = tasks_of(statistics, ags=home.ags, kind=home.kind)
    assert [task.due for task in found] == [today() + timedelta(days=10), today() + timedelta(days=60)]
    assert all("ARB" not in task.text and task.url.startswith("/werte/") for task in found)
    assert tasks_of(office, ags=home.ags, kind=home.kind) == []


def test_reminders_go_out_once_per_occasion_to_whom_it_concerns(home: Any, office: Person, statistics: Person) -> None:
    collection = opened(2024, office, 60)
    change_item(collection=collection, indicator_code="ARB-01", responsible=statistics.reference, by=office)
    assert remind(host=HOST) == 0
    move_deadline(collection=collection, deadline=today() + timedelta(days=30), by=office)
    assert remind(host=HOST) == 2
    assert remind(host=HOST) == 0
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {
        email_of(RoleCode.STATISTICS_OFFICE, "ahausen"),
        email_of(RoleCode.INTEGRATION_OFFICE, "ahausen"),
    }
    text = letters[email_of(RoleCode.STATISTICS_OFFICE, "ahausen")].body
    assert text.count("\n- ") == 1
    assert "http://ahausen.localhost" in text
    assert "/erhebung/" in text
    move_deadline(collection=collection, deadline=today() + timedelta(days=7), by=office)
    assert remind(host=HOST) == 2
    collection.deadline = today() - timedelta(days=1)
    collection.save()
    assert remind(host=HOST) == 2
    assert "waren bis zum" in mail.outbox[-1].body
    assert Reminder.objects.count() == 6


def test_nobody_is_reminded_of_what_is_answered(home: Any, office: Person) -> None:
    collection = opened(2024, office, 5)
    for row in standing(collection).items:
        for group in row.definition.groups:
            code = row.definition.code
            enter_figure(indicator_code=code, year=2024, group=group, missing="not_collected", by=office)
    assert remind(host=HOST) == 0


def test_every_morning_one_job_for_every_municipality(ahausen: Any, bedorf: Any, office: Person) -> None:
    with inside(ahausen):
        opened(2024, office, 5)
    assert order_daily() == 13  # two kinds for each of six municipalities, and old uploads of the platform
    assert order_daily() == 0  # still waiting
    assert perform_waiting() == 13
    assert len(mail.outbox) == 1
    with acting_as(Role.OWNER):
        jobs = Job.objects.filter(kind="collection.remind")
        assert {job.state for job in jobs} == {"done"}
        assert sorted(job.result["mails"] for job in jobs) == [0, 0, 0, 0, 0, 1]


def test_on_the_pages(ahausen: Any, browse: Any) -> None:
    client = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    assert "Noch ist kein Jahr angelegt." in client.get("/erhebung/").content.decode()
    typed = {"year": "2024", "deadline": (today() + timedelta(days=30)).isoformat()}
    assert client.post("/erhebung/neu/", typed | {"deadline": "2020-01-01"}).status_code in (409, 422)
    assert client.post("/erhebung/neu/", typed).status_code == 302
    assert client.get("/erhebung/2024/").status_code == 200
    said = {"office": "Schulamt", "source": "Schulstatistik", "question": "Wer geht ohne Abschluss?"}
    assert client.post("/erhebung/2024/BIL-01/", said).status_code == 302
    page = client.get("/erhebung/2024/").content.decode()
    assert "Schulamt" in page
    assert "Wer geht ohne Abschluss?" in page
    assert "werden aus 2024" in client.get("/erhebung/neu/").content.decode()
    assert client.post("/erhebung/2024/BIL-01/", {"responsible": "p_nobody"}).status_code == 422
    assert client.post("/erhebung/2024/BIL-01/", {"drop": "1"}).status_code == 302
    assert client.get("/erhebung/2024/BIL-01/").status_code == 404
    assert client.get("/erhebung/2031/").status_code == 404
    assert browse("ahausen", RoleCode.LEADERSHIP).get("/erhebung/neu/").status_code == 403
