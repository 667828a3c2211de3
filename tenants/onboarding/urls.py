"""Addresses of onboarding, on the platform's host."""

from django.urls import path

from tenants.onboarding import views

app_name = "onboarding"

urlpatterns = [
    path("", views.start, name="start"),
    path("aufnehmen/", views.admit_municipality, name="admit"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/stand/", views.progress, name="progress"),
    path("<slug:slug>/erneut/", views.again, name="again"),
]
