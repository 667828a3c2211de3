"""Addresses of this room on a municipality's own host."""

from django.urls import URLPattern

app_name = "totals"
urlpatterns: list[URLPattern] = []
