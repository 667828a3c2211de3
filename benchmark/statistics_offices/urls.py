"""Addresses of this room on the platform host."""

from django.urls import path

from benchmark.statistics_offices import views

app_name = "statistics_offices"
urlpatterns = [path("", views.files, name="files")]
