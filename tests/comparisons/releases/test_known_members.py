"""Members whose value others know: decided at home, said in the receipt and on the page, counted in the release."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from benchmark.figures.selectors import receipts
from comparisons.circles.models import Round
from comparisons.named_figures.models import NamedConsent
from comparisons.releases.disclosure import Level
from comparisons.releases.models import Contribution, LedgerRow, ReleasedStatistic
from comparisons.releases.selectors import verified_receipt
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode
from tests.support import rounds
from tests.support.contributors import admit_members, contribute
from tests.support.official import publish

FOREIGN, NATURALISED = 9973, 137
SAID = "amtlich veröffentlicht; dieser Wert ist ohnehin öffentlich"


def publish_for(ags: str, *, naturalised: int = NATURALISED, invented: bool = False) -> None:
    """Official naturalisations and foreign population of one municipality."""
    publish(
        [(ags, "naturalisations", "total", "NONE", naturalised), (ags, "population", "foreign", "NAT_AZR", FOREIGN)],
        invented=invented,
    )


@pytest.mark.requirement("I4.2")
@pytest.mark.parametrize(
    ("official", "invented", "public"),
    [
        (NATURALISED, False, True),
        (NATURALISED + 90, False, False),
        (NATURALISED, True, False),
        (None, False, False),
    ],
)
def test_public_is_what_everybody_can_look_up(ahausen, browse, official, invented, public):
    current = rounds.begin_round(rounds.found_circle([ahausen]))
    rounds.approve(ahausen, {2023: (NATURALISED, FOREIGN)})
    if official is not None:
        publish_for(ahausen.ags, naturalised=official, invented=invented)
    office = browse("ahausen", RoleCode.INTEGRATION_OFFICE)
    page = office.get("/ringe/ring-der-probe/uebergeben/").content.decode()
    assert (SAID in page) is public
    rounds.give(ahausen, current)
    with acting_as(Role.EXCHANGE):
        row = Contribution.objects.get()
        assert row.public is public
        assert row.figure_version > 0
    with inside(ahausen):
        (kept,) = receipts()
        _row, content = verified_receipt(kept.reference)
        assert [line["public"] for line in content["rows"]] == [public]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Contribution.objects.update(public=not public)
    assert (SAID in office.get(f"/ringe/beleg/{kept.reference}/").content.decode()) is public
    with acting_as(Role.OWNER), pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        Contribution.objects.update(public=not public)
    with acting_as(Role.PLATFORM), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Contribution.objects.values_list("public").get()


@pytest.mark.requirement("I4.2")
def test_an_invented_figure_or_one_without_a_cell_is_never_public(world):
    circle = rounds.found_circle([])
    (member,) = admit_members(circle, 1)
    current = rounds.begin_round(circle)
    for forged in ({"invented": True, "public": True}, {"cell": None, "eligible": False, "public": True}):
        with pytest.raises(IntegrityError, match="public_is_a_real_figure"):
            contribute(current, [member], [1], **forged)


def released(cells: list[int], public: int, *, name: str) -> ReleasedStatistic:
    """What a circle is shown, the first `public` of whose members have an officially published value."""
    circle = rounds.found_circle([], name=name)
    members = admit_members(circle, len(cells))
    current = rounds.begin_round(circle)
    contribute(current, members[:public], cells[:public], public=True)
    contribute(current, members[public:], cells[public:])
    rounds.end_round(current)
    job = rounds.release(current)
    assert job.result == {"release": 1}, job.error
    with acting_as(Role.PLATFORM):
        return ReleasedStatistic.objects.get(circle=circle)


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("T19")
def test_public_members_count_as_known_or_stand_alone(world, browse):
    cells = [1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 4, 5]
    free = released(cells, 12, name="Ring frei")
    assert (free.n, free.level, free.public_count, free.left_out) == (12, Level.MEDIAN, 12, 0)
    mixed = released(cells, 1, name="Ring gemischt")
    assert (mixed.n, mixed.level, mixed.public_count) == (12, Level.MEDIAN, 1)
    alone = released(cells, 9, name="Ring allein")
    assert (alone.n, alone.expected, alone.level, alone.left_out) == (9, 12, Level.MEDIAN, 3)
    with acting_as(Role.EXCHANGE):
        rungs = {row.circle.slug: (row.rung, len(row.members)) for row in LedgerRow.objects.select_related("circle")}
    assert rungs == {"ring-frei": ("public", 12), "ring-gemischt": ("A3", 12), "ring-allein": ("public", 9)}
    with acting_as(Role.PLATFORM):
        current = Round.objects.get(circle__slug="ring-allein")
    moderator = browse(None, RoleCode.MODERATOR)
    page = moderator.get(f"/ringe/ring-allein/runde/{current.pk}/freigabe/").content.decode()
    assert "9 von 12 Mitgliedern, deren Werte amtlich veröffentlicht sind" in page
    assert "geschützt bleiben: 3" in page


@pytest.mark.requirement("I4.2")
@pytest.mark.requirement("I4.4")
@pytest.mark.requirement("T19")
def test_who_has_shown_a_figure_by_name_counts_as_known(world):
    circle = rounds.found_circle([])
    members = admit_members(circle, 9)
    current = rounds.begin_round(circle)
    contribute(current, members, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    rounds.end_round(current)
    with acting_as(Role.OWNER):
        NamedConsent.objects.create(
            circle=circle,
            municipality=members[0],
            ags=members[0].ags,
            indicator_code="REC-01",
            definition_version=1,
            group="foreign",
            concept="NAT_AZR",
            years=[2023],
            viewers=[members[1].ags],
            whole_circle=False,
            given_by="p_x",
            given_name="X",
        )
    assert rounds.release(current).result == {"release": 1}
    with acting_as(Role.EXCHANGE):
        shown = ReleasedStatistic.objects.get()
        assert (shown.n, shown.level, shown.consented_count) == (9, Level.MEAN, 1)  # no median any more
        known = [row for row in LedgerRow.objects.get().rows if row["kind"] == "known"]
    assert [row["primitive"][0] for row in known] == [members[0].schema_name]


@pytest.mark.requirement("I4.2")
def test_the_distribution_is_frozen_and_stands_on_the_page(ahausen, browse):
    circle = rounds.found_circle([ahausen])
    members = admit_members(circle, 21)
    current = rounds.begin_round(circle)
    rounds.approve(ahausen, {2023: (137, 9973)})
    rounds.give(ahausen, current)
    contribute(current, members, [4] * 7 + [9] * 7 + [15] * 7)
    rounds.end_round(current)
    assert rounds.release(current).result == {"release": 1}
    with acting_as(Role.PLATFORM):
        shown = ReleasedStatistic.objects.get()
    assert sum(bar["n"] for bar in shown.histogram) == 22
    assert all(bar["n"] >= 5 for bar in shown.histogram)
    assert (shown.histogram[0]["low"], shown.histogram[-1]["high"]) == (None, None)
    assert Decimal(shown.histogram[0]["high"]) == Decimal(shown.histogram[1]["low"])
    page = browse("ahausen", RoleCode.INTEGRATION_OFFICE).get("/kennzahl/REC-01/").content.decode()
    assert "So verteilen sich die Kommunen, 2023" in page
    for bar in shown.histogram:
        assert f'<meter min="0" max="{max(one["n"] for one in shown.histogram)}" value="{bar["n"]}"' in page
