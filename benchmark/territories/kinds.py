"""The kinds of municipality, in the words of the catalogue."""

from __future__ import annotations

from enum import StrEnum


class TerritoryKind(StrEnum):
    """What a municipality is; Region Hannover, Städteregion Aachen and Regionalverband Saarbrücken are landkreis."""

    KREISFREIE_STADT = "kreisfreie_stadt"
    LANDKREIS = "landkreis"
    KREISANGEHOERIGE_GEMEINDE = "kreisangehoerige_gemeinde"

    @property
    def is_kreis(self) -> bool:
        """Whether it stands on the level of the Kreise (five-digit AGS)."""
        return self is not TerritoryKind.KREISANGEHOERIGE_GEMEINDE
