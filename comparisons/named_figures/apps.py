from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NamedFiguresConfig(AppConfig):
    name = "comparisons.named_figures"
    label = "named_figures"
    verbose_name = _("Named figures")
    default_auto_field = "django.db.models.BigAutoField"
