"""The codes of the definition files in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "kreisfreie_stadt": _("Independent cities"),
    "landkreis": _("Districts"),
    "kreisangehoerige_gemeinde": _("Municipalities within a district"),
}
AVAILABILITY = {"yes": _("available"), "partial": _("partly available"), "no": _("not available")}
AVAILABILITY_BADGE = {"yes": "success", "partial": "warning", "no": "neutral"}
STEERABILITY = {
    "high": _("can be steered locally"),
    "medium": _("can partly be steered locally"),
    "low": _("can hardly be steered locally"),
}
EFFORT = {"low": _("low"), "medium": _("medium"), "high": _("high")}
PERSPECTIVE = {
    "strength": _("Strength"),
    "need": _("Gap in participation"),
    "context": pgettext_lazy("perspective", "Context"),
}
POLARITY = {
    "higher_better": _("A higher value is better."),
    "lower_better": _("A lower value is better."),
    "neutral": _("Neither high nor low is better; the value describes the situation."),
}
GROUPS = {"total": _("all"), "german": _("Germans"), "foreign": _("foreign nationals")}
PERIODICITY = {
    "annual": _("every year"),
    "semiannual": _("every half-year"),
    "every_2_years": _("every two years"),
    "every_4_years": _("every four years"),
    "per_election": _("once per term of office"),
}
EVIDENCE = {
    "source": _("Found in a published source."),
    "expertise": _("Professional judgement, not yet found in a published source."),
    "both": _("Partly from a published source, partly professional judgement."),
}
HOLDERS = {
    "Kommune": _("the municipality"),
    "Kreis": _("the district"),
    "Land": _("the federal state"),
    "Bund": _("the federation"),
}
DIFFERENTIATION = {
    "accommodation_type": _("kind of accommodation"),
    "age": _("age"),
    "area": _("area of life"),
    "career_group": _("career group"),
    "course_type": _("kind of course"),
    "family_language": _("family language"),
    "gender": _("gender"),
    "ground": _("ground"),
    "migration_background": _("migration background"),
    "nationality": _("nationality"),
    "nationality_group": _("group of nationalities"),
    "origin": _("country of origin"),
    "origin_group": _("region of origin"),
    "profession": _("profession"),
    "protection_status": _("protection status"),
    "school_type": _("kind of school"),
    "small_area": _("neighbourhood"),
    "trainee": _("trainees"),
}
CONVERSION = {
    "reduce": _("can be reduced"),
    "comparable_with_flag": _("may stand side by side with a note"),
    "not_convertible": _("must not be compared"),
}
ANALYSIS_UNITS = {"person": _("persons"), "pupil": _("pupils"), "child": _("children"), "none": _("no persons")}
FAMILIES = {
    "population_statistics": _("population statistics"),
    "central_register": _("Central Register of Foreigners"),
    "municipal_register": _("population register of the municipality"),
    "employment_agency": _("statistics of the Federal Employment Agency"),
    "microcensus": _("microcensus"),
    "census": _("census"),
    "school_statistics": _("school statistics"),
    "youth_welfare": _("child and youth welfare statistics"),
    "own_survey": _("own survey"),
    "none": _("no source of its own"),
}
PLACES = {
    "residence": _("where people live"),
    "work": _("where people work"),
    "school": _("where the school is"),
    "facility": _("where the facility is"),
    "any": _("differs"),
}
LEVELS = {"kreise": _("Districts and independent cities"), "gemeinden": _("Municipalities within a district")}


def word(words: Mapping[str, object], code: str) -> str:
    """The word for a code; a code that is not in the list yet is shown as it is."""
    return str(words.get(code, code))
