"""What every page knows: where it is, who is looking, where one may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tenants.membership.people import NOBODY, Person, person_of
from tenants.membership.permissions import EVERYONE, Permission


@dataclass(frozen=True)
class Destination:
    """One entry of the main navigation: label, name of the address, right it needs."""

    label: Any
    name: str
    right: str


AT_A_MUNICIPALITY = (
    Destination(_("We and our targets"), "insights:start", Permission.INSIGHTS_VIEW),
    Destination(_("Overview"), "insights:overview", Permission.INSIGHTS_VIEW),
    Destination(_("Figures"), "figures:start", Permission.FIGURES_VIEW),
    Destination(_("Collection"), "collection:start", Permission.FIGURES_VIEW),
    Destination(_("Targets"), "goals:start", Permission.INSIGHTS_VIEW),
    Destination(_("Circles"), "circles:start", Permission.INSIGHTS_VIEW),
    Destination(_("People"), "membership:staff", Permission.STAFF_MANAGE),
    Destination(_("Catalogue"), "catalogue:start", EVERYONE),
)
ON_THE_PLATFORM = (
    Destination(_("Start"), "welcome", EVERYONE),
    Destination(_("Find your municipality"), "joining:search", EVERYONE),
    Destination(_("Circles"), "circles:start", Permission.CIRCLES_MODERATE),
    Destination(_("All circles"), "circles:all", Permission.OPERATE),
    Destination(_("Municipalities"), "onboarding:start", Permission.MUNICIPALITIES_ADMIT),
    Destination(_("Applications"), "joining:applications", Permission.MUNICIPALITIES_ADMIT),
    Destination(_("Official statistics"), "statistics_offices:files", Permission.STATISTICS_IMPORT),
    Destination(_("People"), "membership:staff", Permission.OPERATE),
    Destination(_("Research"), "releases:research", Permission.RESEARCH_EXPORT),
    Destination(_("Catalogue"), "catalogue:start", EVERYONE),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for ``web/base.html``: ``site``, ``navigation`` and ``perms_of``."""
    tenant = getattr(request, "tenant", None)
    person = person_of(request) if hasattr(request, "user") else NOBODY
    return {
        "site": {
            "name": tenant.name if tenant else _("Vergleichsring"),
            "kind": "municipality" if tenant else "platform",
            "person": person.name or None,
            "sign_in_url": reverse("account_login"),
            "sign_out_url": reverse("account_logout"),
        },
        "navigation": _navigation(request, person, AT_A_MUNICIPALITY if tenant else ON_THE_PLATFORM),
        "perms_of": {permission.value for permission in person.rights},
    }


def _navigation(request: HttpRequest, person: Person, destinations: tuple[Destination, ...]) -> list[dict[str, Any]]:
    found = []
    for destination in destinations:
        if destination.right != EVERYONE and not person.may(Permission(destination.right)):
            continue
        try:
            url = reverse(destination.name, urlconf=getattr(request, "urlconf", None))
        except NoReverseMatch:
            continue
        found.append({"label": destination.label, "url": url, "current": False})
    here = [entry for entry in found if request.path == entry["url"] or _lies_below(request.path, entry["url"])]
    if here:
        max(here, key=lambda entry: len(entry["url"]))["current"] = True
    return found


def _lies_below(path: str, url: str) -> bool:
    """Whether a page belongs to an entry of the navigation; the front page has nothing below it."""
    return url != "/" and path.startswith(url)
