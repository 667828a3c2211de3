"""The room of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """What is measured: indicators, concepts and fields of action, from reviewed definition files."""

    name = "benchmark.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        from benchmark.catalogue import checks  # noqa: F401 - registers the check of the definition files
