from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Brings the command ``manage.py demo``."""

    name = "benchmark.demo"
    label = "demo"
