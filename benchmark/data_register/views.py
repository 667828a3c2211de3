"""Pages of the data register, on the municipality's own host."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from benchmark.data_register.forms import RegisterForm
from benchmark.data_register.register import Line, Register, register
from benchmark.data_register.writing import as_csv
from benchmark.figures.actions import DataPassage, set_data_access
from benchmark.goals.selectors import uses
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The whole register with its counts."""
    return render(request, "data_register/start.html", {"register": _register(request)})


@needs(Permission.FIGURES_VIEW)
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """The register as CSV."""
    response = HttpResponse(as_csv(_register(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="datenregister.csv"'
    return response


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """One line of the register."""
    line = _line_or_404(request, code)
    form = RegisterForm(request.POST, use_required_attribute=False) if request.method == "POST" else None
    status = 200
    if form is not None:
        status = _save(request, line, form)
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("data_register:start")
    form = form or RegisterForm.about(line.known, line.suggested)
    return render(request, "data_register/edit.html", {"line": line, "form": form}, status=status)


def _save(request: HttpRequest, line: Line, form: RegisterForm) -> int:
    """Store a valid form; the HTTP status says what came of it."""
    if not form.is_valid():
        return 422
    said = dict(form.cleaned_data)
    try:
        set_data_access(
            indicator_code=line.definition.code,
            status=said.pop("status"),
            reason=said.pop("reason"),
            passage=DataPassage(**said),
            by=person_of(request),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return refused.status
    return 200


def _register(request: HttpRequest) -> Register:
    return register(request.tenant.kind, {use.indicator_code for use in uses()})  # type: ignore[attr-defined]


def _line_or_404(request: HttpRequest, code: str) -> Line:
    for line in _register(request).lines:
        if line.definition.code == code:
            return line
    raise Http404
