"""Addresses of the circles on a municipality's own host."""

from django.urls import path

from comparisons.circles.views import member

app_name = "circles"

urlpatterns = [
    path("", member.start, name="start"),
    path("<slug:slug>/", member.circle, name="circle"),
    path("<slug:slug>/unterschreiben/", member.sign, name="sign"),
    path("<slug:slug>/ablehnen/", member.decline, name="decline"),
    path("<slug:slug>/austreten/", member.leave, name="leave"),
]
