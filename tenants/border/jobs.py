"""Jobs: enqueue, claim, run, sweep. Celery is only the doorbell (``tasks.py``)."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from tenants.border.crossing import acting_as, inside
from tenants.border.models import Job
from tenants.border.roles import MUNICIPALITY, Role, role_name

logger = logging.getLogger(__name__)


class HasReference(Protocol):
    """Whoever orders a job: an opaque person reference."""

    @property
    def reference(self) -> str: ...


class Superseded(Exception):
    """Another attempt owns this job by now; this one leaves no effect."""


@dataclass(frozen=True)
class Kind:
    """How one kind of job is done: by which function, as whom, and whether in one transaction."""

    run: Callable[[JobContext], dict[str, Any] | None]
    runs_as: Role | str
    atomic: bool
    daily: bool = False


KINDS: dict[str, Kind] = {}


def job(
    kind: str, *, runs_as: Role | str, atomic: bool = True, daily: bool = False
) -> Callable[[Callable[[JobContext], dict[str, Any] | None]], Callable[[JobContext], dict[str, Any] | None]]:
    """Register a function as the way to do one kind of job.

    ``atomic`` puts its effects and its completion into one transaction. A function that is not atomic must be
    repeatable step by step. A ``daily`` one is ordered every morning, one that runs as a municipality for each of
    them with its ``host``.
    """

    def register(run: Callable[[JobContext], dict[str, Any] | None]) -> Callable[[JobContext], dict[str, Any] | None]:
        KINDS[kind] = Kind(run, runs_as, atomic, daily)
        return run

    return register


@dataclass
class JobContext:
    """What a job function gets: its payload and a way to say how far it is."""

    id: uuid.UUID
    payload: dict[str, Any]
    municipality: str | None
    created_by: str
    attempt: int
    _reporter: Any = field(default=None, repr=False)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is and extend the lease. Raises Superseded if another attempt took over.

        Written through a second connection of the same role, because the work itself may be one long transaction.
        """
        if self._reporter is None:
            params = connection.get_connection_params()
            params.pop("cursor_factory", None)
            self._reporter = psycopg2.connect(**params)
            self._reporter.autocommit = True
        with self._reporter.cursor() as cursor:
            cursor.execute(
                "UPDATE public.border_job SET done = %s, total = %s, message = %s,"
                " lease_until = now() + %s * interval '1 second'"
                " WHERE id = %s AND attempt = %s AND state = 'running'",
                [done, total, message[:300], settings.JOB_LEASE_SECONDS, str(self.id), self.attempt],
            )
            if cursor.rowcount == 0:
                raise Superseded

    def close(self) -> None:
        if self._reporter is not None:
            self._reporter.close()
            self._reporter = None


def enqueue(kind: str, *, payload: dict[str, Any], by: HasReference, municipality: Any = None) -> Job:
    """Write a job row in the caller's transaction and ring the bell after commit."""
    if kind not in KINDS:
        raise KeyError(kind)
    ordered = Job.objects.create(kind=kind, payload=payload, municipality=municipality, created_by=by.reference)
    transaction.on_commit(lambda: ring_the_bell(ordered.pk))
    return ordered


@dataclass(frozen=True)
class Clock:
    """Who orders the daily jobs: nobody in particular."""

    reference: str = "clock"


def order_daily() -> int:
    """Order every daily job, those of municipalities for each that has a schema, as owner; how many.

    A job of the same kind that still waits is enough.
    """
    model = apps.get_model("municipalities", "Municipality")
    ordered = 0
    with acting_as(Role.OWNER), transaction.atomic():
        queued = Job.objects.filter(state=Job.State.QUEUED).values_list("kind", "municipality")
        waiting: set[tuple[str, str | None]] = {(kind, str(place) if place else None) for kind, place in queued}
        places = model.objects.filter(provisioned_at__isnull=False, ended_at__isnull=True).prefetch_related("domains")
        for kind, how in KINDS.items():
            if how.daily and how.runs_as != MUNICIPALITY and (kind, None) not in waiting:
                enqueue(kind, payload={}, by=Clock())
                ordered += 1
        for place in places:
            host = next((domain.domain for domain in place.domains.all() if domain.is_primary), None)
            for kind, how in KINDS.items():
                if how.daily and how.runs_as == MUNICIPALITY and host and (kind, place.schema_name) not in waiting:
                    enqueue(kind, payload={"host": host}, by=Clock(), municipality=place)
                    ordered += 1
    return ordered


def ring_the_bell(job_id: uuid.UUID) -> None:
    """Tell a worker that there is work. A broker that is down costs time, never the job: the sweeper rings again."""
    from kombu.exceptions import OperationalError

    from tenants.border.tasks import run_job

    try:
        run_job.delay(str(job_id))
    except (OperationalError, OSError):
        logger.warning("the bell for job %s did not ring; the sweeper will", job_id)


