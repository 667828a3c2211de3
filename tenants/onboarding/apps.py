from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnboardingConfig(AppConfig):
    name = "tenants.onboarding"
    label = "onboarding"
    verbose_name = _("Admission of municipalities")
    default_auto_field = "django.db.models.BigAutoField"
