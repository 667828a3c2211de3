"""A moderator orders a preview or a release; the computing itself is a job of the exchange."""

from __future__ import annotations

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext

from comparisons.circles.models import Round
from comparisons.circles.rights import require_moderator
from comparisons.releases.refusals import ReleaseRefused
from comparisons.releases.selectors import next_release_from
from tenants.audit.actions import record
from tenants.border.jobs import Job, enqueue
from tenants.membership.people import Person

PREVIEW, RELEASE = "releases.preview", "releases.compute"


@transaction.atomic
def request_preview(*, round: Round, by: Person) -> Job:
    """Order the judgement on a round without freezing anything: levels and reasons, no cells."""
    require_moderator(round.circle, by)
    ordered = enqueue(PREVIEW, payload={"round": round.pk}, by=by)
    record("release.previewed", by=by, on=f"round:{round.pk}", job=str(ordered.pk))
    return ordered


@transaction.atomic
def request_release(*, round: Round, by: Person) -> Job:
    """Order the release of a closed round.

    Raises ReleaseRefused while the round is open, while another release of it is under way, or if one of its
    indicators and years was released in this quarter already.
    """
    require_moderator(round.circle, by)
    if round.state != Round.State.CLOSED:
        raise ReleaseRefused(gettext("The round is still open. Please close it before you release."))
    waiting = Job.objects.filter(kind=RELEASE, payload__round=round.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if waiting.exists():
        raise ReleaseRefused(gettext("A release of this round is being computed already."))
    waits_until = next_release_from(round)
    if waits_until:
        raise ReleaseRefused(
            gettext(
                "This circle has had its release of this quarter. The next one is possible from %(day)s, "
                "so that nobody can work out a single figure from the difference of two releases."
            )
            % {"day": formats.date_format(waits_until)}
        )
    ordered = enqueue(RELEASE, payload={"round": round.pk}, by=by)
    record("release.ordered", by=by, on=f"round:{round.pk}", job=str(ordered.pk))
    return ordered
