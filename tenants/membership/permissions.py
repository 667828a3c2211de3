"""The vocabulary of rights, who has them, and how a page names its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from tenants.membership.roles import RoleCode

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What somebody may do. A page names exactly one of these, or says that it is open to everyone."""

    FIGURES_VIEW = "figures.view"
    FIGURES_EDIT = "figures.edit"
    FIGURES_CHECK = "figures.check"
    FIGURES_APPROVE = "figures.approve"
    FIGURES_HAND_OVER = "figures.hand_over"
    GOALS_EDIT = "goals.edit"
    INSIGHTS_VIEW = "insights.view"
    CHARTER_SIGN = "charter.sign"
    STAFF_MANAGE = "staff.manage"
    CIRCLES_MODERATE = "circles.moderate"
    RELEASES_JUDGE = "releases.judge"
    CATALOGUE_EDIT = "catalogue.edit"
    PRACTICES_EDIT = "practices.edit"
    MUNICIPALITIES_ADMIT = "municipalities.admit"
    STATISTICS_IMPORT = "statistics.import"
    OPERATE = "operate"
    RESEARCH_EXPORT = "research.export"


EVERYONE = "everyone"
SIGNED_IN = "signed_in"

_P = Permission
RIGHTS: dict[RoleCode, frozenset[Permission]] = {
    RoleCode.INTEGRATION_OFFICE: frozenset(
        {
            _P.FIGURES_VIEW,
            _P.FIGURES_EDIT,
            _P.FIGURES_APPROVE,
            _P.FIGURES_HAND_OVER,
            _P.GOALS_EDIT,
            _P.INSIGHTS_VIEW,
        }
    ),
    RoleCode.STATISTICS_OFFICE: frozenset({_P.FIGURES_VIEW, _P.FIGURES_EDIT, _P.FIGURES_CHECK, _P.INSIGHTS_VIEW}),
    RoleCode.STATISTICS_SUBSTITUTE: frozenset({_P.FIGURES_VIEW, _P.FIGURES_CHECK, _P.INSIGHTS_VIEW}),
    RoleCode.LEADERSHIP: frozenset(
        {_P.FIGURES_VIEW, _P.FIGURES_APPROVE, _P.GOALS_EDIT, _P.INSIGHTS_VIEW, _P.CHARTER_SIGN, _P.STAFF_MANAGE}
    ),
    RoleCode.GUEST: frozenset({_P.INSIGHTS_VIEW}),
    RoleCode.MODERATOR: frozenset({_P.CIRCLES_MODERATE, _P.RELEASES_JUDGE}),
    RoleCode.EDITOR: frozenset({_P.CATALOGUE_EDIT, _P.PRACTICES_EDIT}),
    RoleCode.OPERATOR: frozenset({_P.MUNICIPALITIES_ADMIT, _P.STATISTICS_IMPORT, _P.OPERATE}),
    RoleCode.RESEARCHER: frozenset({_P.RESEARCH_EXPORT}),
}


def rights_of(roles: Iterable[RoleCode]) -> frozenset[Permission]:
    """All rights that these roles give together."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the right it needs; the middleware refuses everybody else."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def open_to_everyone(view: View) -> View:
    """Mark a view that may be seen without signing in."""
    view.permission = EVERYONE  # type: ignore[attr-defined]
    return view


def open_to_signed_in(view: View) -> View:
    """Mark a view that every signed-in person of this host may see."""
    view.permission = SIGNED_IN  # type: ignore[attr-defined]
    return view
