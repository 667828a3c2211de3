"""Sums of the Gemeinden of a Landkreis: read as printed, with all that one or two Gemeinden know of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from tenants.membership.roles import RoleCode
from tests.attacks.ground import copied
from tests.attacks.rendered import sign_in
from tests.attacks.stage import chance_of
from tests.attacks.sums_attacker import Counts, Printed, interval, read_table
from tests.support import nested, rounds

PLAIN, CITY, FEW, HIDDEN = 2019, 2020, 2021, 2022
CODE, CONCEPT = "ARB-01", "NAT_BA"
P, T, M = 0.10, 3, 3
LARGEST = "05754008"


@dataclass(frozen=True)
class Year:
    """A released table with the truth behind it."""

    counts: Counts
    table: Printed
    page: str


def plain(keys: list[str], population: dict[str, int]) -> Counts:
    """Employees in proportion to the population."""
    chance = chance_of(81)
    counts = {}
    for ags in keys:
        foreign = population[ags] * chance.randint(30, 70) // 1000
        counts[ags] = {"foreign": foreign, "german": population[ags] * chance.randint(280, 360) // 1000}
    return counts


def counts_of(year: int, keys: list[str], population: dict[str, int]) -> Counts:
    """Ordinary numbers; one city with nearly all; nearly nobody anywhere; two persons in all small Gemeinden."""
    ordinary = plain(keys, population)
    if year == CITY:
        return {
            ags: one if ags == LARGEST else {name: max(n // 60, 1) for name, n in one.items()}
            for ags, one in ordinary.items()
        }
    if year == FEW:
        return {ags: one | {"foreign": number % 3} for number, (ags, one) in enumerate(ordinary.items())}
    if year == HIDDEN:
        small = [ags for ags in keys if population[ags] < 25_000]
        few = {ags: ordinary[ags] | {"foreign": int(number < 2)} for number, ags in enumerate(small)}
        return ordinary | few
    return ordinary


@pytest.fixture(scope="module")
def sums(django_db_blocker: Any, template: str) -> Iterator[SimpleNamespace]:
    """Four years released: three rounded to 5, one exact with withheld numbers."""
    with copied(template):
        own = nested.settle_own()
        circle = nested.found_nested(own)
        population = {place.ags: int(place.population) for place in nested.gemeinden()}
        keys = sorted(population)
        client = sign_in(own.slug, RoleCode.INTEGRATION_OFFICE)
        years = {}
        for year in (PLAIN, CITY, FEW, HIDDEN):
            if year in (PLAIN, HIDDEN):
                nested.agree(circle, method="suppression" if year == HIDDEN else "rounding")
            counts = counts_of(year, keys, population)
            _hand_over(own, circle, year, counts)
            result = nested.release(circle, (CODE, year))
            assert result.state == "done", result.error
            address = f"/ringe/{circle.slug}/summen/{CODE}/{year}/"
            answer = client.get(f"{address}csv/")
            shown = answer.status_code == 200
            table = read_table(answer.content, population) if shown else Printed({}, frozenset(), year != HIDDEN)
            years[year] = Year(counts, table, client.get(address).content.decode() if shown else "")
        yield SimpleNamespace(keys=keys, years=years)


def _hand_over(own: Any, circle: Any, year: int, counts: Counts) -> None:
    mine = counts[own.ags]
    whole = {"total": mine["german"] + mine["foreign"], "foreign": mine["foreign"]}
    for group, number in whole.items():
        denominator = number * 2 + 1000
        rounds.approve(own, {year: (number, denominator)}, indicator=CODE, group=group, concept=CONCEPT)
    nested.give_own(own, circle, [(CODE, year)])
    others = {ags: (one["german"] + one["foreign"], one["foreign"]) for ags, one in counts.items() if ags != own.ags}
    nested.give_rows(circle, year, others)


def pairs_to_try(counts: Counts, *, full: bool) -> list[tuple[str, ...]]:
    """All single Gemeinden, and the pairs of the largest with everybody; in full, all pairs."""
    order = sorted(counts, key=lambda ags: -sum(counts[ags].values()))
    pairs = list(combinations(order, 2))
    singles = [(ags,) for ags in (order if full else order[:2])]
    return [(), *singles, *(pairs if full else pairs[:2])]


@pytest.mark.requirement("T3")
@pytest.mark.requirement("T9")
@pytest.mark.requirement("T10")
@pytest.mark.requirement("T22")
@pytest.mark.parametrize("year", [PLAIN, CITY, FEW, HIDDEN])
def test_no_gemeinde_is_found_by_subtraction(sums, year, full, tell):
    """Outsiders, every Gemeinde, and pairs: nobody learns another number to better than p percent, or to fewer than
    three whole numbers."""
    one = sums.years[year]
    if not one.table.sums:
        tell(f"sums of {year}: withheld as a whole")
        assert year != PLAIN
        return
    narrowest, attacks = float("inf"), 0
    for friends in pairs_to_try(one.counts, full=full):
        known = {ags: one.counts[ags] for ags in friends}
        for ags in sums.keys:
            for group in ("foreign", "german", "total"):
                if ags in known:
                    continue
                true = sum(one.counts[ags].values()) if group == "total" else one.counts[ags][group]
                low, high = interval(one.table, known, (ags, group), sums.keys)
                attacks += 1
                assert low <= true <= high
                assert high - low + 1 >= T, (friends, ags, group, low, true, high)
                assert high - true >= P * true or high - low >= 2 * P * true, (friends, ags, group, low, true, high)
                narrowest = min(narrowest, (high - low) / max(true, 1))
    tell(f"sums of {year}: {attacks} attacks, narrowest {narrowest:.2f} of the number itself")


@pytest.mark.requirement("T14")
def test_no_difference_of_printed_numbers_is_one_or_two_persons(sums):
    """Rounded tables show multiples of 5 only, and an exact one shows no number and no remainder of 1 to T - 1."""
    for year, one in sums.years.items():
        shown = [number for number in one.table.sums.values() if number is not None]
        if one.table.rounded:
            assert not [number for number in shown if number % 5], year
        else:
            assert not [number for number in shown if 0 < number < T], year
            for (members, group), number in one.table.sums.items():
                whole = one.table.sums.get((members, "total"))
                if group != "total" and number is not None and whole is not None:
                    assert whole - number == 0 or whole - number >= T


@pytest.mark.requirement("T15")
@pytest.mark.requirement("I4.5")
def test_every_withheld_number_has_the_same_mark(sums):
    """On the page and in the file; whether it is withheld for itself or for another one is not to be seen."""
    withheld = 0
    for one in sums.years.values():
        hidden = sum(number is None for number in one.table.sums.values())
        assert one.table.marks <= {"·"}
        cells = re.findall(r"(?s)<td[^>]*>(?:(?!</td>).)*·.*?</td>", one.page)
        assert (len(set(cells)), len(cells)) == (min(hidden, 1), hidden)
        withheld += hidden
    assert withheld, "the worlds of this module must make the product withhold something"
