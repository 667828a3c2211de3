"""Agreements, released tables, the calendar, files, and what is left behind when something goes wrong."""

from __future__ import annotations

import csv
import io
import sys
import zipfile

import pytest
import scipy.optimize
from django.db import IntegrityError, transaction
from django.utils import timezone

from comparisons.circles.models import Circle
from comparisons.circles.refusals import NotYourCircle
from comparisons.releases.models import LedgerRow
from comparisons.totals.actions import Terms, TotalChoice, agree_on_totals, request_totals
from comparisons.totals.agreed import entry_of, newest_agreement
from comparisons.totals.freezing import frozen
from comparisons.totals.gathering import gather
from comparisons.totals.judging import Verdict, judged
from comparisons.totals.models import TotalsAgreement, TotalsProof, TotalsRelease
from comparisons.totals.refusals import AgreementRefused, TotalsRefused
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as
from tenants.border.jobs import Job, JobContext, perform
from tenants.membership.people import Person
from tenants.membership.roles import RoleCode
from tenants.municipalities.models import Municipality
from tests.comparisons.totals import scenes
from tests.comparisons.totals.attacker import MARK, cells_of
from tests.support import nested, rounds

YEAR = 2022
POINT = (nested.INDICATOR, YEAR)
SENTENCE = "ließe sich auf einzelne Gemeinden schließen"


def left_behind() -> tuple[int, int]:
    with acting_as(Role.EXCHANGE):
        return TotalsRelease.objects.count(), TotalsProof.objects.count()


@pytest.mark.requirement("I4.5", "M7")
def test_a_table_shows_rounded_sums_of_classes_and_no_single_gemeinde(nest, browse):
    keys = (nest.own.ags, *nest.others)
    numbers = scenes.uniform(keys)
    nested.agree(nest.circle)
    scenes.hand_over(nest, YEAR, numbers)
    job = nested.release(nest.circle, POINT)
    assert job.result == {"tables": [{"indicator": "ARB-01", "year": YEAR, "shown": True}]}
    page = scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, YEAR)
    rows = cells_of(page.content)
    assert [row[:2] for row in rows] == [
        ["Gemeinden unter 25.000 Einwohnern", "7 von 7"],
        ["Gemeinden mit 25.000 und mehr Einwohnern", "6 von 6"],
        ["Kreis insgesamt", "13 von 13"],
    ]
    total = sum(one[0] for one in numbers.values())
    shown = [[int(text.replace(".", "")) for text in row[2:]] for row in rows]
    assert all(number % 5 == 0 for row in shown for number in row)
    assert abs(shown[2][2] - total) <= 2
    text = page.content.decode()
    for said in ("gerundet auf 5", "13 von 13", "Personen", "Staatsangehörigkeit", "Meldung der Gemeinde", "errechnet"):
        assert said in text
    with acting_as(Role.EXCHANGE):
        entered = list(LedgerRow.objects.filter(kind="L"))
    assert {row.group for row in entered} == {"german", "foreign", "total"}
    assert all(len(row.members) == 13 and row.rung == "A3" for row in entered)
    with acting_as(Role.PLATFORM):
        event = AuditEvent.objects.get(event="totals.published")
    assert str(total) not in str(event.details)


@pytest.mark.requirement("I4.5", "T8", "T23")
def test_one_table_a_quarter_and_a_later_join_changes_nothing(nest):
    nested.agree(nest.circle, groups=("total",))
    nested.give_rows(nest.circle, YEAR, {key: (1000 + place,) for place, key in enumerate(nest.others[:9])})
    nested.release(nest.circle, POINT)
    with pytest.raises(TotalsRefused, match=r"01\.|ab dem"):
        nested.release(nest.circle, POINT)
    with acting_as(Role.OWNER):
        release = TotalsRelease.objects.get()
        assert (release.n, release.refused) == (9, False)
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            TotalsRelease.objects.update(quarter="2020Q1")


@pytest.mark.requirement("I4.5", "T5", "T20", "T23")
@pytest.mark.parametrize(("joining", "shown"), [(0, True), (1, False), (4, False)])
def test_the_next_quarter_is_held_against_what_was_shown_before(nest, joining, shown):
    """Whoever joins alone, or nearly alone, would be the difference of two tables."""
    nested.agree(nest.circle, groups=("total",))
    numbers = {key: (1000 + 10 * place,) for place, key in enumerate(nest.others)}
    first, later = nest.others[: 12 - joining], nest.others[12 - joining :]
    nested.give_rows(nest.circle, YEAR, {key: numbers[key] for key in first})
    nested.release(nest.circle, POINT)
    nested.give_rows(nest.circle, YEAR, {key: numbers[key] for key in later})
    one = _judge(nest)
    assert (one.verdict is Verdict.SHOWN) is shown


