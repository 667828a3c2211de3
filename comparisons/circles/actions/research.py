"""Whether what a circle has released may be used for research."""

from __future__ import annotations

from django.db import transaction

from comparisons.circles.models import Circle
from comparisons.circles.rights import require_moderator
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def decide_on_research(*, circle: Circle, is_open: bool, by: Person) -> bool:
    """Open the circle's releases for research or close them again; whether that changed anything.

    What was downloaded before stays recorded. Raises NotYourCircle for everybody who does not prepare the circle.
    """
    require_moderator(circle, by)
    changed = Circle.objects.filter(pk=circle.pk).exclude(open_for_research=is_open).update(open_for_research=is_open)
    if changed:
        record("circle.research_opened" if is_open else "circle.research_closed", by=by, on=f"circle:{circle.slug}")
    return bool(changed)
