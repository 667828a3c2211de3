"""Jobs take effect exactly once, in the account their row names (A21, C5, C7, design 4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tenants.border import MUNICIPALITY, Role, acting_as, inside
from tenants.border.jobs import (
    KINDS,
    Job,
    JobContext,
    Superseded,
    bury_abandoned,
    claim,
    enqueue,
    job,
    perform,
    waiting_jobs,
)
from tests.support.people import FOUNDER

WHO = "tests.who_am_i"
DONE: list[tuple[str, str]] = []


@pytest.fixture
def kinds() -> Iterator[None]:
    """Two kinds of job for these tests: one that says who it is, one that always fails."""

    @job(WHO, runs_as=MUNICIPALITY)
    def who(context: JobContext) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            DONE.append((cursor.fetchone()[0], context.payload["say"]))
        context.progress(1, 1, "halb")
        return {"said": context.payload["say"]}

    @job("tests.poison", runs_as=Role.EXCHANGE)
    def poison(context: JobContext) -> None:
        raise ValueError("immer")

    DONE.clear()
    yield
    del KINDS[WHO], KINDS["tests.poison"]


def order(municipality: Any, say: str = "hallo") -> Job:
    with inside(municipality):
        return enqueue(WHO, payload={"say": say}, by=FOUNDER, municipality=municipality)


def read(row: Job) -> Job:
    with acting_as(Role.OWNER):
        return Job.objects.get(pk=row.pk)


def test_a_job_runs_once_as_the_municipality_of_its_row(ahausen: Any, kinds: None) -> None:
    ordered = order(ahausen)
    assert perform(ordered.pk) is True
    assert perform(ordered.pk) is False
    assert [(ahausen.schema_name, "hallo")] == DONE
    row = read(ordered)
    assert (row.state, row.result, row.attempt, row.message) == ("done", {"said": "hallo"}, 1, "halb")


@pytest.mark.requirement("A21")
def test_a_message_cannot_name_a_municipality(ahausen: Any, bedorf: Any, kinds: None) -> None:
    from tenants.border.tasks import run_job

    run_job.apply(args=[str(uuid.uuid4())], headers={"_schema_name": bedorf.schema_name})
    ordered = order(ahausen)
    run_job.apply(args=[str(ordered.pk)], headers={"_schema_name": bedorf.schema_name})
    assert [(ahausen.schema_name, "hallo")] == DONE


@pytest.mark.requirement("A21")
def test_pickled_messages_are_not_even_opened(world: None) -> None:
    from kombu.exceptions import ContentDisallowed
    from kombu.serialization import dumps, loads

    from benchmark.config.celery import app

    content_type, encoding, body = dumps({"args": ["x"]}, serializer="pickle")
    with pytest.raises(ContentDisallowed):
        loads(body, content_type, encoding, accept={f"application/{kind}" for kind in app.conf.accept_content})
    content_type, encoding, body = dumps({"args": ["x"]}, serializer="json")
    assert loads(body, content_type, encoding, accept={"application/json"}) == {"args": ["x"]}


@pytest.mark.requirement("A21")
def test_a_municipality_sees_its_own_jobs_only(ahausen: Any, bedorf: Any, kinds: None) -> None:
    mine, theirs = order(ahausen), order(bedorf)
    with inside(ahausen):
        assert list(Job.objects.values_list("pk", flat=True)) == [mine.pk]
    with inside(bedorf):
        assert list(Job.objects.values_list("pk", flat=True)) == [theirs.pk]


@pytest.mark.requirement("C7")
def test_a_poisoned_job_dies_after_five_attempts_and_others_go_on(ahausen: Any, kinds: None) -> None:
    with acting_as(Role.OWNER):
        poisoned = enqueue("tests.poison", payload={}, by=FOUNDER)
    results = [perform(poisoned.pk) for _ in range(7)]
    assert results == [False] * 7
    row = read(poisoned)
    assert (row.state, row.attempt) == ("dead", 5)
    assert "immer" in row.error
    assert perform(order(ahausen).pk) is True


@pytest.mark.requirement("C8")
def test_who_lost_the_lease_leaves_no_effect(ahausen: Any, kinds: None) -> None:
    ordered = order(ahausen)
    first = claim(ordered.pk)
    assert first is not None
    assert claim(ordered.pk) is None
    with acting_as(Role.OWNER):
        Job.objects.filter(pk=ordered.pk).update(lease_until="2000-01-01T00:00Z")
    assert waiting_jobs() == [ordered.pk]
    assert perform(ordered.pk) is True
    with inside(ahausen):
        stale = JobContext(ordered.pk, {}, ahausen.schema_name, "p", attempt=first[2])
        with pytest.raises(Superseded):
            stale.progress(1, 1)
        stale.close()
    assert read(ordered).state == "done"
    assert len(DONE) == 1


def test_what_a_vanished_worker_left_behind_is_buried_after_the_last_attempt(ahausen: Any, kinds: None) -> None:
    ordered = order(ahausen)
    with acting_as(Role.OWNER):
        Job.objects.filter(pk=ordered.pk).update(state="running", attempt=5, lease_until="2000-01-01T00:00Z")
    assert waiting_jobs() == []
    assert bury_abandoned() == 1
    assert read(ordered).state == "dead"


def test_the_sweeper_cannot_read_what_a_job_is_about(ahausen: Any, kinds: None) -> None:
    from tests.border.attacks import is_denied

    ordered = order(ahausen)
    with acting_as(Role.SWEEPER), connection.cursor() as cursor:
        cursor.execute("SELECT id, state, attempt FROM border_job WHERE state = 'queued'")
        assert cursor.fetchall() == [(ordered.pk, "queued", 0)]
        with pytest.raises(Exception) as refusal:
            cursor.execute("SELECT payload FROM border_job")
    assert is_denied(refusal.value)
