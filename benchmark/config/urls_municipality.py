"""Addresses on a municipality's own host."""


from django.urls import URLPattern, URLResolver, path

from benchmark.config.urls_shared import room, shared

urlpatterns: list[URLPattern | URLResolver] = [
    path("", room("comparisons.insights.urls")),
    path("werte/", room("benchmark.figures.urls")),
    path("ziele/", room("benchmark.goals.urls")),
    path("ringe/", room("comparisons.circles.urls_municipality")),
    path("ringe/", room("comparisons.releases.urls_municipality")),
    *shared,
]
