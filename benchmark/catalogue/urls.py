"""Addresses of the catalogue, on every host."""

from django.urls import path

from benchmark.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.start, name="start"),
    path("feld/<str:code>/", views.field, name="field"),
    path("konzept/<str:code>/", views.concept, name="concept"),
    path("<str:code>/", views.indicator, name="indicator"),
]
