"""Addresses on the platform's host: public pages, moderators, operators."""


from django.urls import URLPattern, URLResolver, path

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
