"""Addresses that every host has."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


def room(name):
    try:
        return include(name) if find_spec(name) else include([])
    except ImportError:
        return include([])


shared: list[URLPattern | URLResolver] = [
    path("katalog/", room("benchmark.catalogue.urls")),
    path("konto/", room("allauth.account.urls")),
    path("sprache/", room("django.conf.urls.i18n")),
    path("hinweise/", room("benchmark.web.urls")),
]
