"""Addresses of the sums on the platform's host."""

from django.urls import path

from comparisons.totals.views import moderator

app_name = "totals"

urlpatterns = [
    path("<slug:slug>/summen/", moderator.circle, name="circle"),
    path("<slug:slug>/summen/vereinbaren/", moderator.agree, name="agree"),
    path("<slug:slug>/summen/freigeben/", moderator.release, name="release"),
    path("<slug:slug>/summen/auftrag/<uuid:job>/", moderator.progress, name="progress"),
    path("<slug:slug>/summen/<str:code>/<int:year>/", moderator.table, name="table"),
    path("<slug:slug>/summen/<str:code>/<int:year>/csv/", moderator.csv_file, name="csv"),
    path("<slug:slug>/summen/<str:code>/<int:year>/xlsx/", moderator.xlsx_file, name="xlsx"),
]
