"""Invented values that the chart tests share: a gap, an invented year, a refused year, a break of definition."""

from comparisons.charts import (
    Band,
    Break,
    Chart,
    CircleYear,
    Level,
    Numbers,
    Panel,
    Words,
    YearValue,
    circle_band,
    own_path,
    small_multiple,
    small_multiples,
)

WORDS = Words(
    own="Kreis Ahausen",
    unit="%",
    year="Jahr",
    target="Ziel",
    threshold="Schwelle",
    group="Land",
    quartiles="mittlere Hälfte",
    median="Klasse des Medians",
    mean="Mittelwert",
    tails="mittlere 80 Prozent",
    members="Beteiligte",
    remark="Anmerkung",
    invented="erfunden",
    span="{low} bis {high}",
)
NUMBERS = Numbers(decimals=1)
OWN = [
    YearValue(2019, 41.26),
    YearValue(2020, 42.5, invented=True),
    YearValue(2021, None, mark="beim Land geführt", sign="x"),
    YearValue(2022, 44.0),
    YearValue(2023, 45.5, mark="vorläufig"),
    YearValue(2024, 1234.5),
]
CIRCLE = [
    CircleYear(2021, 17, quartiles=Band(2021, 36, 46), median=Band(2021, 40, 42), mean=41.5),
    CircleYear(2022, 12, median=Band(2022, 41, 43), mean=42.0),
    CircleYear(2023, 6, mean=42.5),
    CircleYear(2024, 4, note="zu wenige Beteiligte"),
]


def own_chart(key: str = "own") -> Chart:
    return own_path(
        OWN,
        key=key,
        title='Quote <"A" & B>',
        description="Die Quote steigt.",
        words=WORDS,
        numbers=NUMBERS,
        target=Level(50, "Ziel 50,0 %"),
        threshold=Level(40, "Schwelle 40,0 %"),
        breaks=[Break(2023, "Neue Definition")],
        group=[YearValue(year, 40 + year - 2019) for year in range(2019, 2025)],
    )


def circle_chart(key: str = "ring") -> Chart:
    return circle_band(OWN[:5], CIRCLE, key=key, title="Im Ring", description="d", words=WORDS, numbers=NUMBERS)


def panels() -> list[Panel]:
    return [Panel(f"Indikator {number}", WORDS, NUMBERS, OWN[:5], CIRCLE, Level(50, "Ziel")) for number in range(4)]


def every_chart() -> list[Chart]:
    return [
        own_chart(),
        circle_chart(),
        small_multiple(panels()[0], key="feld", description="d", indicator="Indikator"),
        small_multiples(panels(), key="kern", title="Kernset", description="d", indicator="Indikator"),
    ]
