from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "comparisons.joining"
    label = "joining"
    verbose_name = _("Joining")
    default_auto_field = "django.db.models.BigAutoField"
