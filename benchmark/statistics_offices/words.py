"""Words for what official tables count: families of files, measures, groups, signs."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.harmonisation.missing import MissingReason
from benchmark.statistics_offices.measures import Quality, Unit
from benchmark.statistics_offices.preview import ZERO
from benchmark.territories.kinds import TerritoryKind

COMMAND_LINE = "operator"  # who imports by the command line instead of on the page

FAMILIES: dict[str, Promise] = {
    "regional_table": _("table of the Regionaldatenbank or of a state database (CSV)"),
    "niedersachsen_long": _("integration monitor of Niedersachsen, data file (CSV)"),
    "niedersachsen_workbook": _("integration monitor of Niedersachsen, published table (XLSX)"),
    "munich_atlas": _("Indikatorenatlas of München (CSV)"),
    "cologne_structure": _("structural data of Köln (CSV)"),
    "inkar": _("export of INKAR (CSV)"),
    "ffcsv": _("flat file of GENESIS (ffcsv)"),
    "compact": _("our own compact form"),
}

MEASURES: dict[str, Promise] = {
    "population": _("inhabitants"),
    "census_population": _("inhabitants on the day of the census"),
    "population_15_64": _("inhabitants aged 15 to 64"),
    "population_share": _("share in all inhabitants"),
    "naturalisations": _("naturalisations"),
    "naturalisation_rate": _("naturalisations per 100 foreign nationals"),
    "population_with_migration_background": _("inhabitants with migration background"),
    "foreign_population_by_residence": _("foreign nationals, counted by years of residence"),
    "foreign_residents_8_to_9_years": _("foreign nationals with 8 or 9 years of residence"),
    "foreign_residents_10_years_and_more": _("foreign nationals with 10 years of residence or more"),
    "daycare_under_14": _("children under 14 in daycare"),
    "daycare_under_14_foreign_origin": _("children under 14 in daycare with a parent of foreign origin"),
    "daycare_rate_under_3": _("children under 3 in daycare per 100 of this age"),
    "daycare_rate_3_to_5": _("children of 3 to 5 in daycare per 100 of this age"),
    "daycare_under_3": _("children under 3 in daycare"),
    "daycare_3_to_5": _("children of 3 to 5 in daycare"),
    "daycare_under_3_foreign_origin": _("children under 3 in daycare with a parent of foreign origin"),
    "daycare_3_to_5_foreign_origin": _("children of 3 to 5 in daycare with a parent of foreign origin"),
    "daycare_under_3_foreign_origin_share": _("children under 3 in daycare: share with a parent of foreign origin"),
    "daycare_3_to_5_foreign_origin_share": _("children of 3 to 5 in daycare: share with a parent of foreign origin"),
    "daycare_language_share": _("children in daycare: share who mainly speak another language at home"),
    "school_leavers": _("school leavers"),
    "school_leavers_without_certificate": _("school leavers without a certificate"),
    "school_leavers_without_certificate_share": _("share of school leavers without a certificate"),
    "school_leavers_with_university_entrance": _("school leavers with university entrance"),
    "school_leavers_with_university_entrance_share": _("share of school leavers with university entrance"),
    "unemployed": _("unemployed"),
    "unemployment_rate": _("unemployment rate"),
    "employed_at_residence": _("employees by place of residence"),
    "employment_rate": _("employees per 100 inhabitants aged 15 to 64"),
    "employed_without_qualification": _("employees without vocational qualification"),
    "employed_with_vocational_qualification": _("employees with vocational qualification"),
    "employed_with_academic_degree": _("employees with an academic degree"),
    "minimum_income_recipients": _("recipients of minimum income benefits"),
    "minimum_income_rate": _("recipients of minimum income benefits per 1,000 inhabitants"),
    "sgb2_recipients": _("recipients of basic income support (SGB II)"),
    "sgb2_rate": _("rate of basic income support (SGB II)"),
    "asylum_benefit_recipients": _("recipients of benefits for asylum seekers"),
    "municipal_staff": _("staff of the administration"),
    "municipal_staff_with_immigration_history": _("staff with immigration history"),
    "adult_population": _("adult inhabitants"),
    "eligible_voters": _("inhabitants entitled to vote"),
}

GROUPS: dict[str, Promise] = {"total": _("everybody"), "german": _("Germans"), "foreign": _("foreign nationals")}

UNITS: dict[Unit, str] = {Unit.COUNT: "", Unit.PERCENT: "%", Unit.PERCENT_OPEN: "%", Unit.PER_MILLE: "‰"}

SIGNS: dict[str, Promise] = {
    ZERO: _("exactly zero"),
    MissingReason.UNKNOWN: _("unknown or confidential (.)"),
    MissingReason.BLOCKED: _("blocked by the office (x)"),
    MissingReason.NOT_RELIABLE: _("not reliable enough (/)"),
    MissingReason.LATER: _("will follow later (…)"),
    Quality.LIMITED: _("of limited value (in brackets)"),
    Quality.ROUNDED: _("rounded by the office"),
    Quality.ESTIMATED: _("estimated by the office"),
    Quality.PROVISIONAL: _("provisional"),
    Quality.REVISED: _("revised"),
}

KINDS: dict[str, Promise] = {
    TerritoryKind.KREISFREIE_STADT: _("independent cities"),
    TerritoryKind.LANDKREIS: _("Landkreise"),
    TerritoryKind.KREISANGEHOERIGE_GEMEINDE: _("Gemeinden of a Kreis"),
    "": _("kind unknown"),
}
