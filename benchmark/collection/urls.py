"""Addresses of this room on the municipality's host."""

from django.urls import path

from benchmark.collection import views

app_name = "collection"
urlpatterns = [
    path("", views.start, name="start"),
    path("neu/", views.open_year, name="open"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/frist/", views.deadline, name="deadline"),
    path("<int:year>/<str:code>/", views.item, name="item"),
]
