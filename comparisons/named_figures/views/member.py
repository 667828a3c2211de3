"""What we show and are shown by name, consenting in two steps, and stopping; on the municipality's own host."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.selectors import CircleOfMunicipality, Member, own_membership
from comparisons.circles.views.member import circle_or_404
from comparisons.named_figures import actions
from comparisons.named_figures.consequences import consequences
from comparisons.named_figures.forms import ShowForm
from comparisons.named_figures.offers import Offer, Showable, offer_of, offers
from comparisons.named_figures.presenters import Names, offer_line, our_consents, their_tables, value_words
from comparisons.named_figures.selectors import others_in, shown_by_us, shown_to_us
from comparisons.named_figures.writing import as_csv
from tenants.membership.people import person_of
from tenants.membership.permissions import Permission, needs
from tenants.membership.refusals import Refused


@needs(Permission.FIGURES_VIEW)
@require_GET
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What we show to whom, and what others show to us."""
    return _start(request, circle_or_404(slug))


@needs(Permission.FIGURES_VIEW)
@require_GET
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything we show or have shown in this circle, as CSV."""
    found = circle_or_404(slug)
    answer = HttpResponse(as_csv(shown_by_us(found.circle), Names()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="namentlich-{found.circle.slug}.csv"'
    return answer


@needs(Permission.FIGURES_HAND_OVER)
@require_GET
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which indicator and group to show."""
    found = circle_or_404(slug)
    lines = [offer_line(one) for one in offers(found.charter)] if found.charter and _may_show(found) else []
    context = {"found": found, "circle": found.circle, "lines": lines, "may_show": _may_show(found)}
    return render(request, "named_figures/member/choose.html", context)


@needs(Permission.FIGURES_HAND_OVER)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, slug: str, code: str, group: str) -> HttpResponse:
    """Choose years and members, read what follows, consent."""
    found, offer = circle_or_404(slug), None
    if found.charter and _may_show(found):
        offer = offer_of(found.charter, code, group)
    if offer is None:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    form = _form(sent if "weiter" in sent else None, found, offer)
    if not form.is_bound:
        return _choice(request, found, offer, form)
    if not form.is_valid():
        return _choice(request, found, offer, form, status=422)
    if request.method == "GET":
        return _confirm(request, found, offer, form)
    if not request.POST.get("agreed"):
        return _confirm(request, found, offer, form, refusal=_("Please tick that your municipality agrees."))
    try:
        actions.show_figures(
            circle=found.circle,
            indicator_code=code,
            group=group,
            years=form.cleaned_data["year"],
            viewers=form.cleaned_data["viewers"],
            seen=_seen(request),
            by=person_of(request),
        )
    except Refused as refused:
        return _choice(request, found, offer, form, refusal=str(refused), status=refused.status)
    count = len(form.cleaned_data["viewers"])
    messages.success(
        request,
        ngettext("Shown to %(count)s member.", "Shown to %(count)s members.", count) % {"count": count},
    )
    return redirect("named_figures:start", slug)


@needs(Permission.FIGURES_HAND_OVER)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what stays, then stop showing."""
    found = circle_or_404(slug)
    running, ended = our_consents(shown_by_us(found.circle), Names())
    consent = next((one for one in (*running, *ended) if one.pk == pk), None)
    if consent is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.stop_showing(pk=pk, by=person_of(request))
        except Refused as refused:
            return _start(request, found, refused=refused)
        messages.success(request, _("Stopped. The values are erased for the other members."))
        return redirect("named_figures:start", slug)
    years = {cell.year for cell in consent.cells}
    also = [
        one
        for one in running
        if one.pk != pk
        and (one.code, one.group) == (consent.code, consent.group)
        and set(one.viewers) & set(consent.viewers)
        and years & {cell.year for cell in one.cells}
    ]
    context = {"found": found, "circle": found.circle, "consent": consent, "also": also}
    return render(request, "named_figures/member/stop.html", context)


def _start(request: HttpRequest, found: CircleOfMunicipality, *, refused: Refused | None = None) -> HttpResponse:
    names = Names()
    running, ended = our_consents(shown_by_us(found.circle), names)
    tables = their_tables(shown_to_us(found.circle), names)
    context = {
        "found": found,
        "circle": found.circle,
        "running": running,
        "ended": ended,
        "tables": tables,
        "has_gaps": any(table.has_gaps for table in tables),
        "invented": any(table.invented for table in tables)
        or any(cell.invented for one in running for cell in one.cells),
        "may_show": _may_show(found),
        "refusal": str(refused) if refused else "",
    }
    return render(request, "named_figures/member/start.html", context, status=refused.status if refused else 200)


def _may_show(found: CircleOfMunicipality) -> bool:
    """A member of today whose level the circle compares, under the newest charter."""
    compared = compared_levels(CircleKind(found.circle.kind))
    return found.may_compare and found.has_signed and Level(found.level) in compared


def _form(sent: Any, found: CircleOfMunicipality, offer: Offer) -> ShowForm:
    definition = offer.entry.definition
    years = [(one.year, f"{one.year}: {value_words(one.value, definition)}") for one in reversed(offer.years)]
    return ShowForm(sent, years=years, members=[(one.ags, one.name) for one in _others(found)])


def _others(found: CircleOfMunicipality) -> list[Member]:
    membership = own_membership(found.circle)
    return others_in(found.circle, membership.ags) if membership else []


def _choice(
    request: HttpRequest,
    found: CircleOfMunicipality,
    offer: Offer,
    form: ShowForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"circle": found.circle, "line": offer_line(offer), "form": form, "refusal": refusal}
    return render(request, "named_figures/member/show.html", context, status=status)


def _confirm(
    request: HttpRequest, found: CircleOfMunicipality, offer: Offer, form: ShowForm, *, refusal: str = ""
) -> HttpResponse:
    chosen = [one for one in offer.years if one.year in form.cleaned_data["year"]]
    names = dict(form.fields["member"].choices)  # type: ignore[attr-defined]
    levels = compared_levels(CircleKind(found.circle.kind))
    compared = 1 + sum(Level(one.level) in levels for one in _others(found))
    context = {
        "circle": found.circle,
        "line": offer_line(offer),
        "rows": [_row(one, offer) for one in chosen],
        "keys": form.cleaned_data["viewers"],
        "viewers": [names[key] for key in form.cleaned_data["viewers"]],
        "follows": consequences(found.charter, offer.entry.definition, compared) if found.charter else None,
        "refusal": refusal,
    }
    return render(request, "named_figures/member/confirm.html", context, status=422 if refusal else 200)


def _row(one: Showable, offer: Offer) -> dict[str, Any]:
    return {
        "year": one.year,
        "value": value_words(one.value, offer.entry.definition),
        "source": one.figure.source,
        "invented": one.figure.invented,
        "version": one.figure.version,
    }


def _seen(request: HttpRequest) -> dict[int, int]:
    """Versions of the figures on the page that was agreed to: "2023:2" for version 2 of 2023."""
    pairs = (text.partition(":") for text in request.POST.getlist("seen"))
    return {int(year): int(version) for year, _colon, version in pairs if year.isdecimal() and version.isdecimal()}
