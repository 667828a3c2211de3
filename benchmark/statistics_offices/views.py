"""The operator's pages: which official files are in, and the way in for a new one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchmark.statistics_offices import presenters, upload_selectors, uploads, words
from benchmark.statistics_offices.forms import OfficialFileForm
from benchmark.statistics_offices.preview import Preview
from benchmark.statistics_offices.preview_page import page_of, years_in_words
from benchmark.statistics_offices.readers import LARGEST_FILE
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.web.progress import answer_progress
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.STATISTICS_IMPORT)
def files(request: HttpRequest) -> HttpResponse:
    """All imported files, what waits for a decision, and the upload of a new file."""
    if request.method != "POST":
        return _files(request, OfficialFileForm(), status=200)
    form = OfficialFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _files(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        if file.size > LARGEST_FILE:
            raise FileRefused(
                _("“%(file)s” is larger than %(size)s MB, which no known table is.")
                % {"file": file.name, "size": LARGEST_FILE // 2**20}
            )
        upload = uploads.receive(data=file.read(), name=file.name, by=person_of(request))
    except Refused as refused:
        return _files(request, OfficialFileForm(), status=refused.status, refusal=str(refused))
    return redirect("statistics_offices:preview", upload.pk)


def _files(request: HttpRequest, form: OfficialFileForm, *, status: int, refusal: str = "") -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "files": upload_selectors.listed_files(),
        "waiting": upload_selectors.waiting(),
    }
    return render(request, "statistics_offices/files.html", context, status=status)


@require_safe
@needs(Permission.STATISTICS_IMPORT)
def file(request: HttpRequest, source_id: int) -> HttpResponse:
    """One imported file: what it brought, what was left out, when, by whom."""
    found = upload_selectors.imported_file(source_id)
    if found is None:
        raise Http404
    context = {
        "source": found.source,
        "family": words.FAMILIES.get(found.source.family, found.source.family),
        "series": found.series,
        "territories": found.territories,
        "periods": years_in_words(found.years),
        "skips": list(presenters.skip_lines(found.source)),
        "by": found.by,
    }
    return render(request, "statistics_offices/file.html", context)


@require_safe
@needs(Permission.STATISTICS_IMPORT)
def preview(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """What an uploaded file would bring; once it is ordered, the page of its job."""
    upload = upload_selectors.upload(upload_id)
    if upload is None:
        raise Http404
    ordered = upload_selectors.import_job(upload.job) if upload.job else None
    if ordered is not None and ordered.state != "dead":
        return redirect("statistics_offices:job", ordered.pk)
    found = Preview.from_json(upload.preview)
    context = {
        "upload": upload,
        "preview": found,
        "page": page_of(found),
        "known": upload_selectors.known_file(sha256=upload.sha256, content=found.content),
    }
    return render(request, "statistics_offices/preview.html", context)


@require_POST
@needs(Permission.STATISTICS_IMPORT)
def confirm(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Have a looked-at file imported."""
    ordered = uploads.order_import(upload_id=upload_id, by=person_of(request))
    if ordered is None:
        raise Http404
    return redirect("statistics_offices:job", ordered.pk)


@require_POST
@needs(Permission.STATISTICS_IMPORT)
def discard(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Throw a looked-at file away."""
    if not uploads.discard(upload_id=upload_id):
        raise Http404
    messages.success(request, _("The uploaded file was deleted. Nothing of it was stored."))
    return redirect("statistics_offices:files")


@require_safe
@needs(Permission.STATISTICS_IMPORT)
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """How far an import is, and what became of it; the window may be closed meanwhile."""
    found = upload_selectors.import_job(job_id)
    if found is None:
        raise Http404
    source = found.result.get("source") if found.result else None
    context = {
        "job": found,
        "file_name": found.payload.get("file", ""),
        "ended": found.state in ("done", "dead"),
        "refused": (found.result or {}).get("refused", ""),
        "already_there": (found.result or {}).get("already_there", False),
        "source": upload_selectors.imported_source(source) if source else None,
        "progress_url": reverse("statistics_offices:job_progress", args=[job_id]),
    }
    return render(request, "statistics_offices/job.html", context)


@require_safe
@needs(Permission.STATISTICS_IMPORT)
def job_progress(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The progress of an import as a fragment."""
    found = upload_selectors.import_job(job_id)
    if found is None:
        raise Http404
    return answer_progress(
        request,
        found,
        url=reverse("statistics_offices:job_progress", args=[job_id]),
        reload_url=reverse("statistics_offices:job", args=[job_id]),
    )
