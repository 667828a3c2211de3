"""The table "page × role × own or other host": one row for each address of each host, written by hand.

An address that is missing here fails the sweep. ``{…}`` in arguments stands for an object of the demonstration
(`landmarks`), so that the table itself needs no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import timezone

from tenants.membership.roles import OF_A_MUNICIPALITY, OF_THE_PLATFORM, RoleCode
from tests.support.demo_world import (
    FIVE_SLUG,
    INVITED_SLUG,
    NESTED_SLUG,
    NINE_SLUG,
    OPEN_SLUG,
    OTHER,
    OWN,
    SECOND_MODERATOR,
)


class Host(StrEnum):
    """Which of the two kinds of host a row is about."""

    OWN = "own"  # a municipality's
    PLATFORM = "platform"


class Who(StrEnum):
    """Rows that are not about roles."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    NOBODY = "nobody"  # pages of the sign-in library that are not offered here


Sees = frozenset[RoleCode] | Who
NOT_SIGNED_IN = None
STAFF_ROLES: dict[Host, tuple[RoleCode, ...]] = {Host.OWN: OF_A_MUNICIPALITY, Host.PLATFORM: OF_THE_PLATFORM}


@dataclass(frozen=True)
class Page:
    """One row: address, who may see it, what those who may are answered, and what may stand on it."""

    host: Host
    name: str
    sees: Sees
    args: tuple[str, ...] = ()
    query: str = ""
    post: Mapping[str, str] | None = None  # only for addresses that answer nothing but POST
    posted: int = 302
    unlike: Mapping[RoleCode | None, int] = field(default_factory=dict)  # status where it is not the usual one
    is_page: bool = True  # a whole HTML page; otherwise a file or a fragment
    names_others: bool = False  # other municipalities are named on purpose: members of a circle, the operator's list

    @property
    def label(self) -> str:
        """A name of the row that no other row has."""
        return "/".join((f"{self.host}-{self.name}{self.query}", *self.args))

    def expected(self, role: RoleCode | None) -> int:
        """Status of a GET by somebody with this role; None is somebody who is not signed in."""
        if role in self.unlike:
            return self.unlike[role]
        if self.sees == Who.NOBODY:
            return 403
        if self.may(role):
            return 200 if self.post is None else 405
        return 302 if role is None else 403

    def may(self, role: RoleCode | None) -> bool:
        """Whether the page's permission lets this role through."""
        if isinstance(self.sees, Who):
            return self.sees == Who.EVERYBODY or (self.sees == Who.SIGNED_IN and role is not None)
        return role in self.sees

    @property
    def viewers(self) -> list[RoleCode | None]:
        """Everybody who is answered 200, the least privileged first."""
        order: list[RoleCode | None] = [None, *reversed(STAFF_ROLES[self.host])]
        return [role for role in order if self.expected(role) == 200]


R = RoleCode
EVERYBODY, SIGNED_IN, NOBODY = Who.EVERYBODY, Who.SIGNED_IN, Who.NOBODY
ALL_STAFF = frozenset(OF_A_MUNICIPALITY)
VIEWERS = ALL_STAFF - {R.GUEST}
EDITORS = frozenset({R.INTEGRATION_OFFICE, R.STATISTICS_OFFICE})
CHECKERS = frozenset({R.STATISTICS_OFFICE, R.STATISTICS_SUBSTITUTE})
APPROVERS = frozenset({R.INTEGRATION_OFFICE, R.LEADERSHIP})
GIVERS = frozenset({R.INTEGRATION_OFFICE})
LEADERS = frozenset({R.LEADERSHIP})
MODERATORS, OPERATORS = frozenset({R.MODERATOR}), frozenset({R.OPERATOR})
RESEARCHERS = frozenset({R.RESEARCHER})


def _own(name: str, sees: Sees, *args: str, **more: object) -> Page:
    return Page(Host.OWN, name, sees, args, **more)  # type: ignore[arg-type]


def _platform(name: str, sees: Sees, *args: str, **more: object) -> Page:
    return Page(Host.PLATFORM, name, sees, args, **more)  # type: ignore[arg-type]


_FILE = {"is_page": False}
_NEWEST = str(timezone.localdate().year - 1)  # the year of collection that the demonstration opens
_POINT = ("SPR-01", "2024", "foreign", "NAT_AZR")
_TABLE = (NESTED_SLUG, "ARB-01", "2022")
_APPROVED = ("REC-01", "2024", "foreign", "NAT_AZR")

