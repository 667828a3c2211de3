"""Addresses of this room, on the platform's host."""

from __future__ import annotations

from django.urls import path

from comparisons.joining.views import applications, public

app_name = "joining"
urlpatterns = [
    path("", public.search, name="search"),
    path("vorschlaege/", public.suggestions, name="suggestions"),
    path("danke/", applications.thanks, name="thanks"),
    path("anfragen/", applications.applications, name="applications"),
    path("anfragen/<int:key>/aufnehmen/", applications.admit, name="admit"),
    path("anfragen/<int:key>/beantwortet/", applications.answer, name="answer"),
    path("anfragen/<int:key>/loeschen/", applications.erase, name="erase"),
    path("<str:key>/", public.profile, name="profile"),
    path("<str:key>/aehnliche/", public.neighbours, name="neighbours"),
    path("<str:key>/selbstcheck/", public.readiness, name="readiness"),
    path("<str:key>/bericht/", public.report, name="report"),
    path("<str:key>/mitmachen/", applications.apply, name="apply"),
]
