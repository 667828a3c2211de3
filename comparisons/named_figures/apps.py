"""The room of exact figures that members show to each other by name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NamedFiguresConfig(AppConfig):
    """Public room: a municipality sees its own rows, and what is meant for it through one function."""

    name = "comparisons.named_figures"
    label = "named_figures"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Named figures")

    def ready(self) -> None:
        """A corrected figure is marked where it is shown."""
        from benchmark.figures.actions import when_approved
        from comparisons.named_figures.actions import note_corrections

        when_approved(note_corrections)
