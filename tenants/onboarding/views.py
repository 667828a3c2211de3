"""Pages of onboarding, for the operator."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.border.models import Job
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused
from tenants.onboarding.actions import order_provisioning
from tenants.onboarding.forms import AdmissionForm
from tenants.onboarding.models import Admission


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """All municipalities with the state of their schema."""
    admissions = Admission.objects.select_related("municipality").prefetch_related("steps")
    return render(request, "onboarding/start.html", {"admissions": admissions.order_by("municipality__name")})


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def admit_municipality(request: HttpRequest) -> HttpResponse:
    """Admit a municipality by its AGS; its schema is made by a job whose steps can be watched.

    What an application said (``admission`` in the operator's session) is filled in beforehand.
    """
    form = AdmissionForm(request.POST or None, initial=request.session.get("admission"))
    if request.method == "POST" and form.is_valid():
        from tenants.onboarding.by_ags import admit_by_ags

        try:
            admission = admit_by_ags(by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session.pop("admission", None)
            return redirect("onboarding:detail", slug=admission.municipality.slug)
    status = 422 if form.is_bound else 200
    return render(request, "onboarding/admit.html", {"form": form}, status=status)


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps of one municipality's provisioning."""
    return render(request, "onboarding/detail.html", _context(slug))


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a fragment that asks again until the job has ended (286 tells htmx to stop)."""
    context = _context(slug)
    job = context["job"]
    status = 286 if job is None or job.ended else 200
    return render(request, "onboarding/_steps.html", context, status=status)


@needs(Permission.MUNICIPALITIES_ADMIT)
@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Order what is still missing once more."""
    admission = get_object_or_404(Admission, municipality__slug=slug)
    order_provisioning(admission=admission, by=person_of(request))
    return redirect("onboarding:detail", slug=slug)


def _context(slug: str) -> dict[str, Any]:
    admission = get_object_or_404(
        Admission.objects.select_related("municipality").prefetch_related("steps"), municipality__slug=slug
    )
    job = Job.objects.filter(pk=admission.job).first() if admission.job else None
    return {
        "admission": admission,
        "steps": sorted(admission.steps.all(), key=lambda step: step.pk),
        "job": job,
        "progress_url": reverse("onboarding:progress", args=[slug]),
    }
