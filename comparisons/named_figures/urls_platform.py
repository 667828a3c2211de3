"""Addresses of this room on the platform's host."""

from django.urls import path

from comparisons.named_figures.views import moderator

app_name = "named_figures"

urlpatterns = [path("<slug:slug>/namentlich/", moderator.consents, name="consents")]
