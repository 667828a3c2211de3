"""Progress of a job on a page: the fragment asks again each second, and status 286 tells it to stop."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STOP_ASKING = 286  # htmx ends polling on this status
ENDED = frozenset({"done", "dead"})


def progress_context(job: Any, *, url: str, reload_url: str) -> dict[str, object]:
    """What the fragment needs: a job has state, done, total, message and error."""
    return {"job": job, "url": url, "reload_url": reload_url, "ended": str(job.state) in ENDED}


def answer_progress(request: HttpRequest, job: Any, *, url: str, reload_url: str) -> HttpResponse:
    """The answer to one question for progress: the fragment, with 286 once the job has ended."""
    context = progress_context(job, url=url, reload_url=reload_url)
    status = STOP_ASKING if context["ended"] and request.headers.get("HX-Request") else 200
    return render(request, "web/components/job_progress.html", context, status=status)
