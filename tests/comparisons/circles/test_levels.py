"""A Landkreis and its Gemeinden never stand in one distribution."""

import pytest

from comparisons.circles.levels import CircleKind, Level, compared_levels, nested_pair


@pytest.mark.requirement("R78")
def test_a_nested_circle_compares_gemeinden_only():
    assert compared_levels(CircleKind.KREIS) == {Level.GEMEINDE}
    assert compared_levels(CircleKind.LANDKREISE) == {Level.KREIS}


@pytest.mark.requirement("R78")
@pytest.mark.parametrize(
    ("ags", "others", "found"),
    [
        ("05754", ["05754008"], "05754008"),
        ("05754008", ["05711", "05754"], "05754"),
        ("05754008", ["05754012", "05711"], None),
        ("05754", ["05711", "05758012"], None),
    ],
)
def test_a_gemeinde_and_its_landkreis_are_found(ags, others, found):
    assert nested_pair(ags, others) == found
