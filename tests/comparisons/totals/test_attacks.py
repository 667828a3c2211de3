"""Attacks on rendered tables of sums: own numbers, colluders, public totals, dominant towns, small numbers."""

from __future__ import annotations

import random

import pytest

from comparisons.totals.models import TotalsRelease
from tenants.border import Role, acting_as
from tenants.membership.roles import RoleCode
from tests.comparisons.totals import scenes
from tests.comparisons.totals.attacker import MARK, cells_of, number
from tests.support import nested, official

METHODS = {"rounding": 2, "suppression": 0}  # how far a printed number may be from the true one


def worlds(keys: tuple[str, ...]) -> dict[int, dict[str, tuple[int, int]]]:
    """Numbers that make it hard: similar ones, a dominant town, few foreign nationals, almost none."""
    dice = random.Random(4)  # noqa: S311  test data
    return {
        2001: {key: (dice.randint(2000, 9000), dice.randint(100, 1500)) for key in keys},
        2002: {key: (90_000, 12_000) if place == 1 else (3000 + 50 * place, 200) for place, key in enumerate(keys)},
        2003: {key: (3000 + 90 * place, dice.choice((0, 1, 1, 2, 4, 60))) for place, key in enumerate(keys)},
        2004: {key: (1000 + place, 1 if place == 3 else 0) for place, key in enumerate(keys)},
        2005: {key: (dice.randint(5, 40), dice.randint(0, 5)) for key in keys},
    }


@pytest.fixture(params=METHODS)
def method(request):
    return request.param


@pytest.mark.requirement("I4.5", "T3", "T10", "M7")
def test_no_member_narrows_the_number_of_another_one(nest, browse, method):
    keys = (nest.own.ags, *nest.others)
    nested.agree(nest.circle, method=method)
    given = worlds(keys)
    for year, numbers in given.items():
        scenes.hand_over(nest, year, numbers)
    nested.release(nest.circle, *((nested.INDICATOR, year) for year in given))
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    shown = 0
    for year, numbers in given.items():
        answer = scenes.table_page(member, nest, year)
        if answer.status_code == 404:
            continue
        shown += 1
        attack = scenes.attack_on(answer.content, nest, numbers, blur=METHODS[method])
        assert attack.narrowest(0) >= 1, year
        assert attack.narrowest(1, columns=("foreign",)) >= 1, year
    assert shown >= 4, "control: most of these tables are shown"


@pytest.mark.requirement("I4.5", "T4", "M7")
@pytest.mark.parametrize("seed", range(2))
def test_no_pair_of_members_narrows_the_number_of_another_one(nest, browse, method, seed):
    keys = (nest.own.ags, *nest.others[:11])
    dice = random.Random(seed)  # noqa: S311  test data
    numbers = {key: (int(dice.lognormvariate(6, 1)),) for key in keys}
    nested.agree(nest.circle, method=method, groups=("total",))
    scenes.hand_over(nest, 2010, numbers)
    nested.release(nest.circle, (nested.INDICATOR, 2010))
    answer = scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, 2010)
    assert answer.status_code == 200, "control: there is something to attack"
    attack = scenes.attack_on(answer.content, nest, numbers, blur=METHODS[method])
    assert attack.sums
    assert attack.narrowest(2) >= 1


@pytest.mark.requirement("I4.5", "T3")
def test_the_attack_finds_what_is_not_protected(nest):
    """Control: three Gemeinden in one exact sum, and one of two sums that differ by a single Gemeinde."""
    nested.agree(nest.circle, groups=("total",))
    keys = nest.others[:3]
    numbers = {key: (100 + place,) for place, key in enumerate(keys)}
    page = f"<main><table><tbody><tr><th>alle</th><td>3</td><td>{sum(one[0] for one in numbers.values())}</td></tr>"
    rows = cells_of(f"{page}</tbody></table></main>".encode())
    from tests.comparisons.totals.attacker import Attack, published

    truth = {key: {"total": one[0]} for key, one in numbers.items()}
    attack = Attack(truth, tuple(published(rows, [keys], ("total",), blur=0)), ("total",))
    assert attack.narrowest(1) >= 1
    assert attack.narrowest(2) < 1, "two of three know the third"


@pytest.mark.requirement("I4.5", "T9", "M7")
def test_a_public_total_of_the_kreis_betrays_nobody(nest, browse, method):
    keys = (nest.own.ags, *nest.others)
    numbers = scenes.uniform(keys)
    nested.agree(nest.circle, method=method)
    total = sum(one[0] for one in numbers.values())
    official.publish([(nested.KREIS, "employed_at_residence", "total", "NAT_BA", total)], year=2011)
    scenes.hand_over(nest, 2011, numbers)
    nested.release(nest.circle, (nested.INDICATOR, 2011))
    answer = scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, 2011)
    attack = scenes.attack_on(answer.content, nest, numbers, blur=METHODS[method])
    exact = type(attack.sums[0])(frozenset(keys), "total", total, total)
    told = type(attack)(attack.truth, (*attack.sums, exact), attack.columns, attack.total)
    assert told.narrowest(1, columns=("total",)) >= 1


