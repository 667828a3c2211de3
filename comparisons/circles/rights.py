"""Who prepares which circle."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from comparisons.circles.models import Circle, Moderation
from comparisons.circles.refusals import NotYourCircle
from tenants.membership.people import Person


def moderates(circle: Circle, person: Person) -> bool:
    """Whether this person prepares the circle."""
    return Moderation.objects.filter(circle=circle, person=person.reference).exists()


def require_moderator(circle: Circle, person: Person) -> None:
    """Raises NotYourCircle for everybody else; pages answer 404 before it comes to that."""
    if not moderates(circle, person):
        raise NotYourCircle(gettext("You do not prepare this circle."))


class NoMunicipalityError(ValueError):
    """Somebody of the platform tried to answer for a municipality."""


def home_of(person: Person) -> Any:
    """Role name of the municipality this person acts for, as the column `municipality` holds it."""
    if person.municipality is None:
        raise NoMunicipalityError(person.reference)
    return person.municipality
