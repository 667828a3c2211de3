"""Addresses of this room on the platform's host."""

from django.urls import path

from comparisons.data_gaps import views

app_name = "data_gaps"
urlpatterns = [
    path("", views.counts, name="counts"),
    path("datenluecken.csv", views.file, name="file"),
]