@pytest.mark.requirement("I4.5", "T9", "M7")
@pytest.mark.parametrize(("missing", "shown"), [(1, False), (4, False), (5, True)])
def test_a_public_total_protects_those_who_did_not_hand_over_too(nest, browse, missing, shown):
    """With the published total of the Kreis, the sum of the others would be the number of whoever is missing."""
    keys = (nest.own.ags, *nest.others)[: 13 - missing]
    nested.agree(nest.circle, groups=("total",))
    official.publish([(nested.KREIS, "employed_at_residence", "total", "NAT_BA", 200_000)], year=2012)
    scenes.hand_over(nest, 2012, {key: (one[0],) for key, one in scenes.uniform(keys).items()})
    nested.release(nest.circle, (nested.INDICATOR, 2012))
    answer = scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, 2012)
    assert (answer.status_code == 200) is shown


@pytest.mark.requirement("I4.5", "T9", "T19")
def test_published_and_named_numbers_count_as_known(nest, browse):
    """Eight hand over; with two of them public, six unknown remain, and a coalition of two leaves four: enough.

    With four public ones only two would remain.
    """
    keys = (nest.own.ags, *nest.others)[:8]
    numbers = {key: (one[0],) for key, one in scenes.uniform(keys).items()}
    nested.agree(nest.circle, groups=("total",))
    for year, public in ((2013, 2), (2014, 4)):
        rows = [(key, "employed_at_residence", "total", "NAT_BA", numbers[key][0]) for key in keys[-public:]]
        official.publish(rows, year=year)
        scenes.hand_over(nest, year, numbers)
    nested.release(nest.circle, (nested.INDICATOR, 2013), (nested.INDICATOR, 2014))
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    assert "ohnehin bekannt" in scenes.table_page(member, nest, 2013).content.decode()
    assert scenes.table_page(member, nest, 2014).status_code == 404


@pytest.mark.requirement("I4.5", "T14", "T22")
def test_no_count_of_one_or_two_persons_can_be_derived(nest, browse, method):
    keys = (nest.own.ags, *nest.others)
    numbers = {key: (900 + 10 * place, 1 if place == 2 else 0) for place, key in enumerate(keys)}
    nested.agree(nest.circle, method=method)
    scenes.hand_over(nest, 2015, numbers)
    nested.release(nest.circle, (nested.INDICATOR, 2015))
    answer = scenes.table_page(browse(nested.OWN.slug, RoleCode.GUEST), nest, 2015)
    if answer.status_code == 404:
        return
    german, foreign, total = (number(text) for text in cells_of(answer.content)[-1][2:])
    if foreign is not None:
        assert (method, foreign) == ("rounding", 0)
    if method == "suppression":
        assert None in (german, total), "the difference of two shown numbers would be 1"
    attack = scenes.attack_on(answer.content, nest, numbers, blur=METHODS[method])
    for row in {one.members for one in attack.sums}:
        low, high = _sum_interval(attack, row)
        assert high - low >= 2, "0, 1 and 2 persons must stay possible"


def _sum_interval(attack, members):
    """How far the sum of foreign nationals of some Gemeinden can be narrowed by what is printed."""
    outside = [one for one in attack.sums if one.members == members]
    by_column = {one.column: one for one in outside}
    low, high = 0, 10**9
    if "foreign" in by_column:
        low, high = by_column["foreign"].low, by_column["foreign"].high
    if {"german", "total"} <= by_column.keys():
        low = max(low, by_column["total"].low - by_column["german"].high)
        high = min(high, by_column["total"].high - by_column["german"].low)
    return low, high


@pytest.mark.requirement("I4.5", "T21")
def test_what_is_withheld_tells_little_about_the_largest(nest, browse, capsys):
    """Report: in how many worlds that differ inside 10 percent of one number the same cells are withheld."""
    keys = (nest.own.ags, *nest.others)
    nested.agree(nest.circle, method="suppression")
    dice = random.Random(9)  # noqa: S311  test data
    base = {key: (4000 + 100 * place, 30 + place) for place, key in enumerate(keys)}
    years = range(2016, 2021)
    for year in years:
        changed = dict(base)
        changed[keys[1]] = (round(base[keys[1]][0] * dice.uniform(0.95, 1.05)), base[keys[1]][1])
        scenes.hand_over(nest, year, changed)
    nested.release(nest.circle, *((nested.INDICATOR, year) for year in years))
    member = browse(nested.OWN.slug, RoleCode.GUEST)
    patterns = []
    for year in years:
        answer = scenes.table_page(member, nest, year)
        cells = cells_of(answer.content) if answer.status_code == 200 else []
        patterns.append(tuple(text == MARK for row in cells for text in row[2:]))
    same = sum(one == patterns[0] for one in patterns)
    with capsys.disabled():
        print(f"\nT21, sums: same pattern in {same} of {len(patterns)} worlds within 10 percent of one number")
    assert same == len(patterns)
    with acting_as(Role.EXCHANGE):
        assert TotalsRelease.objects.filter(refused=False).count() == len(patterns)
