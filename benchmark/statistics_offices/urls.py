"""Addresses of this room on the platform host."""

from django.urls import path

from benchmark.statistics_offices import views

app_name = "statistics_offices"
urlpatterns = [
    path("", views.files, name="files"),
    path("datei/<int:source_id>/", views.file, name="file"),
    path("vorschau/<uuid:upload_id>/", views.preview, name="preview"),
    path("vorschau/<uuid:upload_id>/uebernehmen/", views.confirm, name="confirm"),
    path("vorschau/<uuid:upload_id>/verwerfen/", views.discard, name="discard"),
    path("auftrag/<uuid:job_id>/", views.job, name="job"),
    path("auftrag/<uuid:job_id>/stand/", views.job_progress, name="job_progress"),
]
