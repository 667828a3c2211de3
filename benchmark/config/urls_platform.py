"""Addresses on the platform's host: public pages, moderators, operators."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from benchmark.config.urls_shared import room, shared
from benchmark.config.welcome import welcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome, name="welcome"),
    path("ringe/", room("comparisons.circles.urls_platform")),
    path("ringe/", room("comparisons.releases.urls_platform")),
    path("statistik/", room("benchmark.statistics_offices.urls")),
    path("betrieb/", room("tenants.onboarding.urls")),
    *shared,
]
