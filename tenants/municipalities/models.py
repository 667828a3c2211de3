"""Who takes part: municipalities and the hosts they live at."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin


class Municipality(TenantMixin):  # type: ignore[misc]
    """A municipality (Kommune): kreisfreie Stadt, Landkreis or kreisangehörige Gemeinde.

    Its schema and its login role share one opaque name. Both are made by onboarding, never by saving this row.
    """

    auto_create_schema = False
    auto_drop_schema = False

    ags = models.CharField(_("AGS"), max_length=8, unique=True)
    slug = models.SlugField(max_length=63, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    provisioned_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="municipality_ags_is_text_of_digits", condition=Q(ags__regex=r"^\d{5}(\d{3})?$")
            ),
            models.CheckConstraint(
                name="municipality_opaque_schema", condition=Q(schema_name__regex=r"^t_[a-z0-9]{10}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def __enter__(self) -> NoReturn:
        """Refused: django-tenants keeps its stack on the class, which mixes threads. Use ``inside``."""
        raise RuntimeError("use tenants.border.inside(municipality)")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: municipalities end through offboarding, which hands over and erases first."""
        raise RuntimeError("a municipality ends through offboarding")


class Domain(DomainMixin):  # type: ignore[misc]
    """A host name of a municipality."""
