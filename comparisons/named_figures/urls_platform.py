"""Addresses of this room on the platform's host."""

from django.urls import URLPattern

app_name = "named_figures"
urlpatterns: list[URLPattern] = []
