"""Loading the directory from its compact form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import models, transaction

from benchmark.territories import compact
from benchmark.territories.compact import FormerGemeindeRow, GemeindeRow, KreisRow
from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.models import CrosswalkWeight, Succession, Territory
from benchmark.territories.names import full_name, sort_key
from benchmark.territories.official import POPULATION_YEAR, UNINCORPORATED

_BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """How many rows of the directory were added, changed, removed and left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int


@transaction.atomic
def load_territories() -> Loaded:
    """Bring the directory to the state of the compact files; a second run changes nothing.

    Nobody is named as its author: the directory is official, public and the same for everybody.
    """
    kreise = [_kreis(row) for row in compact.read_kreise()]
    gemeinden = [_gemeinde(row) for row in compact.read_gemeinden()]
    former = [_former(row) for row in compact.read_former()]
    territories = _bring_to(Territory, ("ags", "valid_from"), [*kreise, *gemeinden, *former])
    successions = [Succession(**asdict(row)) for row in compact.read_successions()]
    _bring_to(Succession, ("old_ags", "new_ags", "date"), successions)
    weights = [CrosswalkWeight(**asdict(row)) for row in compact.read_weights()]
    _bring_to(CrosswalkWeight, ("old_ags", "new_ags", "year"), weights)
    return territories


def _bring_to(model: type[models.Model], key: tuple[str, ...], wanted: Iterable[models.Model]) -> Loaded:
    """Add, change and remove rows until the table holds the wanted ones, found again by their key."""
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    present = {_values(row, key): row for row in model._default_manager.all()}
    added, changed, unchanged = [], [], 0
    for row in wanted:
        known = present.pop(_values(row, key), None)
        if known is None:
            added.append(row)
        elif _values(known, columns) == _values(row, columns):
            unchanged += 1
        else:
            row.pk = known.pk
            changed.append(row)
    model._default_manager.filter(pk__in=[row.pk for row in present.values()]).delete()
    model._default_manager.bulk_create(added, batch_size=_BATCH)
    model._default_manager.bulk_update(changed, columns, batch_size=_BATCH)
    return Loaded(len(added), len(changed), len(present), unchanged)


def _values(row: models.Model, columns: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)


def _kreis(row: KreisRow) -> Territory:
    return Territory(
        ags=row.ags,
        ars=row.ags,
        name=row.name,
        full_name=full_name(row.title, row.name),
        sort_key=sort_key(row.name),
        kind=row.kind.value,
        kreis_ags=row.ags,
        land=row.ags[:2],
        population=row.population,
        population_year=row.population_year,
        area_km2=row.area_km2,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _gemeinde(row: GemeindeRow) -> Territory:
    kreis = row.ars[:5]
    return Territory(
        ags=kreis + row.ars[-3:],
        ars=row.ars,
        name=row.name,
        full_name=full_name(row.title, row.name),
        sort_key=sort_key(row.name),
        kind=TerritoryKind.KREISANGEHOERIGE_GEMEINDE.value,
        kreis_ags=kreis,
        land=kreis[:2],
        population=row.population,
        population_year=POPULATION_YEAR,
        area_km2=row.area_km2,
        unincorporated=row.title == UNINCORPORATED,
        valid_from=row.valid_from,
    )


def _former(row: FormerGemeindeRow) -> Territory:
    return Territory(
        ags=row.ags,
        ars="",
        name=row.name,
        full_name=row.name,
        sort_key=sort_key(row.name),
        kind=TerritoryKind.KREISANGEHOERIGE_GEMEINDE.value,
        kreis_ags=row.ags[:5],
        land=row.ags[:2],
        population=row.population,
        population_year=row.population_year,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