OWN_PAGES = (
    _own("insights:start", ALL_STAFF),
    _own("insights:overview", ALL_STAFF),
    _own("insights:overview", ALL_STAFF, query=f"?ring={FIVE_SLUG}"),
    _own("insights:indicator", ALL_STAFF, "REC-01"),
    _own("insights:indicator", ALL_STAFF, "BIL-01"),
    _own("insights:indicator", ALL_STAFF, "BIL-01", query=f"?ring={FIVE_SLUG}"),
    _own("insights:csv", ALL_STAFF, "REC-01", **_FILE),
    _own("insights:csv_excel", ALL_STAFF, "REC-01", **_FILE),
    _own("insights:xlsx", ALL_STAFF, "REC-01", **_FILE),
    _own("insights:own_picture", ALL_STAFF, "REC-01", "svg", **_FILE),
    _own("insights:circle_picture", ALL_STAFF, "REC-01", "svg", **_FILE),
    _own("figures:start", VIEWERS),
    _own("figures:proposals", EDITORS),
    _own("figures:decide", EDITORS, post={"decision": "adopt_all"}),
    _own("figures:refresh", EDITORS, post={}),
    _own("figures:check", CHECKERS),
    _own("figures:approve", APPROVERS),
    _own("figures:template", EDITORS, **_FILE),
    _own("figures:upload", EDITORS),
    _own("figures:preview", EDITORS, "{upload}"),
    _own("figures:store", EDITORS, "{upload}", post={}),
    _own("figures:indicator", VIEWERS, "REC-01"),
    _own("figures:indicator", VIEWERS, "SPR-01"),
    _own("figures:enter", EDITORS, "SPR-01", post={}),
    _own("figures:paste_series", EDITORS, "SPR-01", post={}, posted=422),
    _own("figures:entry", VIEWERS),
    _own("figures:entry", VIEWERS, query="?set=ARB&year=2023"),
    _own("figures:entry_save", EDITORS, post={}),
    _own("figures:entry_paste", EDITORS, post={}, posted=422),
    _own("figures:entry_complete", EDITORS, post={}, posted=422),
    _own("figures:entry_reopen", VIEWERS, post={"reason": "Neue Tabelle."}, posted=422),
    _own("figures:entry_cell", EDITORS, post={}, posted=404),
    _own("figures:access", EDITORS, "SPR-01", post={}, posted=422),
    _own("figures:history", VIEWERS, *_POINT),
    _own("figures:reopen", EDITORS, *_APPROVED, post={"reason": "Neue Tabelle.", "figure": "{figure}"}),
    _own("conversion:start", VIEWERS),
    _own("conversion:convert", EDITORS, "BIL-04", "2024", "foreign", "KMK", "SCH_NAT"),
    _own("collection:start", VIEWERS),
    _own("collection:open", EDITORS),
    _own("collection:year", VIEWERS, _NEWEST),
    _own("collection:deadline", EDITORS, _NEWEST, post={}, posted=422),
    _own("collection:item", EDITORS, _NEWEST, "REC-01"),
    _own("data_register:start", VIEWERS),
    _own("data_register:file", VIEWERS, **_FILE),
    _own("data_register:edit", EDITORS, "DEM-01"),
    _own("delegation:start", ALL_STAFF),
    _own("delegation:delegate", LEADERS),
    _own("delegation:end", LEADERS, "{delegation}", post={}, posted=422),
    _own("findings:start", VIEWERS),
    _own("findings:start", VIEWERS, query="?state=all"),
    _own("findings:method", VIEWERS),
    _own("findings:answer", VIEWERS, "0" * 32, post={"kind": "right", "comment": "x", "version": "0"}, posted=409),
    _own("goals:start", ALL_STAFF),
    _own("goals:edit", APPROVERS, "REC-01"),
    _own("circles:start", ALL_STAFF),
    _own("circles:circle", ALL_STAFF, NINE_SLUG, names_others=True),
    _own("circles:circle", ALL_STAFF, OPEN_SLUG, names_others=True),
    _own("circles:circle", ALL_STAFF, INVITED_SLUG),
    _own("releases:receipts", VIEWERS),
    _own("releases:receipt", VIEWERS, "{receipt}"),
    _own("releases:receipt-file", VIEWERS, "{receipt}", **_FILE),
    _own("releases:comparability", ALL_STAFF, OPEN_SLUG),
    _own("releases:comparability", ALL_STAFF, NINE_SLUG),
    _own("releases:proof", ALL_STAFF, NINE_SLUG, "REC-01"),
    _own("releases:hand-over", GIVERS, OPEN_SLUG),
    _own("releases:hand-over", GIVERS, NINE_SLUG),
    _own("releases:decline", GIVERS, OPEN_SLUG, "KIT-01", post={"reason": "Wird neu gezählt."}),
    _own("releases:withdraw", GIVERS, NINE_SLUG, "REC-01", post={"year": "2024"}),
    _own("membership:staff", LEADERS),
    _own("membership:invite", LEADERS),
    _own("membership:account", LEADERS, "{colleague}"),
    _own("membership:send-link", LEADERS, "{colleague}", post={}, posted=422),
    _own("membership:block", LEADERS, "{colleague}", post={}),
    _own("membership:unblock", LEADERS, "{colleague}", post={}),
    _own("circles:sign", LEADERS, INVITED_SLUG, post={"read": "on"}),
    _own("circles:decline", LEADERS, INVITED_SLUG, post={"reason": "Zu spät."}, posted=422),
    _own("circles:leave", LEADERS, OPEN_SLUG, post={"on": "2030-12-31"}),
    _own("spreadsheets:start", VIEWERS),
    _own("spreadsheets:upload", EDITORS, post={}, posted=422),
    _own("spreadsheets:structure", EDITORS, "{spreadsheet}"),
    _own("spreadsheets:entries", EDITORS, "{spreadsheet}"),
    _own("spreadsheets:preview", EDITORS, "{spreadsheet}"),
    _own("spreadsheets:store", EDITORS, "{spreadsheet}", post={}, posted=422),
    _own("spreadsheets:throw-away", EDITORS, "{spreadsheet}", post={}),
    _own("spreadsheets:mapping", VIEWERS, "{mapping}"),
    _own("spreadsheets:rename", EDITORS, "{mapping}", post={"name": "Kennzahlen"}),
    _own("spreadsheets:retire", EDITORS, "{mapping}", post={}),
)
PLATFORM_PAGES = (
    _platform("welcome", EVERYBODY),
    _platform("circles:start", MODERATORS),
    _platform("circles:all", OPERATORS),
    _platform("circles:create", MODERATORS),
    _platform("circles:circle", MODERATORS, NINE_SLUG, names_others=True),
    _platform("circles:circle", MODERATORS, INVITED_SLUG, names_others=True),
    _platform("releases:check-receipt", EVERYBODY),
    _platform("releases:completeness", MODERATORS, OPEN_SLUG, "{open_round}", names_others=True),
    _platform("releases:completeness", MODERATORS, NINE_SLUG, "{closed_round}", names_others=True),
    _platform("releases:comparability", MODERATORS, OPEN_SLUG, "{open_round}"),
    _platform("releases:comparability", MODERATORS, NINE_SLUG, "{closed_round}"),
    _platform("releases:proof", MODERATORS, NINE_SLUG, "REC-01"),
    _platform("releases:release", MODERATORS, NINE_SLUG, "{closed_round}"),
    _platform("releases:release", MODERATORS, OPEN_SLUG, "{open_round}"),
    _platform("releases:progress", MODERATORS, NINE_SLUG, "{closed_round}", "{job}", is_page=False),
    _platform("releases:preview", MODERATORS, NINE_SLUG, "{closed_round}", post={}),
    _platform("releases:publish", MODERATORS, OPEN_SLUG, "{open_round}", post={}, posted=422),
    _platform("circles:charter", MODERATORS, INVITED_SLUG),
    _platform("circles:charter-begin", MODERATORS, FIVE_SLUG, post={}),
    _platform("circles:charter-core-set", MODERATORS, INVITED_SLUG, post={}, posted=422),
    _platform("circles:charter-parameters", MODERATORS, INVITED_SLUG, post={}, posted=422),
    _platform("circles:charter-profile", MODERATORS, INVITED_SLUG, post={"profile": "sensitive"}),
    _platform("circles:charter-publish", MODERATORS, INVITED_SLUG, post={"valid_from": "2026-01-01"}),
    _platform("circles:charter-discard", MODERATORS, FIVE_SLUG, post={}),
    _platform("circles:add-moderator", MODERATORS, NINE_SLUG, post={"email": SECOND_MODERATOR}),
    _platform("circles:invite", MODERATORS, NINE_SLUG, post={"ags": "1"}, posted=422),
    _platform("circles:take-back", MODERATORS, INVITED_SLUG, "{invitation}", post={}),
    _platform("circles:open-round", MODERATORS, NINE_SLUG, post={}, posted=422),
    _platform("circles:close-round", MODERATORS, OPEN_SLUG, "{open_round}", post={}),
    _platform("statistics_offices:files", OPERATORS),
    _platform("statistics_offices:file", OPERATORS, "{official_file}"),
    _platform("statistics_offices:preview", OPERATORS, "{official_upload}"),
    _platform("statistics_offices:confirm", OPERATORS, "{official_upload_to_import}", post={}),
    _platform("statistics_offices:discard", OPERATORS, "{official_upload_to_discard}", post={}),
    _platform("statistics_offices:job", OPERATORS, "{official_job}"),
    _platform("statistics_offices:job_progress", OPERATORS, "{official_job}", is_page=False),
    _platform("membership:staff", OPERATORS),
    _platform("membership:invite", OPERATORS),
    _platform("membership:account", OPERATORS, "{colleague_there}"),
    _platform("membership:send-link", OPERATORS, "{colleague_there}", post={}, posted=422),
    _platform("membership:block", OPERATORS, "{colleague_there}", post={}),
    _platform("membership:unblock", OPERATORS, "{colleague_there}", post={}),
    _platform("onboarding:start", OPERATORS, names_others=True),
    _platform("onboarding:admit", OPERATORS),
    _platform("onboarding:detail", OPERATORS, OWN, names_others=True),
    _platform("onboarding:progress", OPERATORS, OWN, is_page=False, names_others=True, unlike={R.OPERATOR: 286}),
    _platform("onboarding:again", OPERATORS, OTHER, post={}),
)