def claim(job_id: uuid.UUID | str) -> tuple[str, str | None, int] | None:
    """Take a waiting or abandoned job: (kind, municipality, attempt), or None if it is not to be had."""
    with acting_as(Role.SWEEPER), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.border_job SET state = 'running', attempt = attempt + 1,"
            " lease_until = now() + %s * interval '1 second'"
            " WHERE id = %s AND attempt < %s AND (state = 'queued' OR (state = 'running' AND lease_until < now()))"
            " RETURNING kind, municipality, attempt",
            [settings.JOB_LEASE_SECONDS, str(job_id), Job.MOST_ATTEMPTS],
        )
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row else None


def perform(job_id: uuid.UUID | str) -> bool:
    """Claim a job and do it once; True if this call finished it.

    Effect and completion are one transaction fenced by the attempt number, so two workers can never both leave an
    effect. A failure is kept on the row; the fifth makes the job dead.
    """
    claimed = claim(job_id)
    if claimed is None:
        return False
    kind, municipality, attempt = claimed
    how = KINDS[kind]
    with _account(how.runs_as, municipality):
        row = Job.objects.get(pk=job_id)
        context = JobContext(row.pk, row.payload, municipality, row.created_by, attempt)
        try:
            _do(how, context)
        except Superseded:
            return False
        except Exception as error:  # whatever a job raises belongs on its row, not into the worker's death
            logger.exception("job %s (%s) failed in attempt %s", job_id, kind, attempt)
            _record_failure(context, error)
            return False
        finally:
            context.close()
    return True


def _do(how: Kind, context: JobContext) -> None:
    if how.atomic:
        with transaction.atomic():
            _finish(context, how.run(context) or {})
    else:
        result = how.run(context) or {}
        with transaction.atomic():
            _finish(context, result)


def _finish(context: JobContext, result: dict[str, Any]) -> None:
    from django.utils import timezone

    finished = Job.objects.filter(pk=context.id, attempt=context.attempt, state=Job.State.RUNNING).update(
        state=Job.State.DONE, result=result, error="", finished_at=timezone.now()
    )
    if not finished:
        raise Superseded


def _record_failure(context: JobContext, error: Exception) -> None:
    from django.utils import timezone

    mine = Job.objects.filter(pk=context.id, attempt=context.attempt, state=Job.State.RUNNING)
    text = f"{type(error).__name__}: {error}"[:2000]
    if context.attempt >= Job.MOST_ATTEMPTS:
        mine.update(state=Job.State.DEAD, error=text, finished_at=timezone.now())
    else:
        mine.update(state=Job.State.QUEUED, error=text)


@contextmanager
def _account(runs_as: Role | str, municipality: str | None) -> Iterator[None]:
    entered: AbstractContextManager[None]
    if runs_as == MUNICIPALITY:
        model = apps.get_model("municipalities", "Municipality")
        with acting_as(Role.ROUTER):
            entered = inside(model.objects.get(schema_name=municipality))
    else:
        entered = acting_as(Role(runs_as))
    with entered:
        yield


def waiting_jobs(older_than_seconds: float = 2.0) -> list[uuid.UUID]:
    """Ids of jobs nobody works on; jobs that used up their attempts without an answer become dead."""
    with acting_as(Role.SWEEPER), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM public.border_job WHERE attempt < %s AND"
            " ((state = 'queued' AND created_at < now() - %s * interval '1 second')"
            "  OR (state = 'running' AND lease_until < now())) ORDER BY created_at LIMIT 500",
            [Job.MOST_ATTEMPTS, older_than_seconds],
        )
        return [row[0] for row in cursor.fetchall()]


def bury_abandoned() -> int:
    """Mark as dead what ran out of attempts while its worker vanished; how many."""
    with acting_as(Role.OWNER), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.border_job SET state = 'dead', finished_at = now(),"
            " error = CASE WHEN error = '' THEN 'no answer from any worker' ELSE error END"
            " WHERE state = 'running' AND lease_until < now() AND attempt >= %s",
            [Job.MOST_ATTEMPTS],
        )
        return int(cursor.rowcount)


def perform_waiting() -> int:
    """Do everything that waits, here and now (used by the command line); how many were finished."""
    finished = 0
    for job_id in waiting_jobs(older_than_seconds=0):
        finished += perform(job_id)
    return finished


__all__ = [
    "MUNICIPALITY",
    "Job",
    "JobContext",
    "Role",
    "bury_abandoned",
    "claim",
    "enqueue",
    "job",
    "order_daily",
    "perform",
    "perform_waiting",
    "role_name",
    "waiting_jobs",
]
