"""Addresses of this room on the municipality's host."""

from django.urls import path

from benchmark.conversion import views

app_name = "conversion"
urlpatterns = [
    path("", views.start, name="start"),
    path("<str:code>/<int:year>/<str:group>/<str:source>/<str:target>/", views.convert, name="convert"),
]
