"""Addresses on a municipality's own host."""

from django.urls import URLPattern, URLResolver, include, path

from benchmark.config.urls_shared import shared

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("comparisons.insights.urls")),
    path("werte/", include("benchmark.figures.urls")),
    path("eigene-tabellen/", include("benchmark.spreadsheets.urls")),
    path("umrechnen/", include("benchmark.conversion.urls")),
    path("pruefhinweise/", include("benchmark.findings.urls")),
    path("datenregister/", include("benchmark.data_register.urls")),
    path("datenluecken/", include("comparisons.data_gaps.urls_municipality")),
    path("erhebung/", include("benchmark.collection.urls")),
    path("ziele/", include("benchmark.goals.urls")),
    path("ringe/", include("comparisons.named_figures.urls_municipality")),
    path("ringe/", include("comparisons.totals.urls_municipality")),
    path("ringe/", include("comparisons.circles.urls_municipality")),
    path("ringe/", include("comparisons.releases.urls_municipality")),
    path("pruefung-verleihen/", include("tenants.delegation.urls")),
    path("menschen/", include("tenants.membership.urls")),
    *shared,
]
