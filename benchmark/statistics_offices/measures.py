"""The vocabulary of what official tables count, and the groups and concepts they count it for."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """The unit of a measure, with what its values may be."""

    COUNT = "count"  # persons; whole numbers from zero
    PERCENT = "percent"  # 0 to 100
    PERCENT_OPEN = "percent_open"  # may pass 100, where part and whole are counted at different places
    PER_MILLE = "per_mille"  # 0 to 1000


class Quality(StrEnum):
    """What an office says of a number besides the number."""

    PLAIN = ""
    LIMITED = "limited"  # printed in brackets: of limited validity
    ROUNDED = "rounded"  # rounded by the office, so sums and shares are not exact
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    REVISED = "revised"


LIMITS: dict[Unit, int] = {Unit.COUNT: 10**9, Unit.PERCENT: 100, Unit.PERCENT_OPEN: 200, Unit.PER_MILLE: 1000}

# Measure → unit. The name says who is counted; group and concept are given beside it.
MEASURES: dict[str, Unit] = {
    "population": Unit.COUNT,
    "census_population": Unit.COUNT,  # on the day of the census, not at the end of the year
    "population_15_64": Unit.COUNT,
    "population_share": Unit.PERCENT,  # the group's share in the whole population, as published
    "naturalisations": Unit.COUNT,
    "naturalisation_rate": Unit.PERCENT,  # of all foreign nationals, as published
    "population_with_migration_background": Unit.COUNT,
    # Foreign nationals by years of residence; each number rounded by itself, so their sum is another than `population`.
    "foreign_population_by_residence": Unit.COUNT,
    "foreign_residents_8_to_9_years": Unit.COUNT,
    "foreign_residents_10_years_and_more": Unit.COUNT,
    "daycare_under_14": Unit.COUNT,  # in facilities and family daycare, as in all counts of daycare
    "daycare_under_14_foreign_origin": Unit.COUNT,
    "daycare_rate_under_3": Unit.PERCENT_OPEN,  # children cared for in the place per 100 children who live there
    "daycare_rate_3_to_5": Unit.PERCENT_OPEN,
    "daycare_under_3": Unit.COUNT,
    "daycare_3_to_5": Unit.COUNT,
    "daycare_under_3_foreign_origin": Unit.COUNT,
    "daycare_3_to_5_foreign_origin": Unit.COUNT,
    "daycare_under_3_foreign_origin_share": Unit.PERCENT,
    "daycare_3_to_5_foreign_origin_share": Unit.PERCENT,
    "daycare_language_share": Unit.PERCENT,
    "school_leavers": Unit.COUNT,
    "school_leavers_without_certificate": Unit.COUNT,
    "school_leavers_without_certificate_share": Unit.PERCENT,
    "school_leavers_with_university_entrance": Unit.COUNT,
    "school_leavers_with_university_entrance_share": Unit.PERCENT,
    "unemployed": Unit.COUNT,
    "unemployment_rate": Unit.PERCENT,  # of all civilian labour force
    "employed_at_residence": Unit.COUNT,
    "employment_rate": Unit.PERCENT_OPEN,  # employed at residence per 100 inhabitants aged 15 to 64, as published
    "employed_without_qualification": Unit.COUNT,
    "employed_with_vocational_qualification": Unit.COUNT,
    "employed_with_academic_degree": Unit.COUNT,
    "minimum_income_recipients": Unit.COUNT,
    "minimum_income_rate": Unit.PER_MILLE,
    "sgb2_recipients": Unit.COUNT,
    "sgb2_rate": Unit.PERCENT,  # of the inhabitants below the age of retirement, as published
    "asylum_benefit_recipients": Unit.COUNT,
    "municipal_staff": Unit.COUNT,
    "municipal_staff_with_immigration_history": Unit.COUNT,
    "adult_population": Unit.COUNT,
    "eligible_voters": Unit.COUNT,
}

GROUPS = ("total", "german", "foreign")


class Measured(NamedTuple):
    """What one cell of a table says: which measure, for which group, by which concept of differentiation."""

    measure: str
    group: str
    concept: str

    @property
    def unit(self) -> Unit:
        return MEASURES[self.measure]
