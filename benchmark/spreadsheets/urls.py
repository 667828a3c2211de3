"""Addresses of this room on the municipality's host."""

from __future__ import annotations

from django.urls import path

from benchmark.spreadsheets.views import deciding, files, mappings, previewing

app_name = "spreadsheets"
urlpatterns = [
    path("", files.start, name="start"),
    path("hochladen/", files.upload, name="upload"),
    path("<int:upload_id>/aufbau/", deciding.structure, name="structure"),
    path("<int:upload_id>/zuordnung/", deciding.entries, name="entries"),
    path("<int:upload_id>/vorschau/", previewing.preview, name="preview"),
    path("<int:upload_id>/uebernehmen/", previewing.store, name="store"),
    path("<int:upload_id>/verwerfen/", files.throw_away, name="throw-away"),
    path("zuordnungen/<int:mapping_id>/", mappings.show, name="mapping"),
    path("zuordnungen/<int:mapping_id>/umbenennen/", mappings.rename, name="rename"),
    path("zuordnungen/<int:mapping_id>/ruhen/", mappings.retire, name="retire"),
]
