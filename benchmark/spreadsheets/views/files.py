"""The start page of the room, uploading, throwing away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.intake.opening import LARGEST_FILE
from benchmark.spreadsheets import actions, selectors
from benchmark.spreadsheets.forms import UploadForm
from benchmark.spreadsheets.refusals import AlreadyTakenOver, NoSuchUpload
from benchmark.spreadsheets.views.finding import own_of
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Upload, files that wait, remembered mappings, files that were taken over."""
    return _start(request, UploadForm())


def _start(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "may_edit": person_of(request).may(Permission.FIGURES_EDIT),
        "waiting": selectors.open_uploads(),
        "mappings": selectors.remembered(),
        "retired": selectors.remembered(retired=True),
        "stored": selectors.stored_uploads(),
    }
    return render(request, "spreadsheets/start.html", context, status=status)


@needs(Permission.FIGURES_EDIT)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file; what it says is shown before anything is stored."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form, status=422)
    file = form.cleaned_data["file"]
    if file.size > LARGEST_FILE:
        form.add_error("file", _("The file is too large. Please copy the table into a new, empty file."))
        return _start(request, form, status=413)
    try:
        taken = actions.take_in(
            name=file.name,
            data=file.read(),
            own=own_of(request),
            by=person_of(request),
            again=form.cleaned_data["again"],
        )
    except AlreadyTakenOver as refused:
        form = UploadForm(request.POST, request.FILES, asks_again=True)
        form.add_error("file", str(refused))
        return _start(request, form, status=refused.status)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _start(request, form, status=refused.status)
    return redirect("spreadsheets:preview" if taken.recognised else "spreadsheets:structure", taken.upload_id)


@needs(Permission.FIGURES_EDIT)
@require_POST
def throw_away(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Forget a file that waits."""
    try:
        actions.throw_away(upload_id=upload_id, by=person_of(request))
    except NoSuchUpload as gone:
        raise Http404 from gone
    messages.success(request, _("The file was thrown away. None of its numbers was stored."))
    return redirect("spreadsheets:start")
