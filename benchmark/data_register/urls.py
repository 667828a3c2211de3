"""Addresses of this room on the municipality's host."""

from django.urls import path

from benchmark.data_register import views

app_name = "data_register"
urlpatterns = [
    path("", views.start, name="start"),
    path("datenregister.csv", views.file, name="file"),
    path("<str:code>/", views.edit, name="edit"),
]
