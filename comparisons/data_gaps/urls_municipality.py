"""Addresses of this room on the municipality's host."""

from django.urls import path

from comparisons.data_gaps import views

app_name = "data_gaps"
urlpatterns = [
    path("", views.start, name="start"),
    path("melden/", views.report, name="report"),
    path("zurueckziehen/", views.withdraw, name="withdraw"),
]
