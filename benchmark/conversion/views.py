"""Pages of conversions, on the municipality's own host."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from benchmark.conversion import actions
from benchmark.conversion.forms import PartsForm
from benchmark.conversion.offers import Offer, impossible, offers
from benchmark.conversion.presenters import preview
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What can be converted, and what cannot."""
    return render(request, "conversion/start.html", {"offers": offers(), "impossible": impossible()})


@needs(Permission.FIGURES_EDIT)
@require_http_methods(["GET", "POST"])
def convert(request: HttpRequest, code: str, year: int, group: str, source: str, target: str) -> HttpResponse:
    """Type the parts, look at the result, store it."""
    offer = _offer_or_404(code, year, group, source, target)
    form = PartsForm(request.POST or None, offer=offer)
    context = {"offer": offer, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sides = {"numerator": form.parts("numerator"), "denominator": form.parts("denominator")}
            try:
                if "store" in request.POST:
                    return _stored(request, offer, sides)
                context["preview"] = preview(offer, actions.converted(offer, **sides))
                status = 200
            except Refused as refused:
                form.add_error(None, str(refused))
                status = refused.status
    return render(request, "conversion/convert.html", context, status=status)


def _stored(request: HttpRequest, offer: Offer, sides: Mapping[str, actions.Parts]) -> HttpResponse:
    actions.convert(offer=offer, by=person_of(request), **sides)
    messages.success(request, _("The converted figure is stored as a draft; its note names every part."))
    query = urlencode({"concept": offer.target.code, "group": offer.figure.group})
    return redirect(f"{reverse('figures:indicator', args=[offer.definition.code])}?{query}")


def _offer_or_404(code: str, year: int, group: str, source: str, target: str) -> Offer:
    for offer in offers():
        figure = offer.figure
        asked = (code, year, group, source, target)
        if asked == (figure.indicator_code, figure.year, figure.group, offer.source.code, offer.target.code):
            return offer
    raise Http404
