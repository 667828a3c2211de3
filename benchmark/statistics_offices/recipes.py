"""How measures become figures of indicators: numerator, denominator or a published value, per group and concept."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.statistics_offices.measures import Measured


@dataclass(frozen=True)
class Recipe:
    """One indicator for one group and concept.

    Several measures in numerator or denominator are added up. `published` is the value an office printed, in the
    indicator's unit; it is used where the parts are not both known, or always with `published_first`, where the
    office's own denominator is better than any we have.
    """

    indicator_code: str
    group: str
    concept: str
    numerator: tuple[Measured, ...] = ()
    denominator: tuple[Measured, ...] = ()
    published: Measured | None = None
    published_first: bool = False


def _m(measure: str, group: str, concept: str) -> Measured:
    return Measured(measure, group, concept)


def _naturalisation(concept: str, published: Measured | None = None) -> Recipe:
    return Recipe(
        "REC-01",
        "foreign",
        concept,
        (_m("naturalisations", "total", "NONE"),),
        (_m("population", "foreign", concept),),
        published=published,
    )


def _qualified(group: str) -> Recipe:
    vocational = _m("employed_with_vocational_qualification", group, "NAT_BA")
    academic = _m("employed_with_academic_degree", group, "NAT_BA")
    without = _m("employed_without_qualification", group, "NAT_BA")
    return Recipe("ARB-03", group, "NAT_BA", (vocational, academic), (without, vocational, academic))


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "DEM-01", "total", "NAT_AZR", (_m("population", "foreign", "NAT_AZR"),), (_m("population", "total", "NAT_FS"),)
    ),
    Recipe(
        "DEM-01",
        "total",
        "NAT_FS",
        (_m("population", "foreign", "NAT_FS"),),
        (_m("population", "total", "NAT_FS"),),
        published=_m("population_share", "foreign", "NAT_FS"),
    ),
    Recipe(
        "DEM-01", "total", "NAT_MR", (_m("population", "foreign", "NAT_MR"),), (_m("population", "total", "NAT_MR"),)
    ),
    Recipe(  # for municipalities and years without anything newer
        "DEM-01",
        "total",
        "NAT_FS",
        (_m("census_population", "foreign", "NAT_FS"),),
        (_m("census_population", "total", "NAT_FS"),),
    ),
    *(
        Recipe("DEM-02", "total", concept, published=_m("population_share", "total", concept))
        for concept in ("MZ_MH_ENG", "MZ_MH_WEIT", "ZEN11_MH")
    ),
    Recipe(
        "DEM-02",
        "total",
        "MIGRAPRO",
        (_m("population_with_migration_background", "total", "MIGRAPRO"),),
        (_m("population", "total", "NAT_MR"),),
    ),
    Recipe(
        "DEM-05",
        "foreign",
        "NAT_AZR",
        (
            _m("foreign_residents_8_to_9_years", "foreign", "NAT_AZR"),
            _m("foreign_residents_10_years_and_more", "foreign", "NAT_AZR"),
        ),
        (_m("foreign_population_by_residence", "foreign", "NAT_AZR"),),
    ),
    _naturalisation("NAT_AZR", published=_m("naturalisation_rate", "foreign", "NAT_AZR")),
    _naturalisation("NAT_FS", published=_m("naturalisation_rate", "foreign", "NAT_FS")),
    Recipe(
        "KIT-01",
        "total",
        "JH_HERK",
        (
            _m("daycare_under_3_foreign_origin", "total", "JH_HERK"),
            _m("daycare_3_to_5_foreign_origin", "total", "JH_HERK"),
        ),
        (_m("daycare_under_3", "total", "JH_HERK"), _m("daycare_3_to_5", "total", "JH_HERK")),
    ),
    Recipe("KIT-02", "total", "JH_SPR", published=_m("daycare_language_share", "total", "JH_SPR")),
    *(
        Recipe(
            "BIL-01",
            group,
            "SCH_NAT",
            (_m("school_leavers_without_certificate", group, "SCH_NAT"),),
            (_m("school_leavers", group, "SCH_NAT"),),
            published=_m("school_leavers_without_certificate_share", group, "SCH_NAT"),
        )
        for group in ("total", "german", "foreign")
    ),
    Recipe(
        "BIL-03",
        "total",
        "SCH_NAT",
        (_m("school_leavers_with_university_entrance", "total", "SCH_NAT"),),
        (_m("school_leavers", "total", "SCH_NAT"),),
        published=_m("school_leavers_with_university_entrance_share", "total", "SCH_NAT"),
    ),
    *(
        Recipe(
            "ARB-01",
            group,
            "NAT_BA",
            (_m("employed_at_residence", group, "NAT_BA"),),
            (_m("population_15_64", group, "NAT_FS"),),
        )
        for group in ("total", "foreign")
    ),
    *(
        Recipe(
            "ARB-02",
            group,
            "NAT_BA",
            (_m("unemployed", group, "NAT_BA"),),
            published=_m("unemployment_rate", group, "NAT_BA"),
            published_first=True,
        )
        for group in ("total", "foreign")
    ),
    _qualified("total"),
    _qualified("foreign"),
    *(
        Recipe(
            "SOZ-01",
            group,
            "NAT_FS",
            (_m("minimum_income_recipients", group, "NAT_FS"),),
            (_m("population", group, "NAT_FS"),),
            published=_m("minimum_income_rate", group, "NAT_FS"),
            published_first=True,
        )
        for group in ("total", "german", "foreign")
    ),
    *(
        Recipe(
            "SOZ-02",
            group,
            "NAT_BA",
            (_m("sgb2_recipients", group, "NAT_BA"),),
            (_m("population", group, "NAT_FS"),),
        )
        for group in ("total", "foreign")
    ),
    Recipe(
        "SOZ-04",
        "total",
        "NONE",
        (_m("asylum_benefit_recipients", "total", "NONE"),),
        (_m("population", "total", "NAT_FS"),),
    ),
    Recipe(
        "IKO-01",
        "total",
        "SELF",
        (_m("municipal_staff_with_immigration_history", "total", "SELF"),),
        (_m("municipal_staff", "total", "SELF"),),
    ),
    Recipe(
        "PAR-01",
        "total",
        "NAT_MR",
        (_m("eligible_voters", "total", "NAT_MR"),),
        (_m("adult_population", "total", "NAT_MR"),),
    ),
    Recipe("KIT-03", "total", "JH_HERK", published=_m("daycare_rate_3_to_5", "total", "NONE")),
    # Rates as published (INKAR), where the parts are not known.
    Recipe("ARB-01", "total", "NAT_BA", published=_m("employment_rate", "total", "NAT_BA")),
    Recipe("SOZ-02", "total", "NAT_BA", published=_m("sgb2_rate", "total", "NAT_BA")),
)
