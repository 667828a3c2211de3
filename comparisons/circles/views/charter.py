"""Drafting and publishing a charter on the moderator's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benchmark.catalogue.selectors import indicator
from comparisons.circles import actions
from comparisons.circles.charters import balance_objection
from comparisons.circles.forms import SEPARATOR, CoreSetForm, ParametersForm, PublishForm
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.views.moderator import circle_or_404
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version of the charter."""
    try:
        actions.draft_charter(circle=circle_or_404(request, slug), by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circles:charter", slug)


@needs(Permission.CIRCLES_MODERATE)
@require_GET
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft: core set, parameters, publishing."""
    found, draft = _draft_or_404(request, slug)
    return _page(request, found, draft)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the core set of the draft."""
    found, draft = _draft_or_404(request, slug)
    form = CoreSetForm(request.POST)
    if form.is_valid():
        try:
            actions.set_core_set(charter=draft, choices=form.cleaned_data["choices"], by=person_of(request))
        except Refused as refusal:
            form.add_error("choices", str(refusal))
        else:
            return _saved(request, slug)
    return _page(request, found, draft, core_form=form)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def adopt_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the draft all parameters of a profile."""
    _found, draft = _draft_or_404(request, slug)
    try:
        actions.adopt_profile(charter=draft, profile=request.POST.get("profile", ""), by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("circles:charter", slug)
    return _saved(request, slug)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def set_parameters(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the parameters of the draft."""
    found, draft = _draft_or_404(request, slug)
    form: ModelForm[CharterVersion] = ParametersForm(request.POST, instance=draft)
    if form.is_valid():
        try:
            actions.set_parameters(charter=draft, by=person_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, slug)
    return _page(request, found, draft, parameters_form=form)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft."""
    found, draft = _draft_or_404(request, slug)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            actions.publish_charter(
                charter=draft,
                by=person_of(request),
                valid_from=form.cleaned_data["valid_from"],
                overrides=form.overrides(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The charter is published and can be signed."))
            return redirect("circles:circle", slug)
    return _page(request, found, draft, publish_form=form)


@needs(Permission.CIRCLES_MODERATE)
@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    _found, draft = _draft_or_404(request, slug)
    try:
        actions.discard_draft(charter=draft, by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft is discarded."))
    return redirect("circles:circle", slug)


def _draft_or_404(request: HttpRequest, slug: str) -> tuple[Circle, CharterVersion]:
    found = circle_or_404(request, slug)
    draft = found.charters.filter(published_at__isnull=True).first()
    if draft is None:
        raise Http404
    return found, draft


def _saved(request: HttpRequest, slug: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("circles:charter", slug)


def _page(request: HttpRequest, found: Circle, draft: CharterVersion, **forms: Form | ModelForm[Any]) -> HttpResponse:
    chosen = list(draft.core_indicators.all())
    definitions = [indicator(row.indicator_code, version=row.definition_version) for row in chosen]
    initial = [f"{row.indicator_code}{SEPARATOR}{row.concept}" for row in chosen]
    context = {
        "circle": found,
        "draft": draft,
        "definitions": definitions,
        "strengths": sum(one.perspective == "strength" for one in definitions),
        "needs": sum(one.perspective == "need" for one in definitions),
        "balance": balance_objection(definitions),
        "core_form": CoreSetForm(initial={"choices": initial}),
        "parameters_form": ParametersForm(instance=CharterVersion.objects.get(pk=draft.pk)),
        "publish_form": PublishForm(),
        **forms,
    }
    return render(request, "circles/moderator/charter.html", context, status=422 if forms else 200)
