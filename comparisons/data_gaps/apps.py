from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataGapsConfig(AppConfig):
    name = "comparisons.data_gaps"
    label = "data_gaps"
    verbose_name = _("Data gaps")
    default_auto_field = "django.db.models.BigAutoField"
