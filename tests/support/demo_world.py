"""A small but complete demonstration: nine Landkreise, circles at different points of their round, open tasks."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
from django.contrib.auth.models import User
from django.utils import timezone, translation

from benchmark.catalogue.actions import load_definitions
from benchmark.demo.members import mail_of
from benchmark.demo.plan import OF_GEMEINDEN, OF_KREISE, PASSWORD, Plan, PlannedCircle
from benchmark.demo.seed import found_circle, seed, take_part
from benchmark.figures.actions import check_figures, enter_figure, read_upload
from benchmark.figures.intake.workbook import write_template
from benchmark.figures.models import Import
from benchmark.figures.selectors import approved_figures, figures_in_state, receipts
from benchmark.figures.workbooks import template_of
from benchmark.territories.actions import load_territories
from benchmark.territories.selectors import territory
from comparisons.circles.actions import create_circle, draft_charter, invite, publish_charter, sign_charter
from comparisons.circles.models import Circle, CircleKind, Invitation
from comparisons.named_figures.actions import show_figures
from comparisons.named_figures.selectors import shown_by_us
from comparisons.releases.actions import export_for_research
from comparisons.totals.actions import Terms, TotalChoice, agree_on_totals, request_totals
from tenants.border import Role, acting_as, inside
from tenants.border.jobs import Job, perform
from tenants.delegation.actions import delegate
from tenants.delegation.selectors import delegations
from tenants.membership.actions import open_account
from tenants.membership.people import Person, as_person
from tenants.membership.roles import LABELS, RoleCode
from tenants.municipalities.models import Municipality
from tests.support import nested, worlds
from tests.support.spreadsheet_world import leave_spreadsheets, spreadsheet_landmarks
from tests.support.statistics_world import leave_official_uploads, statistics_landmarks

NINE = ("03151", "03153", "03154", "03155", "03157", "03158", "03254", "03257", "03352")
OWN, OTHER = "landkreis-peine", "landkreis-goslar"  # AGS 03157 and 03153; both sign in with the printed password
NESTED_SLUG = "ein-landkreis-und-seine-gemeinden"
NINE_SLUG, FIVE_SLUG, OPEN_SLUG, INVITED_SLUG, FOREIGN_SLUG = (
    "neun-landkreise",
    "fuenf-landkreise",
    "sechs-landkreise",
    "neue-einladung",
    "nachbarn-im-sueden",
)
SHOWN_YEARS = (2010, 2011)  # what two members of the nine show each other by name
LENT_TO = "pruefung@nachbarkreis.example"
TWO_HATS = f"zwei-aufgaben@{OWN}.example"
SECOND_MODERATOR = "zweite-moderation@plattform.example"
NAME = f"{worlds.TEMPLATE}_demo"
FOUNDER = Person("p_founder", "Betrieb")


def make_demo_template() -> str:
    """Name of the template database with the small demonstration, made once per run."""
    return worlds.make_template(fill, NAME)


def fill() -> None:
    """Put the small demonstration into an empty, founded platform."""
    with acting_as(Role.OWNER):
        load_territories()
        load_definitions()
        plan = small_plan()
    with translation.override("de"):
        _run(plan)


def _run(plan: Plan) -> None:
    seed(_silent, plan)
    moderator = person(address_of_person(RoleCode.MODERATOR, None), None)
    with acting_as(Role.PLATFORM):
        found_circle(_circle("Sechs Landkreise", NINE[:6], 2020), moderator)
        found_circle(_circle("Nachbarn im Süden", (*NINE[:4], NINE[5]), 2020), moderator)
    take_part(plan, OTHER)
    _sign(OWN, OPEN_SLUG)
    _leave_sums(moderator)
    with acting_as(Role.PLATFORM):
        found_circle(_circle("Neue Einladung", NINE[3:6], 2022), moderator)
        draft_charter(circle=Circle.objects.get(slug=INVITED_SLUG), by=moderator)
        _platform_account(SECOND_MODERATOR, RoleCode.MODERATOR)
        _download_for_research()
    leave_official_uploads(person(address_of_person(RoleCode.OPERATOR, None), None))
    _leave_tasks(OWN)
    _show_by_name(OWN, OTHER)
    _show_by_name(OTHER, OWN)


def small_plan() -> Plan:
    """Nine Landkreise; a circle of nine (levels up to the median) and one of five (mean only)."""
    circles = (_circle("Neun Landkreise", NINE, 2005), _circle("Fünf Landkreise", NINE[:5], 2019))
    return Plan(tuple(territory(ags) for ags in NINE), circles, ("03157", "03153"))


def municipality(slug: str) -> Municipality:
    """A municipality of the small demonstration by its address."""
    with acting_as(Role.OWNER):
        return Municipality.objects.get(slug=slug)


def person(email: str, slug: str | None) -> Person:
    """Somebody of the small demonstration as actions see them; the platform's people where `slug` is None."""
    home = municipality(slug) if slug else None
    with inside(home) if home else acting_as(Role.PLATFORM):
        return as_person(User.objects.get(email=email), home.schema_name if home else None)


