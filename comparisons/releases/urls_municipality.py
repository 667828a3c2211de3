"""Addresses of handing over on a municipality's own host; before the circles' own, whose names are free."""

from django.urls import path

from comparisons.releases.views import member, price

app_name = "releases"

urlpatterns = [
    path("beleg/liste/", member.receipt_list, name="receipts"),
    path("beleg/<slug:reference>/", member.receipt, name="receipt"),
    path("beleg/<slug:reference>/datei/", member.receipt_file, name="receipt-file"),
    path("<slug:slug>/vereinbarung/preis/", price.member, name="price"),
    path("<slug:slug>/vergleichbarkeit/", member.comparability, name="comparability"),
    path("<slug:slug>/uebergeben/", member.hand_over, name="hand-over"),
    path("<slug:slug>/uebergeben/<str:code>/zuruecknehmen/", member.withdraw, name="withdraw"),
    path("<slug:slug>/uebergeben/<str:code>/ablehnen/", member.decline, name="decline"),
]
