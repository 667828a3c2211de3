"""Addresses of this room on the municipality's host."""

from django.urls import path

from tenants.delegation import views

app_name = "delegation"
urlpatterns = [
    path("", views.start, name="start"),
    path("verleihen/", views.delegate, name="delegate"),
    path("<int:pk>/beenden/", views.end, name="end"),
]
