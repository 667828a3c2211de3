"""Addresses of releasing on the platform's host, of research and of checking a receipt; before the circles' own."""

from django.urls import path

from comparisons.releases.views import moderator, price, receipts, research

app_name = "releases"

urlpatterns = [
    path("beleg/pruefen/", receipts.check, name="check-receipt"),
    path("forschung/", research.start, name="research"),
    path("forschung/<slug:slug>/", research.circle, name="research-circle"),
    path("<slug:slug>/forschung/", research.downloads, name="research-downloads"),
    path("<slug:slug>/vereinbarung/preis/", price.moderator, name="price"),
    path("<slug:slug>/runde/<int:pk>/stand/", moderator.board, name="completeness"),
    path("<slug:slug>/runde/<int:pk>/vergleichbarkeit/", moderator.comparability, name="comparability"),
    path("<slug:slug>/runde/<int:pk>/freigabe/", moderator.release, name="release"),
    path("<slug:slug>/runde/<int:pk>/freigabe/vorschau/", moderator.preview, name="preview"),
    path("<slug:slug>/runde/<int:pk>/freigabe/freigeben/", moderator.publish, name="publish"),
    path("<slug:slug>/runde/<int:pk>/freigabe/auftrag/<uuid:job>/", moderator.progress, name="progress"),
]