def address_of_person(role: RoleCode, slug: str | None) -> str:
    """Sign-in address of the person who has this role at this host."""
    return mail_of(role, slug or "plattform")


def landmarks() -> dict[str, str]:
    """Keys of objects that addresses are made of, by the names the sweep table uses."""
    with acting_as(Role.PLATFORM):
        nine, six = Circle.objects.get(slug=NINE_SLUG), Circle.objects.get(slug=OPEN_SLUG)
        found = {
            "closed_round": nine.rounds.get().pk,
            "open_round": six.rounds.get().pk,
            "totals_job": Job.objects.get(kind="totals.compute").pk,
            "job": Job.objects.filter(kind="releases.compute").order_by("created_at")[0].pk,
            "invitation": Invitation.objects.get(circle__slug=INVITED_SLUG, municipality__slug=OWN).pk,
            "colleague_there": User.objects.get(email=SECOND_MODERATOR).username,
            **statistics_landmarks(),
        }
    with inside(municipality(OWN)):
        approved = approved_figures(["REC-01"], [2024])
        found |= {"upload": Import.objects.get().pk, "receipt": receipts()[0].reference, "figure": approved[0].id}
        found["delegation"] = delegations()[0].id
        found["named_consent"] = shown_by_us(Circle.objects.get(slug=NINE_SLUG))[0].pk
        found["colleague"] = User.objects.get(email=TWO_HATS).username
        found |= spreadsheet_landmarks()
    return {name: str(key) for name, key in found.items()}


def _silent(line: str) -> None:
    """The seed says what it does; nobody listens here."""


def _circle(name: str, members: tuple[str, ...], first_year: int) -> PlannedCircle:
    purpose = "Wir lernen voneinander und treffen uns zweimal im Jahr."
    return PlannedCircle(name, CircleKind.LANDKREISE, purpose, members, OF_KREISE, first_year, 2024)


def _sign(slug: str, circle: str) -> None:
    leader = person(address_of_person(RoleCode.LEADERSHIP, slug), slug)
    with inside(municipality(slug)):
        sign_charter(circle=Circle.objects.get(slug=circle), by=leader)


def _leave_sums(moderator: Person) -> None:
    """A nested circle with one released table; its Gemeinden are rows of the database only."""
    with acting_as(Role.PLATFORM):
        circle = create_circle(name="Ein Landkreis und seine Gemeinden", kind="kreis", kreis_ags="03157", by=moderator)
        charter = draft_charter(circle=circle, by=moderator, indicators=OF_GEMEINDEN)
        publish_charter(charter=charter, by=moderator)
        invite(circle=circle, ags="03157", by=moderator)
    _sign(OWN, NESTED_SLUG)
    nested.admit(circle, [place.ags for place in nested.gemeinden("03157")])
    with acting_as(Role.PLATFORM):
        terms = Terms(first_year=2020, last_year=2024)
        agree_on_totals(circle=circle, choices=[TotalChoice("ARB-01", nested.GROUPS)], terms=terms, by=moderator)
    counts = {place.ags: (3000 + 70 * at, 300 + 11 * at) for at, place in enumerate(nested.gemeinden("03157"))}
    nested.give_rows(circle, 2022, counts)
    with acting_as(Role.PLATFORM):
        ordered = request_totals(circle=circle, chosen={("ARB-01", 2022)}, by=moderator)
    if not perform(ordered.pk):
        raise AssertionError("the table of sums was not computed")


