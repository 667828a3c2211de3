from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks of the house."""

    name = "benchmark.config"
    label = "config"

    def ready(self) -> None:
        from benchmark.config import checks  # noqa: F401  registers itself
