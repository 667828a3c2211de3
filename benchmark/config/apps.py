from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks of the house."""

    name = "benchmark.config"
    label = "config"

    def ready(self) -> None:
        from benchmark.config import celery, checks  # noqa: F401  both register themselves
