"""Addresses of this room on the municipality's host."""

from django.urls import path

from benchmark.goals import views

app_name = "goals"
urlpatterns = [
    path("", views.start, name="start"),
    path("<str:code>/", views.edit, name="edit"),
]
