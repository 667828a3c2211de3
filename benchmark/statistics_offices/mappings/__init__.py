"""What the cells of a family of files mean, one module each, found by convention: `claims` and `placed_cells`.

A mapping knows measures and nothing of layout. Where published counts and shares determine a denominator, a module also
has `recoveries(reading)`. Only the first module that claims a reading is asked.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Protocol, cast

from django.utils.translation import gettext as _

from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.placing import Placed
from benchmark.statistics_offices.reading import Reading, Skip
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory


@dataclass(frozen=True)
class Recovery:
    """A denominator that follows from a published count and a published share of it with all its digits."""

    count: Measured
    share: Measured
    denominator: Measured
    factor: Decimal = Decimal(100)


class Mapping(Protocol):
    """The two functions of a mapping's module."""

    def claims(self, reading: Reading) -> bool:
        """Whether this module knows what the cells of this file mean."""
        ...

    def placed_cells(
        self, reading: Reading, directory: Directory, skipped: list[Skip], *, name: str
    ) -> Iterator[Placed]:
        """All wanted cells in the order of the file; notes in `skipped` what is left out; raises FileRefused."""
        ...


@cache
def families() -> tuple[Mapping, ...]:
    """All mappings of this folder, in the order of their names."""
    found = []
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        if hasattr(module, "claims") and hasattr(module, "placed_cells"):
            found.append(cast(Mapping, module))
    return tuple(found)


def mapping_of(reading: Reading) -> Mapping | None:
    """The mapping that knows this file, None where the service can read it but not say what it means."""
    return next((mapping for mapping in families() if mapping.claims(reading)), None)


def placed_cells(reading: Reading, directory: Directory, skipped: list[Skip], *, name: str) -> Iterator[Placed]:
    """All wanted cells of a file; raises FileRefused where no mapping knows its table."""
    mapping = mapping_of(reading)
    if mapping is None:
        raise FileRefused(
            _(
                "“%(file)s” is the table %(table)s. The service can read it, but knows no measure in it that an "
                "indicator needs. Nothing was stored."
            )
            % {"file": name, "table": reading.table_code}
        )
    return mapping.placed_cells(reading, directory, skipped, name=name)


def recoveries_of(reading: Reading) -> tuple[Recovery, ...]:
    """The denominators that this file determines without printing them."""
    found = getattr(mapping_of(reading), "recoveries", None)
    return found(reading) if found else ()
