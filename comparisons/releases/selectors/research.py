"""What accompanying research is offered, and who has downloaded it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max

from comparisons.circles.models import Circle
from comparisons.releases.models import ResearchExport


@dataclass(frozen=True)
class OpenCircle:
    """A circle whose releases may be downloaded; `newest` is the day of its newest release, None before the first."""

    name: str
    slug: str
    kind: str
    releases: int
    newest: datetime.datetime | None


def circles_open_for_research() -> list[OpenCircle]:
    """Every circle that has decided to be open for research, by name."""
    rows = Circle.objects.filter(open_for_research=True).annotate(
        made=Count("releases"), newest=Max("releases__published_at")
    )
    return [
        OpenCircle(row.name, row.slug, str(row.get_kind_display()), row.made, row.newest)
        for row in rows.order_by("name")
    ]


def circle_open_for_research(slug: str) -> Circle:
    """One circle that is open for research; raises Circle.DoesNotExist for every other."""
    return Circle.objects.get(slug=slug, open_for_research=True)


def research_exports(circle: Circle) -> list[ResearchExport]:
    """The downloads of a circle for research, newest first."""
    return list(ResearchExport.objects.filter(circle=circle))
