"""The room of official statistics."""

from django.apps import AppConfig


class StatisticsOfficesConfig(AppConfig):
    """Official figures by territory, year and concept, imported once for everybody."""

    name = "benchmark.statistics_offices"
    label = "statistics_offices"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Official statistics"
