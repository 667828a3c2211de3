"""Addresses of this room on the municipality's host."""

from django.urls import path

from comparisons.insights.views import downloads, pages

app_name = "insights"
urlpatterns = [
    path("", pages.start, name="start"),
    path("ueberblick/", pages.overview, name="overview"),
    path("kennzahl/<str:code>/", pages.indicator, name="indicator"),
    path("kennzahl/<str:code>/werte.csv", downloads.delimited, name="csv"),
    path("kennzahl/<str:code>/werte-excel.csv", downloads.delimited_for_excel, name="csv_excel"),
    path("kennzahl/<str:code>/werte.xlsx", downloads.workbook, name="xlsx"),
    path("kennzahl/<str:code>/eigener-weg.<str:kind>", downloads.own_picture, name="own_picture"),
    path("kennzahl/<str:code>/vergleichsring.<str:kind>", downloads.circle_picture, name="circle_picture"),
]
