"""The room of handovers and releases: the one gate between municipalities' figures and everybody else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReleasesConfig(AppConfig):
    """Public room: contributions hold grid cells and metadata, releases hold what may be shown."""

    name = "comparisons.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Releases")