RESEARCH_PAGES = (
    _platform("releases:research", RESEARCHERS),
    _platform("releases:research-circle", RESEARCHERS, NINE_SLUG),
    _platform("releases:research-downloads", MODERATORS, NINE_SLUG),
    _platform("circles:decide-on-research", MODERATORS, FIVE_SLUG, post={"open": "yes"}),
)

OWN_GAPS_PAGES = (
    _own("data_gaps:start", VIEWERS),
    _own("data_gaps:report", GIVERS, post={}),
    _own("data_gaps:withdraw", GIVERS, post={}),
)
GAPS_PAGES = (
    _platform("data_gaps:counts", MODERATORS),
    _platform("data_gaps:file", MODERATORS, **_FILE),
)
_SHOWN = (NINE_SLUG, "REC-01", "foreign")
OWN_NAMED_PAGES = (
    _own("named_figures:start", VIEWERS, NINE_SLUG, names_others=True),
    _own("named_figures:file", VIEWERS, NINE_SLUG, names_others=True, **_FILE),
    _own("named_figures:choose", GIVERS, NINE_SLUG),
    _own("named_figures:show", GIVERS, *_SHOWN, names_others=True),
    _own("named_figures:show", GIVERS, *_SHOWN, query="?weiter=1&year=2010&whom=all", names_others=True),
    _own("named_figures:stop", GIVERS, NINE_SLUG, "{named_consent}", names_others=True),
)
NAMED_PAGES = (_platform("named_figures:consents", MODERATORS, NINE_SLUG, names_others=True),)
JOINING_PAGES = (
    _platform("joining:search", EVERYBODY),
    _platform("joining:search", EVERYBODY, query="?q=Halle"),
    _platform("joining:suggestions", EVERYBODY, query="?q=Halle", is_page=False),
    _platform("joining:profile", EVERYBODY, "03157", names_others=True),
    _platform("joining:profile", EVERYBODY, "05754044"),
    _platform("joining:neighbours", EVERYBODY, "05754044"),
    _platform("joining:readiness", EVERYBODY, "05754044"),
    _platform("joining:readiness", EVERYBODY, "05754044", query="?person=yes&time=no&field=ARB"),
    _platform("joining:report", EVERYBODY, "03157", names_others=True),
    _platform("joining:apply", EVERYBODY, "05754044"),
    _platform("joining:thanks", EVERYBODY),
    _platform("joining:applications", OPERATORS),
    _platform("joining:admit", OPERATORS, "1", post={}, posted=404),
    _platform("joining:answer", OPERATORS, "1", post={}, posted=404),
    _platform("joining:erase", OPERATORS, "1", post={}, posted=404),
)
TOTALS_PAGES = (
    _own("totals:circle", ALL_STAFF, NESTED_SLUG),
    _own("totals:hand-over", GIVERS, NESTED_SLUG),
    _own("totals:withdraw", GIVERS, NESTED_SLUG, "ARB-01", "2022", post={}, posted=422),
    _own("totals:table", ALL_STAFF, *_TABLE),
    _own("totals:csv", ALL_STAFF, *_TABLE, **_FILE),
    _own("totals:xlsx", ALL_STAFF, *_TABLE, **_FILE),
)
PLATFORM_TOTALS_PAGES = (
    _platform("totals:circle", MODERATORS, NESTED_SLUG, names_others=True),
    _platform("totals:agree", MODERATORS, NESTED_SLUG),
    _platform("totals:release", MODERATORS, NESTED_SLUG, post={}, posted=422),
    _platform("totals:progress", MODERATORS, NESTED_SLUG, "{totals_job}", is_page=False),
    _platform("totals:table", MODERATORS, *_TABLE),
    _platform("totals:csv", MODERATORS, *_TABLE, **_FILE),
    _platform("totals:xlsx", MODERATORS, *_TABLE, **_FILE),
)


