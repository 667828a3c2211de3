"""The face room: base page, components, static files, error pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages and templates without tables; knows no other room."""

    name = "benchmark.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Web"
