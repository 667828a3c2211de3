"""The room of territories."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Directory of Kreise and Gemeinden, once for everybody."""

    name = "benchmark.territories"
    label = "territories"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Gebiete"
