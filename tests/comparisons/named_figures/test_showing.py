"""What may be shown, to whom, and what happens when figures, consents or circles change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from benchmark.figures.actions import enter_figure
from comparisons.circles.charters import CoreChoice
from comparisons.circles.models import Circle
from comparisons.named_figures.models import NamedConsent, ShownFigure
from comparisons.named_figures.offers import Obstacle, offers
from comparisons.named_figures.refusals import ShowingRefused, StoppingRefused
from comparisons.named_figures.selectors import shown_by_us
from tenants.border import inside
from tenants.membership.refusals import ChangedMeanwhile, Refused
from tenants.membership.roles import RoleCode
from tests.comparisons.named_figures import scenes
from tests.support.rounds import approve, found_circle, person_of_municipality

pytestmark = pytest.mark.requirement("I4.4")


def values(reader: Any, circle: Circle) -> dict[int, tuple[Decimal, bool]]:
    """What one municipality reads: value and whether it is marked as corrected, by year."""
    return {row.year: (row.value.normalize(), row.corrected) for row in scenes.read(reader, circle)}


def count_of(home: Any) -> int:
    with inside(home):
        return NamedConsent.objects.count()


def test_only_approved_figures_are_shown(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    statistics = person_of_municipality(ahausen, RoleCode.STATISTICS_OFFICE)
    with inside(ahausen):
        enter_figure(
            indicator_code="REC-01",
            year=2023,
            group="foreign",
            concept="NAT_AZR",
            numerator=Decimal(131),
            denominator=Decimal(8210),
            source="Amt",
            by=statistics,
        )
        assert [one.years for one in offers(circle.charters.get())] == [()]
    with pytest.raises(ShowingRefused, match="2023"):
        scenes.show(ahausen, circle, bedorf.ags, years=[2023])
    assert count_of(ahausen) == 0


REFUSED: dict[str, dict[str, Any]] = {
    "no year": {"years": []},
    "a year without a figure": {"years": [2022, 2019]},
    "an indicator outside the core set": {"indicator": "BIL-01"},
    "a group outside the core set": {"group": "german"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_as_a_whole(ahausen: Any, bedorf: Any, change: dict[str, Any]) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    with pytest.raises(ShowingRefused):
        scenes.show(ahausen, circle, bedorf.ags, **change)
    assert count_of(ahausen) == 0


def test_viewers_are_other_members_of_today(six: list[Any]) -> None:
    home, named, leaver, stranger, *_rest = six
    circle = found_circle([home, named, leaver])
    approve(home, scenes.COUNTS)
    scenes.leave_at_once(leaver, circle)
    for wrong in (stranger.ags, home.ags, leaver.ags, "09999"):
        with pytest.raises(ShowingRefused, match=wrong):
            scenes.show(home, circle, named.ags, wrong)
    assert count_of(home) == 0
    assert scenes.show(home, circle).viewers == [named.ags], "all members of today"


def test_who_has_left_shows_nothing_more_but_stops_what_is_shown(six: list[Any]) -> None:
    home, named, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    consent = scenes.show(home, circle, named.ags)
    scenes.leave_at_once(home, circle)
    with pytest.raises(ShowingRefused):
        scenes.show(home, circle)
    scenes.stop(home, consent)
    with inside(home):
        assert set(ShownFigure.objects.values_list("value", flat=True)) == {None}


def test_stopping_twice_or_for_others_is_refused(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    consent = scenes.show(ahausen, circle, bedorf.ags)
    with pytest.raises(StoppingRefused):
        scenes.stop(bedorf, consent)
    assert len(scenes.read(bedorf, circle)) == 2
    scenes.stop(ahausen, consent)
    with pytest.raises(StoppingRefused):
        scenes.stop(ahausen, consent)


@pytest.mark.requirement("T20")
def test_a_correction_marks_what_is_shown_and_needs_a_new_consent(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    scenes.show(ahausen, circle, bedorf.ags)
    assert values(bedorf, circle) == {2022: (Decimal("1.46"), False), 2023: (Decimal("1.6"), False)}
    approve(ahausen, {2023: (164, 8210)}, version=1)
    assert values(bedorf, circle) == {2022: (Decimal("1.46"), False), 2023: (Decimal("1.6"), True)}
    scenes.show(ahausen, circle, bedorf.ags, years=[2023])
    assert values(bedorf, circle) == {2022: (Decimal("1.46"), False), 2023: (Decimal("2"), False)}
    with inside(ahausen):
        newest, oldest = shown_by_us(circle)
        assert [one.year for one in oldest.in_force] == [2022], "the old value of 2023 is erased and on record"
        assert [(one.year, one.replaced) for one in oldest.years] == [(2022, False), (2023, True)]
        assert newest.ended_at is None


def test_the_same_value_approved_again_is_no_correction(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    scenes.show(ahausen, circle, bedorf.ags)
    approve(ahausen, {2023: scenes.COUNTS[2023]}, version=1, source="Standesamt")
    assert values(bedorf, circle)[2023] == (Decimal("1.6"), False)


def test_a_figure_changed_since_it_was_read_is_not_shown(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    approve(ahausen, {2023: (164, 8210)}, version=1)
    with pytest.raises(ChangedMeanwhile):
        scenes.show(ahausen, circle, bedorf.ags, seen={2022: 1, 2023: 1})
    assert count_of(ahausen) == 0
    scenes.show(ahausen, circle, bedorf.ags, seen={2022: 1, 2023: 2})


def test_showing_the_same_again_is_refused_and_more_members_take_its_place(six: list[Any]) -> None:
    home, first, second, *_rest = six
    circle = found_circle(six)
    approve(home, scenes.COUNTS)
    scenes.show(home, circle, first.ags)
    with pytest.raises(ShowingRefused):
        scenes.show(home, circle, first.ags)
    scenes.show(home, circle, first.ags, second.ags)
    with inside(home):
        newest, oldest = shown_by_us(circle)
        assert (len(newest.in_force), oldest.in_force) == (2, ())
    assert len(scenes.read(first, circle)) == len(scenes.read(second, circle)) == 2


PERSONS = {
    "two persons": ("REC-01", (2, 8210), Obstacle.FEW_PERSONS),
    "all but two": ("BIL-01", (8208, 8210), Obstacle.FEW_PERSONS),
    "three persons": ("REC-01", (3, 8210), None),
    "all but three": ("BIL-01", (8207, 8210), None),
    "nobody": ("REC-01", (0, 8210), None),
}


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(("code", "counts", "obstacle"), PERSONS.values(), ids=PERSONS)
def test_no_consent_shows_single_persons(
    ahausen: Any, bedorf: Any, code: str, counts: tuple[int, int], obstacle: Obstacle | None
) -> None:
    circle = found_circle([ahausen, bedorf], indicators=[CoreChoice(code, groups=("foreign",))])
    approve(ahausen, {2023: counts}, indicator=code, concept=circle.charters.get().core_indicators.get().concept)
    with inside(ahausen):
        [offer] = offers(circle.charters.get())
    assert offer.kept_back.get(2023) == obstacle
    if obstacle:
        with pytest.raises(ShowingRefused):
            scenes.show(ahausen, circle, years=[2023], indicator=code)
    else:
        scenes.show(ahausen, circle, years=[2023], indicator=code)


@pytest.mark.requirement("I4.4", "T14")
def test_two_groups_shown_make_the_third_known(ahausen: Any, bedorf: Any) -> None:
    circle = found_circle([ahausen, bedorf], indicators=[CoreChoice("BIL-01", groups=("total", "foreign"))])
    concept = circle.charters.get().core_indicators.get().concept
    for group, counts in {"total": (90, 1500), "foreign": (40, 300)}.items():
        approve(ahausen, {2023: counts}, indicator="BIL-01", group=group, concept=concept)
    scenes.show(ahausen, circle, years=[2023], indicator="BIL-01", group="total")
    named = {"indicator": "BIL-01", "year": 2023}
    assert scenes.known(circle, group="total", **named) == {ahausen.schema_name}
    assert scenes.known(circle, group="german", **named) == frozenset()
    scenes.show(ahausen, circle, years=[2023], indicator="BIL-01", group="foreign")
    assert scenes.known(circle, group="german", **named) == {ahausen.schema_name}
    assert scenes.known(circle, group="german", indicator="BIL-01", year=2022) == frozenset()


@pytest.mark.requirement("I4.4", "T20")
def test_known_in_one_circle_is_known_in_every_circle(six: list[Any]) -> None:
    home, named, *rest = six
    first = found_circle([home, named], name="Erster Ring")
    second = found_circle([home, *rest], name="Zweiter Ring")
    third = found_circle([named, *rest], name="Dritter Ring")
    approve(home, scenes.COUNTS)
    scenes.show(home, first, named.ags)
    assert scenes.known(second) == {home.schema_name}, "whoever was told may come to this circle later"
    assert scenes.known(third) == frozenset(), "not a member there"


def test_refusals_are_expected_ones() -> None:
    assert issubclass(ShowingRefused, Refused)
    assert issubclass(StoppingRefused, Refused)
