"""Many contributing members without many schemas: rows written by the owner, under the same guards of the database."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from comparisons.circles.models import Circle, Invitation, Membership, Round, Signature
from comparisons.circles.selectors import core_set
from comparisons.releases.grids import grid_of
from comparisons.releases.models import Consent, Contribution
from tenants.border import Role, acting_as
from tenants.municipalities.models import Municipality

LETTERS = "abcdefghij"


def admit_members(
    circle: Circle, count: int = 0, *, level: str = "kreis", keys: Sequence[str] = ()
) -> list[Municipality]:
    """Members of the circle that exist as rows only: invited, signed, joined; `keys` are their AGS, if that matters."""
    with acting_as(Role.OWNER):
        first = circle.memberships.count()
        made = [_member(circle, number, level, ags) for number, ags in enumerate(keys or [""] * count, first)]
        _sign(circle, made)
    return made


def join(circle: Circle, members: Sequence[Municipality], *, level: str = "kreis") -> None:
    """The same municipalities become members of another circle."""
    with acting_as(Role.OWNER):
        for one in members:
            _admit(circle, one, level)
        _sign(circle, members)


def _sign(circle: Circle, members: Sequence[Municipality]) -> None:
    charter = circle.charters.get(published_at__isnull=False)
    for one in members:
        Signature.objects.create(charter=charter, municipality=one, signed_by="p_x", signed_name="X")


def _member(circle: Circle, number: int, level: str, ags: str = "") -> Municipality:
    name = "".join(LETTERS[int(digit)] for digit in f"{circle.pk % 1000:03d}{number:04d}")
    one = Municipality.objects.create(
        schema_name=f"t_mem{name}",
        ags=ags or (f"{circle.pk % 100:02d}{number:03d}" if level == "kreis" else f"05754{number:03d}"),
        slug=f"m-{name}",
        name=f"Mitglied {number}",
        kind="landkreis" if level == "kreis" else "kreisangehoerige_gemeinde",
    )
    _admit(circle, one, level)
    return one


def _admit(circle: Circle, one: Municipality, level: str) -> None:
    invitation = Invitation.objects.create(circle=circle, municipality=one, ags=one.ags, level=level, invited_by="p_x")
    Membership.objects.create(
        circle=circle, municipality=one, ags=one.ags, level=level, member_from=timezone.localdate()
    )
    invitation.answer, invitation.answered_at, invitation.answered_by = "signed", timezone.now(), "p_x"
    invitation.save()


def contribute(current: Round, members: Sequence[Municipality], cells: Sequence[int], **metadata: object) -> None:
    """One contribution per member for the first core indicator, its first group and the round's first year."""
    with acting_as(Role.OWNER):
        entry = core_set(current.charter)[0]
        grid = grid_of(entry.definition, current.circle, current.charter)
        for member, cell in zip(members, cells, strict=True):
            consent, _made = Consent.objects.get_or_create(
                round=current,
                municipality=member,
                indicator_code=entry.indicator_code,
                year=metadata.get("year", current.first_year),
                withdrawn_at=None,
                defaults={"given_by": "p_x"},
            )
            row: dict[str, object] = {
                "consent": consent,
                "round": current,
                "circle_id": current.circle_id,
                "municipality": member,
                "indicator_code": entry.indicator_code,
                "definition_version": entry.definition_version,
                "year": current.first_year,
                "group": entry.groups[0],
                "concept": entry.concept,
                "grid_id": grid.reference,
                "cell": cell,
                "eligible": True,
                "source": "Statistisches Landesamt",
                "figure_state": "approved",
            }
            Contribution.objects.create(**{**row, **metadata})
