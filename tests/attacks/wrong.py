"""The wrong functions themselves: each takes the right one and returns what somebody might have written instead."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

Function = Callable[..., Any]


def interpolated_quantiles(right: Function) -> Function:
    """Quantiles as most statistics programs compute them, between two members."""

    def judge(cells: Sequence[int], **named: Any) -> Any:
        verdict = right(cells, **named)
        everybody = [*cells, *named.get("public", ())]

        def between(share: float) -> int:
            return int(np.quantile(everybody, share) + 0.999)

        changed: dict[str, Any] = {}
        if verdict.median is not None:
            changed["median"] = between(0.5)
        if verdict.quartiles is not None:
            changed["quartiles"] = (between(0.25), between(0.75))
        return dataclasses.replace(verdict, **changed)

    return judge


def exact_mean(_right: Function) -> Function:
    """The mean of the middles, not rounded to half a class."""

    def grouped_mean(cells: Sequence[int], grid: Any) -> Decimal:
        total = sum((Fraction(grid.midpoint(cell)) for cell in cells), Fraction(0)) / len(cells)
        return round(Decimal(total.numerator) / total.denominator, 6)

    return grouped_mean


def everything_for_everybody(right: Function) -> Function:
    """Whoever may see anything sees all quantiles."""

    def level_for(*given: Any, **named: Any) -> Any:
        level = right(*given, **named)
        return level if level == 0 else type(level)(max(type(level)))

    return level_for


def grid_per_circle(right: Function) -> Function:
    """Every circle has edges of its own."""

    def grid_of(*given: Any, **named: Any) -> Any:
        grid = right(*given, **named)
        circle = next(one for one in (*given, *named.values()) if hasattr(one, "kreis_ags"))
        step = (grid.edges[1] - grid.edges[0]) * Decimal(circle.pk % 7 + 1) / 10
        inner = tuple(edge + step for edge in grid.edges[1:-1])
        return dataclasses.replace(grid, edges=(grid.edges[0], *inner, grid.edges[-1]))

    return grid_of


def edges_from_data(right: Function) -> Function:
    """A class is drawn a little tighter around what is in it."""

    def edges(grid: Any, cell: int | None) -> Any:
        low, high = right(grid, cell)
        return low, high if low is None or high is None else high - (high - low) / 4

    return edges


def rank_shown(right: Function) -> Function:
    """The own place as a number."""

    def position_sentence(compared: Any, row: Any) -> str:
        said = right(compared, row)
        return f"{said} Das ist Platz {row.n // 2} von {row.n}." if said else said

    return position_sentence


def sorted_by_value(right: Function) -> Function:
    """Statistics in the order of their values, the lowest first."""

    def judged(*given: Any, **named: Any) -> Any:
        return iter(sorted(right(*given, **named), key=lambda one: one.verdict.mean or 0))

    return judged


def older_picture(_right: Function) -> Function:
    """A picture is kept under its kind and title only, so that the one drawn first is found for ever."""

    def for_page(drawing: Any) -> Any:
        from django.core.cache import cache

        from comparisons.insights.drawn import Drawn

        key = f"chart:{drawing.kind}:{len(drawing.named.get('title', ''))}"
        found = cache.get(key)
        if found is None:
            chart = drawing.chart()
            found = Drawn(chart.svg, chart.table, chart.title, chart.description)
            cache.set(key, found, 3600)
        return found

    return for_page


def never_waits(_right: Function) -> Function:
    """Whether this quarter had its release already is not asked."""

    def next_release_from(_round: Any) -> None:
        return None

    return next_release_from


def nobody_known(right: Function) -> Function:
    """Figures shown by name count as unknown."""

    def known_in(circle: Any) -> Any:
        return type(right(circle))({})

    return known_in


def nothing_before(_right: Function) -> Function:
    """Every release is judged as if it were the first."""

    def beside(_gate: Any, _candidate: Any) -> list[Any]:
        return []

    return beside


def fractions_accepted(right: Function) -> Function:
    """Half a member may lie in a class."""

    def solve(program: Any, *given: Any, **named: Any) -> Any:
        return right(dataclasses.replace(program, whole=np.zeros_like(program.whole)), *given, **named)

    return solve


def two_marks(right: Function) -> Function:
    """Numbers withheld for their own sake look a little different; here every other one."""
    counted = iter(range(10**9))

    def cell_words(number: int | None, table: Any) -> str:
        said = str(right(number, table))
        return said if number is not None or next(counted) % 2 else f"{said}\u00a0"

    return cell_words


def no_insider(right: Function) -> Function:
    """A pattern of withheld numbers is proved against outsiders only."""

    def suppress(table: Any, rules: Any, **named: Any) -> Any:
        from comparisons.releases.disclosure.tables import Insiders

        return right(table, rules, **(named | {"insiders": Insiders.NONE}))

    return suppress
