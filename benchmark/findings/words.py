"""Words of this room: kinds of municipality, breaks, causes, what to do, and what official measures are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.plausibility.findings import Cause, Reason, Weight
from benchmark.territories.kinds import TerritoryKind

AMONG: dict[str, str | Promise] = {
    TerritoryKind.LANDKREIS: _("Landkreise"),
    TerritoryKind.KREISFREIE_STADT: _("kreisfreie Städte"),
    TerritoryKind.KREISANGEHOERIGE_GEMEINDE: _("Gemeinden"),
}
AMONG_OTHERS = _("other municipalities")

TITLES: dict[Reason, str | Promise] = {
    Reason.PART_EXCEEDS_WHOLE: _("Part larger than the whole"),
    Reason.GROUP_EXCEEDS_TOTAL: _("Group larger than the total"),
    Reason.GROUPS_DO_NOT_ADD_UP: _("Groups do not add up to the total"),
    Reason.SHARE_DIFFERS: _("Published share does not fit its numbers"),
    Reason.JUMP: _("Unusual jump"),
    Reason.JUMP_AT_BREAK: _("Jump where the statistics changed"),
    Reason.ZERO_AFTER_CASES: _("Zero after many cases"),
    Reason.IDENTICAL: _("Exactly as the year before"),
    Reason.DUPLICATE: _("The same line twice"),
    Reason.CONTRADICTING_DUPLICATE: _("Two different numbers for the same line"),
    Reason.TWO_SOURCES: _("Two sources, two numbers"),
    Reason.LEVEL_SHIFT: _("Two sources drift apart"),
    Reason.EMPTY: _("Empty cell"),
}

WEIGHTS: dict[Weight, tuple[str | Promise, str]] = {
    Weight.CONTRADICTION: (_("Contradiction"), "danger"),
    Weight.QUESTION: (_("Question"), "warning"),
    Weight.HINT: (_("Note"), "info"),
}

BREAKS: dict[str, str | Promise] = {
    "census_2011": _("from 2011 on, population figures stand on the census of 2011"),
    "census_2022": _("from 2022 on, population figures stand on the census of 2022"),
    "register_rounded": _("from 2016 on, counts of the register of foreigners are rounded to multiples of 5"),
    "minimum_income_rounded": _("from 2020 on, recipients are rounded to multiples of 5"),
    "microcensus_sample": _("in 2016 the Mikrozensus changed to a new sample"),
    "microcensus_sense": _("from 2017 on, the migration background is counted in the wider sense"),
    "unemployment_law": _("in 2005 unemployment assistance and social assistance were merged (SGB II)"),
    "definition": _("the definition of the indicator has a new version"),
}

CAUSES: dict[Cause, str | Promise] = {
    Cause.CONCEPT: _("they count by different concepts"),
    Cause.CENSUS: _("they probably stand on different censuses"),
    Cause.PREVIOUS_YEAR: _("the share fits the denominator of the year before"),
    Cause.OTHER_DENOMINATOR: _("the share fits the denominator of another source (%(source)s)"),
    Cause.OTHER_PLACE: _("the value is that of another territory (%(source)s); the line has a wrong key"),
    Cause.ROUNDING: _("one of them is rounded"),
    Cause.TERRITORY: _("they speak of different territories"),
    Cause.LATER_CORRECTION: _("the office probably corrected its number later"),
    Cause.UNKNOWN: _("a reason is not known"),
}

TO_DO: dict[Reason, str | Promise] = {
    Reason.PART_EXCEEDS_WHOLE: _("Please correct one of the two numbers. The service stores no figure of this kind."),
    Reason.GROUP_EXCEEDS_TOTAL: _("Please compare both numbers with the source and correct the wrong one."),
    Reason.GROUPS_DO_NOT_ADD_UP: _("Please look whether people without a stated nationality explain the difference."),
    Reason.SHARE_DIFFERS: _("Please use the numbers instead of the published share, or ask the publisher."),
    Reason.JUMP: _("Please compare the figure with its source. If it is right, say what happened that year."),
    Reason.JUMP_AT_BREAK: _("Nothing to correct. Please mind the break when you describe the development."),
    Reason.ZERO_AFTER_CASES: _("Please look whether the figure is missing. Then give the reason instead of a zero."),
    Reason.IDENTICAL: _("Please look whether last year's figure was copied by mistake."),
    Reason.TWO_SOURCES: _("Please decide which number holds, and say why."),
}
EXPECTED_DIFFERENCE = _("Nothing to correct. Please never put the two series into one comparison.")
OFFICIAL_DIFFERENCE = _("Please name the source whenever you use the number. You need not correct anything.")

MEASURES: dict[str, str | Promise] = {
    "population": _("population"),
    "census_population": _("population of the census"),
    "population_15_64": _("population aged 15 to 64"),
    "population_share": _("share in the population"),
    "naturalisations": _("naturalisations"),
    "naturalisation_rate": _("naturalisation rate"),
    "school_leavers": _("school leavers"),
    "school_leavers_without_certificate": _("school leavers without certificate"),
    "school_leavers_without_certificate_share": _("share of school leavers without certificate"),
    "unemployed": _("unemployed people"),
    "unemployment_rate": _("unemployment rate"),
    "employed_at_residence": _("employees by place of residence"),
    "employed_without_qualification": _("employees without vocational qualification"),
    "employed_with_vocational_qualification": _("employees with vocational qualification"),
    "employed_with_academic_degree": _("employees with academic degree"),
    "minimum_income_recipients": _("recipients of minimum income"),
    "minimum_income_rate": _("minimum income rate"),
    "sgb2_recipients": _("recipients of SGB II benefits"),
    "asylum_benefit_recipients": _("recipients of asylum seekers' benefits"),
    "daycare_under_3": _("children under 3 in day care"),
    "daycare_3_to_5": _("children from 3 to 5 in day care"),
    "daycare_under_3_foreign_origin": _("children under 3 in day care, parent of foreign origin"),
    "daycare_3_to_5_foreign_origin": _("children from 3 to 5 in day care, parent of foreign origin"),
    "daycare_language_share": _("share of children who mainly speak another language at home"),
}


def measure(code: str) -> str:
    """What an official measure is called; its code where it has no name of its own."""
    return str(MEASURES.get(code, code))


def among(kind: str) -> str:
    """The municipalities of a kind, as they stand after “usual among”."""
    return str(AMONG.get(kind, AMONG_OTHERS))
