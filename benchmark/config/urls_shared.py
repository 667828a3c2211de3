"""Addresses that every host has."""

from django.urls import URLPattern, URLResolver, include, path

shared: list[URLPattern | URLResolver] = [
    path("katalog/", include("benchmark.catalogue.urls")),
    path("konto/", include("allauth.account.urls")),
    path("sprache/", include("django.conf.urls.i18n")),
    path("hinweise/", include("benchmark.web.urls")),
]
