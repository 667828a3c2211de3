from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversionConfig(AppConfig):
    name = "benchmark.conversion"
    label = "conversion"
    verbose_name = _("Conversion between concepts")
    default_auto_field = "django.db.models.BigAutoField"
