"""Addresses of this room on a municipality's own host."""

from django.urls import URLPattern

app_name = "named_figures"
urlpatterns: list[URLPattern] = []
