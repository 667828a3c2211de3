"""Roles: what somebody is on one host. A role is a group of the host's own accounts."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class RoleCode(StrEnum):
    """Role of a person in a municipality or on the platform; the value is the name of the group."""

    INTEGRATION_OFFICE = "integration_office"
    STATISTICS_OFFICE = "statistics_office"
    STATISTICS_SUBSTITUTE = "statistics_substitute"
    LEADERSHIP = "leadership"
    GUEST = "guest"
    MODERATOR = "moderator"
    EDITOR = "editor"
    OPERATOR = "operator"
    RESEARCHER = "researcher"


OF_A_MUNICIPALITY = (
    RoleCode.INTEGRATION_OFFICE,
    RoleCode.STATISTICS_OFFICE,
    RoleCode.STATISTICS_SUBSTITUTE,
    RoleCode.LEADERSHIP,
    RoleCode.GUEST,
)
OF_THE_PLATFORM = (RoleCode.MODERATOR, RoleCode.EDITOR, RoleCode.OPERATOR, RoleCode.RESEARCHER)

LABELS = {
    RoleCode.INTEGRATION_OFFICE: _("Integration office"),
    RoleCode.STATISTICS_OFFICE: _("Statistics office"),
    RoleCode.STATISTICS_SUBSTITUTE: _("Substitute for the statistics office"),
    RoleCode.LEADERSHIP: _("Leadership"),
    RoleCode.GUEST: _("Guest"),
    RoleCode.MODERATOR: _("Moderator"),
    RoleCode.EDITOR: _("Editor"),
    RoleCode.OPERATOR: _("Operator"),
    RoleCode.RESEARCHER: _("Research"),
}

MAY = {
    RoleCode.INTEGRATION_OFFICE: _("Enters figures, approves them, sets targets and hands over to the circle."),
    RoleCode.STATISTICS_OFFICE: _("Enters figures and checks them; approving them is for others."),
    RoleCode.STATISTICS_SUBSTITUTE: _(
        "Checks figures where there is no statistics office or it is away, for instance lent by the Kreis."
    ),
    RoleCode.LEADERSHIP: _("Approves figures, sets targets, signs charters and decides who has an account here."),
    RoleCode.GUEST: _("Reads what has been approved and released, and changes nothing."),
    RoleCode.MODERATOR: _("Prepares circles, rounds and releases; sees no figure of a single member."),
    RoleCode.EDITOR: _("Looks after the catalogue and the practice examples."),
    RoleCode.OPERATOR: _("Admits municipalities, imports official statistics and decides who has an account here."),
    RoleCode.RESEARCHER: _(
        "Downloads released comparisons of circles that are open for research, each time for a stated purpose."
    ),
}


def roles_of_host(municipality: str | None) -> tuple[RoleCode, ...]:
    """The roles there are on a municipality's host, or on the platform's (None)."""
    return OF_A_MUNICIPALITY if municipality else OF_THE_PLATFORM


def keeper_of(municipality: str | None) -> RoleCode:
    """The role that manages the staff of a host; somebody must always have it."""
    return RoleCode.LEADERSHIP if municipality else RoleCode.OPERATOR
