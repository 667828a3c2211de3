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


OF_A_MUNICIPALITY = (
    RoleCode.INTEGRATION_OFFICE,
    RoleCode.STATISTICS_OFFICE,
    RoleCode.STATISTICS_SUBSTITUTE,
    RoleCode.LEADERSHIP,
    RoleCode.GUEST,
)
OF_THE_PLATFORM = (RoleCode.MODERATOR, RoleCode.EDITOR, RoleCode.OPERATOR)

LABELS = {
    RoleCode.INTEGRATION_OFFICE: _("Integration office"),
    RoleCode.STATISTICS_OFFICE: _("Statistics office"),
    RoleCode.STATISTICS_SUBSTITUTE: _("Substitute for the statistics office"),
    RoleCode.LEADERSHIP: _("Leadership"),
    RoleCode.GUEST: _("Guest"),
    RoleCode.MODERATOR: _("Moderator"),
    RoleCode.EDITOR: _("Editor"),
    RoleCode.OPERATOR: _("Operator"),
}
