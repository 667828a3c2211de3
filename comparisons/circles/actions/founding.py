"""Setting up a circle and asking municipalities to join."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.levels import KINDS_OF, CircleKind, level_of, nested_pair
from comparisons.circles.models import Circle, Invitation, Moderation
from comparisons.circles.refusals import InvitationRefused
from comparisons.circles.rights import require_moderator
from comparisons.circles.selectors.platform import current_memberships
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.refusals import Refused
from tenants.municipalities.models import Municipality

RESERVED = frozenset({"alle", "neu", "beleg", "forschung"})  # addresses of our own pages


@transaction.atomic
def create_circle(*, name: str, kind: str, by: Person, purpose: str = "", kreis_ags: str = "") -> Circle:
    """Set up a circle, prepared by whoever creates it. Raises Refused for a name or a Kreis that does not fit."""
    name, wanted = name.strip(), CircleKind(kind)
    if Circle.objects.filter(name=name).exists():
        raise Refused(gettext("There already is a circle named “%(name)s”.") % {"name": name})
    is_key = len(kreis_ags) == 5 and kreis_ags.isdigit()
    if is_key != (wanted == CircleKind.KREIS):
        raise Refused(
            gettext(
                "A circle of a Landkreis with its Gemeinden needs the key of the Landkreis (five digits); others none."
            )
        )
    circle = Circle.objects.create(
        name=name, slug=_free_slug(name), kind=wanted, purpose=purpose, kreis_ags=kreis_ags, created_by=by.reference
    )
    Moderation.objects.create(circle=circle, person=by.reference, name=by.name)
    record("circle.created", by=by, on=f"circle:{circle.slug}", kind=str(wanted))
    return circle


@transaction.atomic
def invite(*, circle: Circle, ags: str, by: Person) -> Invitation:
    """Ask one municipality to join. Raises InvitationRefused for an unknown key or one that does not fit the circle."""
    require_moderator(circle, by)
    municipality = Municipality.objects.filter(ags=ags.strip()).first()
    if municipality is None:
        raise InvitationRefused(
            gettext("No municipality with the key “%(ags)s” takes part here. Please check it or have it admitted.")
            % {"ags": ags}
        )
    if not circle.charters.filter(published_at__isnull=False).exists():
        raise InvitationRefused(
            gettext("Publish a charter first: whoever is invited must be able to read what it signs.")
        )
    _refuse_unfit(circle, municipality)
    invitation = Invitation.objects.create(
        circle=circle,
        municipality=municipality,
        ags=municipality.ags,
        level=level_of(TerritoryKind(municipality.kind)),
        invited_by=by.reference,
    )
    record("circle.invited", by=by, on=f"circle:{circle.slug}", ags=municipality.ags)
    return invitation


@transaction.atomic
def take_back_invitation(*, invitation: Invitation, by: Person) -> None:
    """Take back an invitation that nobody has answered yet."""
    require_moderator(invitation.circle, by)
    changed = Invitation.objects.filter(pk=invitation.pk, answer="").update(
        answer=Invitation.Answer.TAKEN_BACK, answered_at=timezone.now(), answered_by=by.reference
    )
    if not changed:
        raise InvitationRefused(gettext("This invitation has been answered already."))
    record("circle.invitation_taken_back", by=by, on=f"circle:{invitation.circle.slug}", ags=invitation.ags)


def _refuse_unfit(circle: Circle, municipality: Municipality) -> None:
    kind, name = TerritoryKind(municipality.kind), municipality.name
    if kind not in KINDS_OF[CircleKind(circle.kind)]:
        raise InvitationRefused(
            gettext("%(name)s does not fit a circle of this kind: %(kind)s.")
            % {"name": name, "kind": circle.get_kind_display()}
        )
    if circle.kreis_ags and municipality.ags[:5] != circle.kreis_ags:
        raise InvitationRefused(gettext("%(name)s does not belong to the Landkreis of this circle.") % {"name": name})
    members = set(current_memberships(circle).values_list("municipality", flat=True))
    waiting = set(circle.invitations.filter(answer="").values_list("municipality", flat=True))
    if municipality.schema_name in members | waiting:
        raise InvitationRefused(gettext("%(name)s is a member or invited already.") % {"name": name})
    taking_part = [
        *current_memberships(circle).values_list("ags", flat=True),
        *circle.invitations.filter(answer="").values_list("ags", flat=True),
    ]
    if circle.kind == CircleKind.MIXED and nested_pair(municipality.ags, taking_part):
        raise InvitationRefused(
            gettext(
                "%(name)s and its Landkreis or one of its Gemeinden would stand in one comparison, "
                "so that one could be worked out from the other. Use a circle of a Landkreis with its Gemeinden."
            )
            % {"name": name}
        )


def _free_slug(name: str) -> str:
    german = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
    base = slugify(name.translate(german))[:50] or "ring"
    if base in RESERVED:
        base = f"ring-{base}"
    slug, number = base, 2
    while Circle.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
