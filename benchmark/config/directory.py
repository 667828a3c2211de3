"""The directory of territories as rooms below it may ask for it (``settings.TERRITORY_DIRECTORY``)."""

from __future__ import annotations

from benchmark.territories.selectors import TerritoryInfo, normalise_key, territory


def territory_by_key(raw: str) -> TerritoryInfo:
    """The territory an official key of any length means. Raises a Refused with a sentence for every other text."""
    return territory(normalise_key(raw))
