from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TotalsConfig(AppConfig):
    name = "comparisons.totals"
    label = "totals"
    verbose_name = _("Totals of a nested circle")
    default_auto_field = "django.db.models.BigAutoField"
