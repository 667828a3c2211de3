from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationConfig(AppConfig):
    name = "tenants.delegation"
    label = "delegation"
    verbose_name = _("Delegation of the check")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.delegation.selectors import ended_roles
        from tenants.membership.people import limit_roles

        limit_roles(ended_roles)
