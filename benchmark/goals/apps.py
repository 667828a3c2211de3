"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    """What a municipality wants to know and to reach, in its own schema."""

    name = "benchmark.goals"
    label = "goals"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Goals")

    def ready(self) -> None:
        """Indicators in use belong to the yearly collection."""
        from benchmark.figures.selectors import also_needed
        from benchmark.goals.selectors import used_codes

        also_needed(used_codes)
