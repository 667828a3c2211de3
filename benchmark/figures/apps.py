"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """The municipality's own figures, in its own schema."""

    name = "benchmark.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Figures")
