"""Admission by AGS alone: name and kind come from the directory of territories.

The directory lives in a room above this one, so it is named in the settings (``TERRITORY_DIRECTORY``) and not imported.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.membership.people import Person
from tenants.onboarding.actions import admit
from tenants.onboarding.models import Admission


def admit_by_ags(*, ags: str, slug: str, email: str, person_name: str, by: Person) -> Admission:
    """Admit the municipality the directory knows under this key.

    Raises Refused (from the directory or from ``admit``) with a sentence that names the probable right key.
    """
    known = import_string(settings.TERRITORY_DIRECTORY)(ags)
    return admit(
        ags=known.ags,
        name=known.full_name,
        kind=str(known.kind),
        slug=slug,
        email=email,
        person_name=person_name,
        by=by,
    )