def _on_every_host(host: Host) -> tuple[Page, ...]:
    """What both hosts have: catalogue, notices, sign-in."""
    signed_in_elsewhere = dict.fromkeys(STAFF_ROLES[host], 302)
    never = ("signup", "email", "email_verification_sent", "set_password", "confirm_login_code")
    return (
        Page(host, "catalogue:start", EVERYBODY),
        Page(host, "catalogue:start", EVERYBODY, query="?q=Arbeit"),
        Page(host, "catalogue:field", EVERYBODY, ("ARB",)),
        Page(host, "catalogue:concept", EVERYBODY, ("NAT_AZR",)),
        Page(host, "catalogue:indicator", EVERYBODY, ("REC-01",)),
        Page(host, "web:imprint", EVERYBODY),
        Page(host, "web:privacy", EVERYBODY),
        Page(host, "web:accessibility", EVERYBODY),
        Page(host, "account_login", EVERYBODY, unlike=signed_in_elsewhere),
        Page(host, "account_logout", EVERYBODY, unlike={None: 302}),
        Page(host, "account_inactive", EVERYBODY),
        Page(host, "account_reset_password", EVERYBODY),
        Page(host, "account_reset_password_done", EVERYBODY),
        Page(host, "account_reset_password_from_key", EVERYBODY, ("1", "set-password")),
        Page(host, "account_reset_password_from_key_done", EVERYBODY),
        Page(host, "account_reauthenticate", SIGNED_IN),
        Page(host, "account_change_password", SIGNED_IN),
        Page(host, "set_language", EVERYBODY, post={"language": "de"}, unlike=dict.fromkeys((None, *RoleCode), 302)),
        *(Page(host, f"account_{name}", NOBODY) for name in never),
        Page(host, "account_confirm_email", NOBODY, ("x",)),
    )


