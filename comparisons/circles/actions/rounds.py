"""Opening and closing a round of handing over."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from comparisons.circles.models import CharterVersion, Circle, Round
from comparisons.circles.refusals import RoundRefused
from comparisons.circles.rights import require_moderator
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def open_round(
    *,
    circle: Circle,
    title: str,
    first_year: int,
    last_year: int,
    opens_at: datetime.date,
    closes_at: datetime.date,
    by: Person,
) -> Round:
    """Open a round under the newest published charter. Raises RoundRefused for a second one or impossible dates."""
    require_moderator(circle, by)
    Circle.objects.filter(pk=circle.pk).select_for_update().get()
    charter = circle.charters.filter(published_at__isnull=False).order_by("-number").first()
    if charter is None:
        raise RoundRefused(gettext("This circle has no published charter yet."))
    if circle.rounds.filter(state=Round.State.OPEN).exists():
        raise RoundRefused(gettext("This circle already has an open round. Please close it first."))
    if not 1990 <= first_year <= last_year <= timezone.localdate().year:
        raise RoundRefused(gettext("Please give the years in order, and none in the future."))
    if closes_at < opens_at or closes_at < timezone.localdate():
        raise RoundRefused(gettext("A round closes after it has opened, and not in the past."))
    _refuse_finer_classes(circle, charter, first_year, last_year)
    opened = Round.objects.create(
        circle=circle,
        charter=charter,
        title=title.strip(),
        first_year=first_year,
        last_year=last_year,
        opens_at=opens_at,
        closes_at=closes_at,
        opened_by=by.reference,
    )
    record("round.opened", by=by, on=f"circle:{circle.slug}", round=opened.pk, years=f"{first_year}-{last_year}")
    return opened


def _refuse_finer_classes(circle: Circle, charter: CharterVersion, first_year: int, last_year: int) -> None:
    """Years handed over in wider classes never come back in finer ones: members were promised the wider ones."""
    earlier = circle.rounds.filter(first_year__lte=last_year, last_year__gte=first_year)
    finer = earlier.filter(Q(charter__p__gt=charter.p) | Q(charter__m__gt=charter.m)).order_by("-last_year").first()
    if finer is not None:
        raise RoundRefused(
            gettext(
                "For %(first)s to %(last)s wider classes were agreed in the round “%(round)s”, and they hold for good. "
                "Please begin after %(last)s, or agree on classes at least as wide."
            )
            % {"first": finer.first_year, "last": finer.last_year, "round": finer.title}
        )


@transaction.atomic
def close_round(*, round: Round, by: Person) -> Round:
    """Close a round for good: what was not handed over by now waits for the next round."""
    require_moderator(round.circle, by)
    changed = Round.objects.filter(pk=round.pk, state=Round.State.OPEN).update(
        state=Round.State.CLOSED, closed_at=timezone.now(), closed_by=by.reference
    )
    if not changed:
        raise RoundRefused(gettext("This round is closed already."))
    record("round.closed", by=by, on=f"circle:{round.circle.slug}", round=round.pk)
    round.refresh_from_db()
    return round
