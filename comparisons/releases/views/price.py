"""What a charter costs in detail: for the moderator who writes it, and for the municipality that is to sign it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from comparisons.circles.forms import ParametersForm
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.selectors import Standing, circle_of_municipality, core_set, newest_charter
from comparisons.circles.views.moderator import circle_or_404
from comparisons.releases.price.choices import side_by_side
from comparisons.releases.price.page import price_of
from comparisons.releases.price.structure import seen_by_member, seen_by_moderator
from tenants.membership.permissions import Permission, needs


class ChoiceForm(ParametersForm):
    """A choice to look at: the parameters of the charter and a number of members to reckon with; never saved here."""

    planned = forms.IntegerField(
        label=gettext_lazy("Members you reckon with"),
        min_value=1,
        max_value=400,
        required=False,
        help_text=gettext_lazy("Empty: as many as there are today or are invited."),
    )
    field_order = ("planned", "profile")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget = forms.HiddenInput()


@needs(Permission.CIRCLES_MODERATE)
@require_http_methods(["GET", "POST"])
def moderator(request: HttpRequest, slug: str) -> HttpResponse:
    """Both profiles and a choice of one's own on the circle's structure; a preview saves nothing."""
    found = circle_or_404(request, slug)
    draft = found.charters.filter(published_at__isnull=True).first()
    charter = draft or newest_charter(found)
    if charter is None:
        raise Http404
    form, refused = ChoiceForm(instance=charter), False
    own = charter
    if request.method == "POST":
        form = ChoiceForm(request.POST, instance=CharterVersion.objects.get(pk=charter.pk))
        refused = not form.is_valid()
        own = charter if refused else form.instance
    entries = core_set(charter)
    planned = 0 if refused or not form.is_bound else form.cleaned_data["planned"] or 0
    title = _("Your choice") if form.is_bound and not refused else _("Saved so far") if draft else _("Agreed so far")
    price = price_of(side_by_side(own, title), entries, seen_by_moderator(found, entries, planned=planned))
    context = {
        "circle": found,
        "draft": draft,
        "form": form,
        "price": price,
        "previewed": form.is_bound and not refused,
    }
    return render(request, "releases/moderator/price.html", context, status=422 if refused else 200)


@needs(Permission.INSIGHTS_VIEW)
@require_GET
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """What the newest charter means, beside both profiles, for members and those who are asked to join."""
    try:
        found = circle_of_municipality(slug)
    except Circle.DoesNotExist as error:
        raise Http404 from error
    if found.charter is None or found.standing == Standing.LEFT:
        raise Http404
    entries = core_set(found.charter)
    price = price_of(side_by_side(found.charter, _("This charter")), entries, seen_by_member(found.circle, entries))
    return render(request, "releases/member/price.html", {"found": found, "circle": found.circle, "price": price})
