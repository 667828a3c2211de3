"""Handing numbers over: an own consent, approved whole numbers, all groups, a signed receipt, withdrawal."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from benchmark.figures.selectors import receipts
from comparisons.circles.models import Circle
from comparisons.releases.receipts import verify
from comparisons.totals.actions import withdraw_counts
from comparisons.totals.models import CountContribution, TotalsConsent
from comparisons.totals.offers import count_of
from comparisons.totals.refusals import CountsNotThere, CountsRefused
from comparisons.totals.selectors import own_points
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support import nested, rounds

YEAR = 2022
POINT = (nested.INDICATOR, YEAR)


def approve(nest, year=YEAR, total=3762, foreign=518, groups=nested.GROUPS, **more):
    for group, count in zip(groups, (total, foreign), strict=False):
        rounds.approve(nest.own, {year: (count, 9000)}, indicator="ARB-01", group=group, concept="NAT_BA", **more)


def handed_over() -> int:
    with acting_as(Role.EXCHANGE):
        return CountContribution.objects.count()


@pytest.mark.requirement("I4.5", "M7")
def test_numbers_of_all_groups_are_handed_over_with_a_signed_receipt(nest):
    nested.agree(nest.circle)
    approve(nest)
    given = nested.give_own(nest.own, nest.circle, [POINT])
    assert given.numbers == 2
    with inside(nest.own):
        (kept,) = receipts()
        content = verify(kept.document, kept.signature)
        point = own_points(Circle.objects.get(pk=nest.circle.pk))[POINT]
    assert content["handed_over"] == "counts"
    assert {row["group"]: row["count"] for row in content["rows"]} == {"total": 3762, "foreign": 518}
    assert point.counts == {"total": 3762, "foreign": 518}


@pytest.mark.requirement("I4.5")
def test_nothing_is_handed_over_without_an_agreement_or_a_choice(nest):
    approve(nest)
    with pytest.raises(CountsRefused, match="noch keine Summen"):
        nested.give_own(nest.own, nest.circle, [POINT])
    nested.agree(nest.circle)
    with pytest.raises(CountsRefused):
        nested.give_own(nest.own, nest.circle, [])
    with pytest.raises(CountsRefused, match="DEM-01"):
        nested.give_own(nest.own, nest.circle, [("DEM-01", YEAR)])
    assert handed_over() == 0


@pytest.mark.requirement("I4.5")
def test_a_group_that_is_missing_or_not_approved_stops_the_whole_year(nest):
    nested.agree(nest.circle)
    approve(nest, groups=("total",))
    with pytest.raises(CountsRefused, match="Ausländer"):
        nested.give_own(nest.own, nest.circle, [POINT])
    assert handed_over() == 0


@pytest.mark.requirement("I4.5")
def test_a_part_larger_than_its_total_is_refused(nest):
    nested.agree(nest.circle)
    approve(nest, total=100, foreign=101)
    with pytest.raises(CountsRefused, match="größer"):
        nested.give_own(nest.own, nest.circle, [POINT])
    assert handed_over() == 0


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize(
    "number", [None, Decimal("NaN"), Decimal("Infinity"), Decimal(-1), Decimal("0.5"), Decimal(10) ** 9]
)
def test_what_is_no_number_of_persons_is_none(number):
    assert count_of(number) is None
    assert count_of(Decimal("17.000")) == 17
    assert count_of(Decimal(0)) == 0


@pytest.mark.requirement("I4.5")
@pytest.mark.parametrize(
    "change", [{"count": -1}, {"group": "german"}, {"concept": "NAT_FS"}, {"year": 1999}, {"ags": "05754008"}]
)
def test_the_database_refuses_what_was_not_agreed_on(nest, change):
    nested.agree(nest.circle)
    approve(nest)
    nested.give_own(nest.own, nest.circle, [POINT])
    with inside(nest.own):
        row = CountContribution.objects.get(group="foreign")
        values = {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.name != "id"}
        row.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            CountContribution.objects.create(**{**values, **change})
        assert CountContribution.objects.create(**values).pk, "control"


@pytest.mark.requirement("I4.5")
def test_a_corrected_number_replaces_the_old_one_and_has_another_consent(nest):
    nested.agree(nest.circle)
    approve(nest)
    nested.give_own(nest.own, nest.circle, [POINT])
    with pytest.raises(CountsRefused, match="schon übergeben"):
        nested.give_own(nest.own, nest.circle, [POINT])
    approve(nest, total=3800, groups=("total",), version=1)
    nested.give_own(nest.own, nest.circle, [POINT])
    with acting_as(Role.EXCHANGE):
        assert sorted(CountContribution.objects.values_list("count", flat=True)) == [518, 3800]
        assert TotalsConsent.objects.filter(withdrawn_at__isnull=True).count() == 1
        assert TotalsConsent.objects.count() == 2


@pytest.mark.requirement("I4.5")
def test_withdrawing_deletes_the_numbers_and_keeps_the_consent_on_record(nest):
    nested.agree(nest.circle)
    approve(nest)
    nested.give_own(nest.own, nest.circle, [POINT])
    office = rounds.person_of_municipality(nest.own, RoleCode.INTEGRATION_OFFICE)
    with inside(nest.own):
        circle = Circle.objects.get(pk=nest.circle.pk)
        done = withdraw_counts(circle=circle, indicator_code="ARB-01", year=YEAR, by=office)
        assert done.stays == ()
        with pytest.raises(CountsNotThere):
            withdraw_counts(circle=circle, indicator_code="ARB-01", year=YEAR, by=office)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            TotalsConsent.objects.all().delete()
    assert handed_over() == 0


@pytest.mark.requirement("I4.5")
def test_a_new_agreement_needs_new_consents(nest, browse):
    nested.agree(nest.circle)
    approve(nest)
    nested.give_own(nest.own, nest.circle, [POINT])
    nested.agree(nest.circle, method="suppression")
    office = browse(nested.OWN.slug, RoleCode.INTEGRATION_OFFICE)
    page = office.get(f"/ringe/{nest.circle.slug}/summen/uebergeben/").content.decode()
    assert "zählt nicht" in page
    nested.give_own(nest.own, nest.circle, [POINT])
    with inside(nest.own):
        old = TotalsConsent.objects.order_by("pk").first()
        values = {"circle_id": old.circle_id, "municipality_id": old.municipality_id, "given_by": "p_x"}
        with pytest.raises(IntegrityError, match="newest agreement"), transaction.atomic():
            TotalsConsent.objects.create(agreement_id=old.agreement_id, indicator_code="ARB-01", year=2020, **values)


@pytest.mark.requirement("I4.5")
def test_the_page_ticks_nothing_and_says_that_a_number_leaves(nest, browse):
    nested.agree(nest.circle)
    approve(nest)
    office = browse(nested.OWN.slug, RoleCode.INTEGRATION_OFFICE)
    path = f"/ringe/{nest.circle.slug}/summen/uebergeben/"
    page = office.get(path).content.decode()
    assert 'value="ARB-01:2022"' in page
    assert "checked" not in page
    for said in ("Hier wird eine Anzahl übergeben, keine Klasse", "Wer sie lesen kann", "3.762", "518"):
        assert said in page
    empty = office.post(path)
    assert empty.status_code == 422
    assert handed_over() == 0
    assert office.post(path, {"point": "ARB-01:2022"}).status_code == 302
    assert handed_over() == 2
    assert office.post(path + "ARB-01/2022/zuruecknehmen/").status_code == 302
    assert handed_over() == 0


@pytest.mark.requirement("I4.5", "R56", "M7")
def test_nobody_else_reads_a_number(nest):
    """Raw statements as the platform, as another municipality and as the owner of the number."""
    nested.agree(nest.circle)
    approve(nest)
    nested.give_own(nest.own, nest.circle, [POINT])
    nested.give_rows(nest.circle, YEAR, {nest.others[0]: (9000, 700)})
    with acting_as(Role.PLATFORM), connection.cursor() as cursor:
        cursor.execute("SELECT ags, year FROM public.totals_countcontribution")
        assert len(cursor.fetchall()) == 4, "control: the platform sees that something was handed over"
        for statement in (
            "SELECT count FROM public.totals_countcontribution",
            "SELECT * FROM public.totals_countcontribution",
            "SELECT ags FROM public.totals_countcontribution WHERE count > 600",
            "SELECT ags FROM public.totals_countcontribution ORDER BY count",
            "SELECT rows FROM public.totals_totalsproof",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
    with inside(nest.own), connection.cursor() as cursor:
        cursor.execute("SELECT ags, count FROM public.totals_countcontribution")
        assert {row[0] for row in cursor.fetchall()} == {nest.own.ags}
        cursor.execute("SELECT count(*) FROM public.totals_totalsconsent WHERE municipality <> session_user")
        assert cursor.fetchone()[0] == 0
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT rows FROM public.totals_totalsproof")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE public.totals_countcontribution SET count = 0")


@pytest.mark.requirement("I4.5", "R56")
def test_a_municipality_outside_the_circle_sees_nothing_of_it(nest, browse):
    nested.agree(nest.circle)
    nested.give_rows(nest.circle, YEAR, {key: (9000 + place, 700) for place, key in enumerate(nest.others)})
    nested.release(nest.circle, POINT)
    stranger = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    for path in ("", "uebergeben/", "ARB-01/2022/", "ARB-01/2022/csv/"):
        assert stranger.get(f"/ringe/{nest.circle.slug}/summen/{path}").status_code == 404
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    assert member.get(f"/ringe/{nest.circle.slug}/summen/ARB-01/2022/").status_code == 200, "control"
    with acting_as(Role.OWNER):
        neighbour = type(nest.own).objects.get(slug="ahausen")
    with inside(neighbour), connection.cursor() as cursor:
        for table in ("countcontribution", "totalsconsent", "totalsrelease", "totalsagreement", "agreedtotal"):
            cursor.execute(f"SELECT count(*) FROM public.totals_{table}")
            assert cursor.fetchone()[0] == 0, table


@pytest.mark.requirement("I4.5")
def test_a_receipt_of_numbers_is_shown_and_checked_like_any_other(nest, browse):
    nested.agree(nest.circle)
    approve(nest)
    given = nested.give_own(nest.own, nest.circle, [POINT])
    office = browse(nested.OWN.slug, RoleCode.INTEGRATION_OFFICE)
    page = office.get(f"/ringe/beleg/{given.reference}/").content.decode()
    assert "3.762" in page
    file = office.get(f"/ringe/beleg/{given.reference}/datei/").content.decode()
    assert json.loads(json.loads(file)["document"])["agreement"] == 1
    check = browse(None).post("/ringe/beleg/pruefen/", {"pasted": file})
    assert "3.762" in check.content.decode()
