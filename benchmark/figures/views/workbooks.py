"""The template to download, and the filled workbook to upload: read first, stored after a look at what changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benchmark.catalogue.selectors import indicators
from benchmark.figures import actions, selectors
from benchmark.figures.forms import UploadForm
from benchmark.figures.intake.layout import Template
from benchmark.figures.intake.workbook import CONTENT_TYPE, write_template
from benchmark.figures.models import ImportState
from benchmark.figures.upload_lines import changed
from benchmark.figures.workbooks import template_of
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


def _template(request: HttpRequest) -> Template:
    municipality = request.tenant  # type: ignore[attr-defined]
    return template_of(municipality=municipality.name, ags=municipality.ags)


@needs(Permission.FIGURES_EDIT)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook of this municipality with its present figures."""
    filled = _template(request)
    answer = HttpResponse(write_template(filled), content_type=CONTENT_TYPE)
    name = f"werte-{filled.ags}-{timezone.localdate():%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a filled workbook; what it would change is shown before anything is stored."""
    if request.method == "GET":
        return render(request, "figures/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "figures/upload.html", {"form": form}, status=422)
    file = form.cleaned_data["workbook"]
    try:
        found = actions.read_upload(
            name=file.name, data=file.read(), template=_template(request), by=person_of(request)
        )
    except Refused as refused:
        page = {"form": UploadForm(), "errors": [str(refused)]}
        return render(request, "figures/upload.html", page, status=refused.status)
    if found.upload_id is None:
        return render(request, "figures/upload.html", {"form": UploadForm(), "errors": found.errors}, status=422)
    if found.known_since is not None:
        told = _("You have already uploaded this file (%(day)s). Nothing was added; here is what it said.")
        messages.info(request, told % {"day": f"{timezone.localtime(found.known_since):%d.%m.%Y}"})
    return redirect("figures:preview", found.upload_id)


@needs(Permission.FIGURES_EDIT)
@require_GET
def preview(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What an uploaded workbook would change, beside the present figures."""
    found = selectors.upload(upload_id)
    if found is None:
        raise Http404
    definitions = {definition.code: definition for definition in indicators()}
    context = {
        "upload": found,
        "is_stored": found.state == ImportState.STORED,
        "changes": changed(found, definitions, selectors.current_figures()),
    }
    return render(request, "figures/preview.html", context)


@needs(Permission.FIGURES_EDIT)
@require_POST
def store(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Store what the workbook changes."""
    if selectors.upload(upload_id) is None:
        raise Http404
    try:
        done = actions.import_workbook(upload_id=upload_id, by=person_of(request))
    except Refused as refused:
        page = {"form": UploadForm(), "errors": [str(refused)]}
        return render(request, "figures/upload.html", page, status=refused.status)
    told = ngettext("%(count)s figure was stored as a draft.", "%(count)s figures were stored as drafts.", done)
    messages.success(request, told % {"count": done})
    return redirect("figures:start")