@pytest.mark.requirement("I4.5", "T20")
def test_who_withdraws_still_counts_in_what_was_shown(nest):
    nested.agree(nest.circle, groups=("total",))
    nested.give_rows(nest.circle, YEAR, {key: (1000 + 10 * place,) for place, key in enumerate(nest.others)})
    nested.release(nest.circle, POINT)
    nested.withdraw_rows(nest.circle, YEAR, nest.others[0])
    assert _judge(nest).verdict is Verdict.WITHHELD


@pytest.mark.requirement("I4.5")
def test_a_withdrawal_while_a_table_is_judged_stops_it(nest):
    nested.agree(nest.circle, groups=("total",))
    nested.give_rows(nest.circle, YEAR, {key: (1000 + 10 * place,) for place, key in enumerate(nest.others)})
    one = _judge(nest)
    assert one.verdict is Verdict.SHOWN
    nested.withdraw_rows(nest.circle, YEAR, nest.others[0])
    with acting_as(Role.PLATFORM):
        job = Job.objects.create(kind="totals.compute", created_by="p_x")
    with acting_as(Role.EXCHANGE):
        assert frozen(one, JobContext(job.pk, {}, None, "p_x", 1)) is False
    assert left_behind() == (0, 0)


@pytest.mark.requirement("I4.5", "T25")
@pytest.mark.parametrize("breaks", ["milp", "linprog"])
def test_a_solver_that_fails_leaves_nothing(nest, monkeypatch, browse, breaks):
    nested.agree(nest.circle, method="suppression")
    keys = (nest.own.ags, *nest.others)
    heavy = {key: (90_000, 12_000) if place == 1 else (3000 + 50 * place, 200) for place, key in enumerate(keys)}
    scenes.hand_over(nest, YEAR, heavy)

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("no solver")

    for name in ("milp", "linprog") if breaks == "milp" else ("linprog",):
        monkeypatch.setattr(scipy.optimize, name, broken)
        for module in _using(name):
            monkeypatch.setattr(module, name, broken)
    job = nested.release(nest.circle, POINT)
    assert not job.result.get("tables", [{"shown": False}])[0]["shown"]
    assert left_behind()[1] == 0
    assert scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, YEAR).status_code == 404


@pytest.mark.requirement("I4.5", "T25")
def test_numbers_that_contradict_each_other_leave_nothing(nest):
    nested.agree(nest.circle)
    nested.give_rows(nest.circle, YEAR, dict.fromkeys(nest.others, (100, 101)))
    job = nested.release(nest.circle, POINT)
    assert (job.state, job.result["tables"][0]["shown"]) == ("done", False)
    assert left_behind() == (0, 0)


@pytest.mark.requirement("I4.5", "T1")
def test_too_few_and_too_dominant_are_refused_in_the_same_words(nest, browse):
    """Four Gemeinden, and six of which one has nearly everything: the same page for both, and nothing in the proof."""
    nested.agree(nest.circle, groups=("total",))
    nested.give_rows(nest.circle, 2020, {key: (1000 + place,) for place, key in enumerate(nest.others[:4])})
    heavy = {key: (1_000_000,) if place == 0 else (3 + place,) for place, key in enumerate(nest.others[:6])}
    nested.give_rows(nest.circle, 2021, heavy)
    nested.release(nest.circle, (nested.INDICATOR, 2020), (nested.INDICATOR, 2021))
    assert left_behind() == (2, 0)
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    page = member.get(f"/ringe/{nest.circle.slug}/summen/").content.decode()
    assert page.count(SENTENCE) == 1
    for year in (2020, 2021):
        assert scenes.table_page(member, nest, year).status_code == 404


@pytest.mark.requirement("I4.5")
def test_the_pattern_of_last_year_is_kept(nest, browse):
    """What was withheld last year costs nearly nothing this year, so the same cells are withheld again."""
    nested.agree(nest.circle, method="suppression")
    keys = (nest.own.ags, *nest.others)
    numbers = {key: (900 + 10 * place, 1 if place == 2 else 30 + place) for place, key in enumerate(keys)}
    for year in (2021, 2022):
        changed = {key: (one[0] + (year - 2021) * 3, one[1]) for key, one in numbers.items()}
        scenes.hand_over(nest, year, changed)
        nested.release(nest.circle, (nested.INDICATOR, year))
    with acting_as(Role.EXCHANGE):
        first, second = TotalsProof.objects.order_by("year").values_list("withheld", flat=True)
    assert first == second


