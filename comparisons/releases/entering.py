"""From a judged statistic to its row of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from comparisons.releases.disclosure import Parameters
from comparisons.releases.judged_statistic import Judged
from comparisons.releases.ledger import Entry, Value, statistic_rows
from comparisons.releases.models import LedgerRow, ReleasedStatistic
from comparisons.releases.rule_set import RULE_SET

ORIGIN = "releases"


def entry_of(one: Judged, statistic: ReleasedStatistic) -> Entry:
    """The row of a statistic that is shown; raises ValueError without the gate's proof."""
    if one.passed is None:
        raise ValueError("nothing enters the ledger without a proof")
    rows = statistic_rows(
        one.verdict, one.values, family=one.family, group=one.group, year=one.year, grid=one.grid, known=one.known
    )
    return Entry(
        kind=LedgerRow.Kind.GRID,
        origin=ORIGIN,
        circle_id=statistic.circle_id,
        release=statistic.release,
        statistic=statistic,
        members=sorted(one.values),
        indicator_code=one.entry.indicator_code,
        definition_version=one.entry.definition_version,
        concept=one.entry.concept,
        group=one.group,
        year=one.year,
        grid_id=one.grid.reference,
        edges=[str(edge) for edge in one.grid.edges],
        cells=cells_of(one.values),
        rows=rows,
        rule_set=RULE_SET,
        parameters=parameters_as_json(one.parameters),
        rung=one.passed.rung,
        certificate=one.passed.certificate
        | {"known": {"public": sorted(one.known.public), "consented": sorted(one.known.consented)}},
    )


def cells_of(values: Mapping[str, Value]) -> list[tuple[str, int, int, bool]]:
    """The column `cells` of a ledger row."""
    return [(member, *value) for member, value in sorted(values.items())]


def parameters_as_json(parameters: Parameters) -> dict[str, Any]:
    """All parameters that held, `p` as text."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in vars(parameters).items()}


def parameters_from_json(content: Mapping[str, Any]) -> Parameters:
    """The parameters kept with a row."""
    return Parameters(**{**content, "p": Decimal(str(content["p"]))})
