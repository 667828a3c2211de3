"""Who takes part in the demonstration, in which circles, with which core sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from benchmark.territories.kinds import TerritoryKind
from benchmark.territories.selectors import TerritoryInfo, gemeinden_of, kreise_of, territory
from comparisons.circles.charters import CoreChoice
from comparisons.circles.levels import CircleKind
from comparisons.totals.actions import TotalChoice

PASSWORD = "vorfuehrung-ring-2026"  # noqa: S105  printed on screen; the demonstration listens on this machine only
NIEDERSACHSEN, GUETERSLOH = "03", "05754"
TWELVE = ("03151", "03153", "03154", "03155", "03157", "03158", "03254", "03257", "03352", "03355", "03361", "03459")
SHOWN = ("03157", "03101", "05754004", "05754")  # municipalities whose people can sign in with the printed password

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


def address_of(place: TerritoryInfo) -> str:
    """The part of a host name that stands for a municipality: ``landkreis-peine``, ``braunschweig``."""
    name = place.name if place.kind == TerritoryKind.KREISFREIE_STADT else place.full_name
    if place.kind == TerritoryKind.KREISANGEHOERIGE_GEMEINDE:
        name = place.name
    letters = name.lower().translate(_UMLAUTS)
    return "-".join("".join(sign if sign.isalnum() else "-" for sign in letters).replace("-", " ").split())


@dataclass(frozen=True)
class PlannedCircle:
    """A circle of the demonstration: its members by AGS, its core set and what its charter agrees on."""

    name: str
    kind: CircleKind
    purpose: str
    members: tuple[str, ...]
    core: tuple[CoreChoice, ...]
    first_year: int
    last_year: int
    kreis_ags: str = ""
    parameters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedTarget:
    """A target one municipality of the demonstration set itself (in the indicator's unit)."""

    target: Decimal
    direction: str
    base_year: int
    target_year: int
    threshold: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """A whole demonstration: who is admitted, which circles meet, whose people sign in with the printed password."""

    municipalities: tuple[TerritoryInfo, ...]
    circles: tuple[PlannedCircle, ...]
    shown: tuple[str, ...]


OF_KREISE = (
    CoreChoice("DEM-01", "NAT_AZR"),
    CoreChoice("REC-01", "NAT_AZR"),
    CoreChoice("KIT-01"),
    CoreChoice("BIL-01", groups=("foreign", "german")),
    CoreChoice("ARB-01"),
    CoreChoice("ARB-02"),
    CoreChoice("ARB-03"),
    CoreChoice("SOZ-01", groups=("foreign", "german")),
    CoreChoice("IKO-01"),
)
OF_GEMEINDEN = (
    CoreChoice("DEM-01", "NAT_FS"),
    CoreChoice("ARB-01"),
    CoreChoice("SOZ-01"),
    CoreChoice("IKO-01"),
    CoreChoice("PAR-01"),
)

SUMS, SUMS_YEAR = TotalChoice("ARB-01", ("total", "foreign")), 2022  # the nested circle adds these up

TARGETS: dict[str, PlannedTarget] = {
    "REC-01": PlannedTarget(Decimal("2.5"), "higher", 2015, 2030, Decimal("1.0")),
    "BIL-01": PlannedTarget(Decimal("12"), "lower", 2015, 2030),
    "ARB-02": PlannedTarget(Decimal("10"), "lower", 2015, 2028),
    "SOZ-01": PlannedTarget(Decimal("180"), "lower", 2018, 2030),
}


def whole_plan() -> Plan:
    """The demonstration that ``manage.py demo`` shows."""
    return Plan(tuple(municipalities()), tuple(circles()), SHOWN)


def municipalities() -> list[TerritoryInfo]:
    """37 Landkreise and 8 kreisfreie Städte of Niedersachsen, the Kreis Gütersloh and its 13 Gemeinden."""
    return [*kreise_of(NIEDERSACHSEN), territory(GUETERSLOH), *gemeinden_of(GUETERSLOH)]


def circles() -> list[PlannedCircle]:
    """Four circles, so that every step of the release table is seen."""
    kreise = kreise_of(NIEDERSACHSEN)
    landkreise = tuple(place.ags for place in kreise if place.kind == TerritoryKind.LANDKREIS)
    staedte = tuple(place.ags for place in kreise if place.kind == TerritoryKind.KREISFREIE_STADT)
    return [
        PlannedCircle(
            "Alle Landkreise in Niedersachsen",
            CircleKind.LANDKREISE,
            "37 Landkreise einschließlich der Region Hannover vergleichen ihr Kernset.",
            landkreise,
            OF_KREISE,
            2005,
            2024,
            parameters={"c": 1},
        ),
        PlannedCircle(
            "Zwölf Landkreise im Gespräch",
            CircleKind.LANDKREISE,
            "Zwölf Landkreise treffen sich zweimal im Jahr zu einer Vergleichssitzung.",
            TWELVE,
            OF_KREISE,
            2012,
            2024,
        ),
        PlannedCircle(
            "Kreisfreie Städte in Niedersachsen",
            CircleKind.KREISFREIE_STAEDTE,
            "Acht kreisfreie Städte vergleichen ihr Kernset.",
            staedte,
            OF_KREISE,
            2005,
            2024,
        ),
        PlannedCircle(
            "Kreis Gütersloh und seine Gemeinden",
            CircleKind.KREIS,
            "Der Kreis und seine dreizehn Städte und Gemeinden; verglichen werden die Gemeinden untereinander.",
            (GUETERSLOH, *(place.ags for place in gemeinden_of(GUETERSLOH))),
            OF_GEMEINDEN,
            2011,
            2024,
            kreis_ags=GUETERSLOH,
        ),
    ]
