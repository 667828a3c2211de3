"""Addresses on the platform's host: public pages, moderators, operators."""

from django.urls import URLPattern, URLResolver, include, path

from benchmark.config.urls_shared import shared
from benchmark.config.welcome import welcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome, name="welcome"),
    path("ringe/", include("comparisons.named_figures.urls_platform")),
    path("ringe/", include("comparisons.totals.urls_platform")),
    path("ringe/", include("comparisons.releases.urls_platform")),
    path("ringe/", include("comparisons.circles.urls_platform")),
    path("statistik/", include("benchmark.statistics_offices.urls")),
    path("profil/", include("comparisons.joining.urls")),
    path("datenluecken/", include("comparisons.data_gaps.urls_platform")),
    path("betrieb/", include("tenants.onboarding.urls")),
    path("menschen/", include("tenants.membership.urls_platform")),
    *shared,
]
