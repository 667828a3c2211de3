"""Addresses of this room on the platform's host."""

from django.urls import URLPattern

app_name = "totals"
urlpatterns: list[URLPattern] = []
