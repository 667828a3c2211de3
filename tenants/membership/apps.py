from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "tenants.membership"
    label = "membership"
    verbose_name = _("People and rights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.membership import sessions  # noqa: F401  connects the signal that binds a session to its host
