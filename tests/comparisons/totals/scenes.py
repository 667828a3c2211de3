"""Tables of a nested circle as a member sees them, from numbers handed over to the rendered page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from comparisons.circles.models import Circle
from comparisons.totals.agreed import entry_of, newest_agreement
from tenants.border import Role, acting_as
from tests.comparisons.totals.attacker import Attack, cells_of, published
from tests.support import nested, rounds

COLUMNS = ("german", "foreign", "total")
Numbers = Mapping[str, tuple[int, ...]]  # key -> numbers in the order of the agreed groups (total, foreign)


def uniform(keys: tuple[str, ...], *, total: int = 8000, foreign: int = 900) -> dict[str, tuple[int, int]]:
    """Numbers of similar size."""
    return {key: (total + 700 * place, foreign + 130 * place) for place, key in enumerate(keys)}


def hand_over(nest: Any, year: int, numbers: Numbers, *, code: str = nested.INDICATOR) -> None:
    """Everybody hands over; the Gemeinde with people by the action, the others as rows."""
    own = numbers.get(nest.own.ags)
    if own is not None:
        for group, count in zip(_entry(nest, code).groups, own, strict=True):
            rounds.approve(
                nest.own,
                {year: (count, 10 * count + 1000)},
                indicator=code,
                group=group,
                concept=_entry(nest, code).concept,
            )
        nested.give_own(nest.own, nest.circle, [(code, year)])
    nested.give_rows(nest.circle, year, {key: one for key, one in numbers.items() if key != nest.own.ags}, code=code)


def table_page(member: Client, nest: Any, year: int, *, code: str = nested.INDICATOR) -> Any:
    """The page of a table as a member's browser gets it."""
    return member.get(f"/ringe/{nest.circle.slug}/summen/{code}/{year}/")


def attack_on(page: bytes, nest: Any, numbers: Numbers, *, blur: int, code: str = nested.INDICATOR) -> Attack:
    """An attacker in front of a rendered page."""
    entry = _entry(nest, code)
    inside = set(numbers)
    members = [inside if size is None else inside & set(size.keys) for _key, size in entry.rows]
    columns = entry.columns.shown
    truth = {key: _completed(dict(zip(entry.groups, one, strict=True))) for key, one in numbers.items()}
    sums = tuple(published(cells_of(page), members, columns, blur=blur))
    return Attack(truth, sums, columns, entry.columns.total)


def _completed(numbers: dict[str, int]) -> dict[str, int]:
    if {"total", "foreign"} <= numbers.keys():
        return numbers | {"german": numbers["total"] - numbers["foreign"]}
    return numbers


def _entry(nest: Any, code: str) -> Any:
    with acting_as(Role.PLATFORM):
        agreement = newest_agreement(Circle.objects.get(pk=nest.circle.pk))
        return entry_of(agreement, code)
