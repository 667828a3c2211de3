"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from benchmark.findings import views

app_name = "findings"
urlpatterns = [
    path("", views.start, name="start"),
    path("erkennung/", views.method, name="method"),
    path("<str:key>/antworten/", views.answer, name="answer"),
]