OWN_PRICE_PAGES = (
    _own("releases:price", ALL_STAFF, NINE_SLUG),
    _own("releases:price", ALL_STAFF, INVITED_SLUG),
)
PRICE_PAGES = (
    _platform("releases:price", MODERATORS, NINE_SLUG),
    _platform("releases:price", MODERATORS, INVITED_SLUG),
)

PAGES: tuple[Page, ...] = (
    *OWN_PAGES,
    *OWN_PRICE_PAGES,
    *OWN_GAPS_PAGES,
    *OWN_NAMED_PAGES,
    *TOTALS_PAGES,
    *_on_every_host(Host.OWN),
    *PLATFORM_PAGES,
    *PRICE_PAGES,
    *RESEARCH_PAGES,
    *JOINING_PAGES,
    *GAPS_PAGES,
    *NAMED_PAGES,
    *PLATFORM_TOTALS_PAGES,
    *_on_every_host(Host.PLATFORM),
)


def post_of(page: Page, landmarks: Mapping[str, str]) -> dict[str, str]:
    """What is posted to a row, with objects of the demonstration put in."""
    return {name: value.format(**landmarks) for name, value in (page.post or {}).items()}


URLCONFS = {Host.OWN: "benchmark.config.urls_municipality", Host.PLATFORM: "benchmark.config.urls_platform"}


def path_of(page: Page, landmarks: Mapping[str, str]) -> str:
    """The address of a row with objects of the demonstration put in."""
    from django.urls import reverse

    args = [argument.format(**landmarks) for argument in page.args]
    return reverse(page.name, args=args, urlconf=URLCONFS[page.host]) + page.query
