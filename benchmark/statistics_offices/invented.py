"""Invented figures for indicators that no official source has, so that pages can show how invented figures are marked.

Every figure is a formula of the municipality's key and real population, also written down in `demo/data/SOURCES.md`:
`spread(ags)` is a number from 0 to 1 that only depends on the key; all results are rounded to whole persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from benchmark.statistics_offices.extraction import Value
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.reading import NumberFormat, Reading

YEARS = (2022, 2023, 2024)
NATIONALITY_YEAR = 2022  # the newest year with population by nationality for the Gemeinden


def reading() -> Reading:
    """Says of itself that it is invented."""
    return Reading(
        family="compact",
        table_code="Vorführwerte",
        title="Erfundene Werte für die Vorführung, keine amtliche Statistik",
        publisher="Erfunden für die Vorführung (keine amtliche Quelle)",
        licence="EUPL-1.2",
        retrieved=None,
        numbers=NumberFormat.DECIMAL_POINT,
        columns=(),
        rows=(),
        row_count=0,
        invented=True,
    )


def spread(ags: str) -> Decimal:
    """A number from 0 to 1 that only depends on the key."""
    return Decimal((int(ags) * 37 + 11) % 101) / 100


def invented_values(values: Iterable[Value], nested_kreis: str) -> list[Value]:
    """Invented figures for every municipality with a population; a fuller set for one Kreis and its Gemeinden."""
    population: dict[tuple[str, str], dict[int, Decimal]] = {}
    for value in values:
        measured = value.measured
        if measured.measure == "population" and measured.concept == "NAT_FS" and value.value is not None:
            population.setdefault((value.ags, measured.group), {})[value.year] = value.value
    found: list[Value] = []
    for ags, group in sorted(population):
        if group == "total":
            by_year = population[ags, group]
            for year in YEARS:
                people = _latest(by_year, year)
                if people is not None:
                    found += _staff(ags, year, people)
                    if ags.startswith(nested_kreis):
                        found += _voters(ags, year, people)
        people = population[ags, group].get(NATIONALITY_YEAR)
        if people is not None and ags.startswith(nested_kreis) and group in ("total", "foreign"):
            found += _work_and_income(ags, group, people)
    return found


def _latest(by_year: dict[int, Decimal], year: int) -> Decimal | None:
    """The population of that year or of the latest one before; None for a municipality that has ended."""
    if max(by_year) < YEARS[0]:
        return None
    known = [candidate for candidate in by_year if candidate <= year]
    return by_year[max(known)] if known else None


def _staff(ags: str, year: int, people: Decimal) -> Iterator[Value]:
    staff = _whole(people * Decimal("0.009" if len(ags) == 8 else "0.006"))
    share = Decimal("0.06") + Decimal("0.10") * spread(ags) + Decimal("0.008") * (year - YEARS[0])
    yield _value("municipal_staff", "total", "SELF", ags, year, staff)
    yield _value("municipal_staff_with_immigration_history", "total", "SELF", ags, year, _whole(staff * share))


def _voters(ags: str, year: int, people: Decimal) -> Iterator[Value]:
    adults = _whole(people * Decimal("0.83"))
    eligible = _whole(adults * (Decimal("0.88") + Decimal("0.08") * spread(ags)))
    yield _value("adult_population", "total", "NAT_MR", ags, year, adults)
    yield _value("eligible_voters", "total", "NAT_MR", ags, year, eligible)


def _work_and_income(ags: str, group: str, people: Decimal) -> Iterator[Value]:
    foreign = group == "foreign"
    of_age = _whole(people * Decimal("0.78" if foreign else "0.65"))
    low, wide = ("0.46", "0.14") if foreign else ("0.58", "0.08")
    employed = _whole(of_age * (Decimal(low) + Decimal(wide) * spread(ags)))
    low, wide = ("0.14", "0.12") if foreign else ("0.05", "0.04")
    recipients = _whole(people * (Decimal(low) + Decimal(wide) * spread(ags)))
    yield _value("population_15_64", group, "NAT_FS", ags, NATIONALITY_YEAR, of_age)
    yield _value("employed_at_residence", group, "NAT_BA", ags, NATIONALITY_YEAR, employed)
    yield _value("minimum_income_recipients", group, "NAT_FS", ags, NATIONALITY_YEAR, recipients)


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _value(measure: str, group: str, concept: str, ags: str, year: int, number: Decimal) -> Value:
    return Value(Measured(measure, group, concept), ags, year, number, "", date(year, 12, 31), derived=False)
