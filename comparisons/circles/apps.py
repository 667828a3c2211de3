"""The room of circles, their charters, members and rounds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    """Public room: tables stand once, each municipality sees the circles it belongs to or is invited to."""

    name = "comparisons.circles"
    label = "circles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Circles")

    def ready(self) -> None:
        """What the circles of a municipality compare belongs to its yearly collection."""
        from benchmark.figures.selectors import also_needed
        from comparisons.circles.selectors import agreed_codes

        also_needed(agreed_codes)
