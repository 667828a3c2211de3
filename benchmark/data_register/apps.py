from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataRegisterConfig(AppConfig):
    name = "benchmark.data_register"
    label = "data_register"
    verbose_name = _("Data register")
    default_auto_field = "django.db.models.BigAutoField"