def _leave_tasks(slug: str) -> None:
    """Accounts for the roles a small demonstration lacks, a draft, a checked figure and an uploaded workbook."""
    home = municipality(slug)
    office = person(address_of_person(RoleCode.STATISTICS_OFFICE, slug), slug)
    with inside(home):
        _account(address_of_person(RoleCode.STATISTICS_SUBSTITUTE, slug), [RoleCode.STATISTICS_SUBSTITUTE], home)
        _account(TWO_HATS, [RoleCode.STATISTICS_OFFICE, RoleCode.INTEGRATION_OFFICE], home)
        _enter(2022, 310, office)
        check_figures(ids=[row.id for row in figures_in_state("draft")], by=office, comment="Mit der Liste verglichen.")
        _enter(2023, 340, office)
        _enter(2024, 365, office)
        _upload(home, office)
        leave_spreadsheets(home, office)
        _enter_wider_concept(office)
        _lend_the_check(person_here(home, address_of_person(RoleCode.LEADERSHIP, slug)))


def person_here(home: Municipality, email: str) -> Person:
    """Somebody of the municipality that is open right now."""
    return as_person(User.objects.get(email=email), home.schema_name)


def _enter_wider_concept(by: Person) -> None:
    """A figure that can be reduced to a narrower concept."""
    counts = {"numerator": Decimal(60), "denominator": Decimal(400)}
    enter_figure(indicator_code="BIL-04", year=2024, group="foreign", concept="KMK", source="Schulamt", by=by, **counts)


def _lend_the_check(by: Person) -> None:
    today = timezone.localdate()
    office = "Nachbarkreis, Statistikstelle"
    delegate(
        email=LENT_TO, name="Kim Nachbar", office=office, first_day=today, last_day=today + timedelta(days=90), by=by
    )


def _account(email: str, roles: list[RoleCode], home: Municipality) -> None:
    name = " und ".join(str(LABELS[role]) for role in roles)
    open_account(email=email, name=name, roles=roles, password=PASSWORD, municipality=home.schema_name, by=FOUNDER)


def _platform_account(email: str, role: RoleCode) -> None:
    """Somebody who has the role, but prepares no circle."""
    open_account(email=email, name="Zweite Moderation", roles=[role], password=PASSWORD, municipality=None, by=FOUNDER)


def _download_for_research() -> None:
    by = as_person(User.objects.get(email=address_of_person(RoleCode.RESEARCHER, None)), None)
    nine = Circle.objects.get(slug=NINE_SLUG)
    export_for_research(circle=nine, purpose="Begleitforschung zur ersten Runde", by=by)


def _show_by_name(slug: str, viewer: str) -> None:
    """Two early years of one indicator are shown to one other member."""
    office = person(address_of_person(RoleCode.INTEGRATION_OFFICE, slug), slug)
    key = municipality(viewer).ags
    with inside(municipality(slug)):
        circle = Circle.objects.get(slug=NINE_SLUG)
        show_figures(
            circle=circle, indicator_code="REC-01", group="foreign", years=SHOWN_YEARS, viewers=[key], by=office
        )


def _enter(year: int, beginners: int, by: Person) -> None:
    enter_figure(
        indicator_code="SPR-01",
        year=year,
        group="foreign",
        numerator=Decimal(beginners),
        denominator=Decimal(9200),
        source="Liste der Kursträger",
        note="Nur Kurse im eigenen Kreis.",
        by=by,
    )


def _upload(home: Municipality, by: Person) -> None:
    """A workbook with one line, as somebody would fill it; looked at but not stored yet."""
    template = template_of(municipality=home.name, ags=home.ags)
    book = openpyxl.load_workbook(io.BytesIO(write_template(template)))
    sheet = book["Werte"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "indicator_code")
    column = {cell.value: cell.column for cell in header}
    first = header[0].row + 2  # below the same header in words
    sheet.delete_rows(first + 1, sheet.max_row)
    line = {"indicator_code": "SPR-01", "year": 2021, "group": "foreign", "concept": "NAT_AZR", "missing": None}
    line |= {"numerator": 280, "denominator": 9000, "note": "Nachgetragen."}
    for name, value in line.items():
        sheet.cell(first, column[name]).value = value
    stream = io.BytesIO()
    book.save(stream)
    read = read_upload(name="werte.xlsx", data=stream.getvalue(), template=template, by=by)
    if read.upload_id is None:
        raise AssertionError(read.errors)
