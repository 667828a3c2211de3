"""Addresses of this room on a municipality's own host."""

from django.urls import path

from comparisons.named_figures.views import member

app_name = "named_figures"

urlpatterns = [
    path("<slug:slug>/namentlich/", member.start, name="start"),
    path("<slug:slug>/namentlich/datei/", member.file, name="file"),
    path("<slug:slug>/namentlich/zeigen/", member.choose, name="choose"),
    path("<slug:slug>/namentlich/zeigen/<slug:code>/<slug:group>/", member.show, name="show"),
    path("<slug:slug>/namentlich/beenden/<int:pk>/", member.stop, name="stop"),
]
