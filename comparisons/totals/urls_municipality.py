"""Addresses of the sums on a municipality's own host."""

from django.urls import path

from comparisons.totals.views import member

app_name = "totals"

urlpatterns = [
    path("<slug:slug>/summen/", member.circle, name="circle"),
    path("<slug:slug>/summen/uebergeben/", member.hand_over, name="hand-over"),
    path("<slug:slug>/summen/uebergeben/<str:code>/<int:year>/zuruecknehmen/", member.withdraw, name="withdraw"),
    path("<slug:slug>/summen/<str:code>/<int:year>/", member.table, name="table"),
    path("<slug:slug>/summen/<str:code>/<int:year>/csv/", member.csv_file, name="csv"),
    path("<slug:slug>/summen/<str:code>/<int:year>/xlsx/", member.xlsx_file, name="xlsx"),
]