@pytest.mark.requirement("I4.5", "T24")
def test_files_carry_the_mark_and_no_hidden_number(nest, browse):
    keys = (nest.own.ags, *nest.others)
    nested.agree(nest.circle, method="suppression")
    numbers = {key: (900 + 10 * place, 1 if place == 2 else 0) for place, key in enumerate(keys)}
    scenes.hand_over(nest, YEAR, numbers)
    nested.release(nest.circle, POINT)
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    page = scenes.table_page(member, nest, YEAR)
    withheld = sum(text == MARK for row in cells_of(page.content) for text in row[2:])
    assert withheld >= 2
    path = f"/ringe/{nest.circle.slug}/summen/ARB-01/{YEAR}/"
    lines = list(csv.DictReader(io.StringIO(member.get(path + "csv/").content.decode("utf-8-sig")), delimiter=";"))
    assert sum(line["value"] == MARK == line["value_q"] for line in lines) == withheld
    with zipfile.ZipFile(io.BytesIO(member.get(path + "xlsx/").content)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    hidden = sum(one[0] - one[1] for one in numbers.values())
    for content in (page.content.decode(), text, str(lines)):
        assert str(hidden) not in content
        assert f"{hidden // 1000}.{hidden % 1000:03d}" not in content
    with acting_as(Role.PLATFORM):
        assert str(hidden) not in str(list(TotalsRelease.objects.values()))


@pytest.mark.requirement("I4.5")
def test_an_agreement_is_made_only_by_the_moderator_of_a_nested_circle(nest):
    with acting_as(Role.OWNER):
        landkreise = list(Municipality.objects.filter(kind="landkreis")[:2])
    free = rounds.found_circle(landkreise, name="Zwei Landkreise")
    terms = Terms(first_year=2020, last_year=2022)
    with acting_as(Role.PLATFORM):
        by, circle = rounds.person_of_platform(), Circle.objects.get(pk=nest.circle.pk)
        choices = [TotalChoice("ARB-01", ("total",))]
        for wrong in (
            {"circle": free},
            {"choices": []},
            {"choices": [TotalChoice("DEM-01", ("total",))]},
            {"choices": [TotalChoice("ARB-01", ("german",))]},
            {"choices": [TotalChoice("ARB-01", ())]},
            {"choices": choices * 2},
            {"terms": Terms(2022, 2020)},
            {"terms": Terms(2020, timezone.localdate().year + 1)},
            {"terms": Terms(2020, 2022, method="none")},
            {"terms": Terms(2020, 2022, smallest=1)},
        ):
            with pytest.raises(AgreementRefused):
                agree_on_totals(**{"circle": circle, "choices": choices, "terms": terms, "by": by, **wrong})
        with pytest.raises(NotYourCircle):
            agree_on_totals(circle=circle, choices=choices, terms=terms, by=Person("p_other", "Fremd"))
        assert TotalsAgreement.objects.count() == 0
        assert agree_on_totals(circle=circle, choices=choices, terms=terms, by=by).number == 1


@pytest.mark.requirement("I4.5")
def test_the_moderator_agrees_sees_who_handed_over_and_releases(nest, browse):
    moderator = browse(None, RoleCode.MODERATOR)
    path = f"/ringe/{nest.circle.slug}/summen/"
    answer = moderator.post(
        path + "vereinbaren/",
        {
            "total-ARB-01": "total|foreign",
            "method": "rounding",
            "smallest": "3",
            "first_year": "2020",
            "last_year": "2023",
        },
    )
    assert answer.status_code == 302
    wrong = moderator.post(path + "vereinbaren/", {"total-ARB-01": "-", "method": "rounding"})
    assert wrong.status_code == 422
    nested.give_rows(nest.circle, YEAR, {key: (9123 + place, 777) for place, key in enumerate(nest.others)})
    page = moderator.get(path).content.decode()
    assert "12 von 13 Gemeinden" in page
    assert "9.123" not in page
    assert "777" not in page
    assert moderator.post(path + "freigeben/", {"point": "ARB-01:2022"}).status_code == 302
    with acting_as(Role.PLATFORM):
        job = Job.objects.get(kind="totals.compute")
    assert moderator.get(path + f"auftrag/{job.pk}/").status_code == 200
    assert moderator.post(path + "freigeben/", {"point": "ARB-01:2022"}).status_code == 422
    perform(job.pk)
    assert "freigegeben" in moderator.get(path).content.decode()
    table = moderator.get(path + "ARB-01/2022/")
    assert "Alle Gemeinden, die übergeben haben" in table.content.decode()
    assert moderator.get(path + "ARB-01/2022/csv/").status_code == 200
    assert moderator.get(path + "ARB-01/2022/xlsx/").status_code == 200


@pytest.mark.requirement("I4.5")
def test_ordering_what_was_not_agreed_on_is_refused(nest):
    with pytest.raises(TotalsRefused):
        nested.release(nest.circle, POINT)
    nested.agree(nest.circle)
    for chosen in (set(), {("DEM-01", YEAR)}, {("ARB-01", 1995)}):
        with acting_as(Role.PLATFORM), pytest.raises(TotalsRefused):
            request_totals(circle=nest.circle, chosen=chosen, by=rounds.person_of_platform())


def _judge(nest):
    with acting_as(Role.EXCHANGE):
        entry = entry_of(newest_agreement(Circle.objects.get(pk=nest.circle.pk)), nested.INDICATOR)
        return judged(gather(entry, YEAR))


def _using(name: str) -> list[object]:
    """Modules of the mathematics that took a solver by its name."""
    ours = [one for key, one in list(sys.modules.items()) if key.startswith("comparisons.releases.disclosure")]
    return [one for one in ours if hasattr(one, name)]
