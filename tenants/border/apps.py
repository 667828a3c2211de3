from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class BorderConfig(AppConfig):
    name = "tenants.border"
    label = "border"
    verbose_name = _("Border between municipalities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("jobs")
