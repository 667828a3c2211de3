"""The words of this room."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, npgettext, pgettext_lazy
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.territories.keys import LAENDER
from benchmark.territories.kinds import TerritoryKind
from benchmark.web.numbers import with_unit, written
from comparisons.charts import Numbers
from comparisons.joining.gaps import Place
from comparisons.joining.variables import Variable
from comparisons.neighbours import Likeness

KINDS: dict[TerritoryKind, Promise] = {
    TerritoryKind.KREISFREIE_STADT: gettext_lazy("independent city"),
    TerritoryKind.LANDKREIS: gettext_lazy("Landkreis"),
    TerritoryKind.KREISANGEHOERIGE_GEMEINDE: gettext_lazy("Gemeinde within a Kreis"),
}
PERSPECTIVES: dict[str, Promise] = {
    "strength": gettext_lazy("Strengths and potentials"),
    "need": gettext_lazy("Needs and gaps in participation"),
    "context": pgettext_lazy("perspective", "Context"),
}
PLACES: dict[Place, Promise] = {
    Place.OWN: gettext_lazy("In your own house"),
    Place.KREIS: gettext_lazy("At the Kreis"),
    Place.LAND: gettext_lazy("At the Land"),
    Place.FEDERATION: gettext_lazy("At the federation"),
}
WHOM: dict[Place, Promise] = {
    Place.OWN: gettext_lazy(
        "Count it yourselves, or ask the office in your house that keeps the data. This is the shortest way."
    ),
    Place.KREIS: gettext_lazy("Ask the statistics office or the integration office of your Kreis."),
    Place.LAND: gettext_lazy("Ask the statistical office of your Land, or the ministry that keeps the statistic."),
    Place.FEDERATION: gettext_lazy(
        "Ask the federal office that keeps the statistic; many tables are free of charge in the Regionaldatenbank."
    ),
}
OBTAINABLE: dict[str, Promise] = {
    "yes": gettext_lazy("obtainable, but not read in here yet"),
    "partial": gettext_lazy("not published ready-made"),
    "no": gettext_lazy("does not exist for a municipality of this kind"),
}
AT_HOME = gettext_lazy("to be found out in your own house")
VARIABLES: dict[str, Promise] = {
    "population": gettext_lazy("Population"),
    "density": gettext_lazy("Inhabitants per km²"),
    "population_change": gettext_lazy("Change of population"),
    "working_age_share": gettext_lazy("Share of people aged 15 to 64"),
    "foreign_share": gettext_lazy("Share of foreign nationals"),
    "unemployment_rate": gettext_lazy("Unemployment rate"),
    "sgb2_share": gettext_lazy("Share with basic income support (SGB II)"),
}
LIKENESS: dict[Likeness, Promise] = {
    Likeness.ALIKE: gettext_lazy("almost the same"),
    Likeness.SIMILAR: gettext_lazy("similar"),
    Likeness.DIFFERENT: gettext_lazy("different"),
    Likeness.FAR: gettext_lazy("very different"),
    Likeness.MISSING: gettext_lazy("no public figure"),
}
WEIGHTS: dict[int, Promise] = {
    0: gettext_lazy("does not count"),
    1: gettext_lazy("counts once"),
    2: gettext_lazy("counts twice"),
    3: gettext_lazy("counts three times"),
}


def land(ags: str) -> str:
    """The name of the Land of a key."""
    return LAENDER.get(ags[:2], "")


def value_words(value: Decimal | float, definition: IndicatorDefinition) -> str:
    """A value of an indicator with its unit."""
    return with_unit(value, definition.unit, decimals=definition.decimals)


def variable_words(value: float, variable: Variable) -> str:
    """A value of a structural variable with its unit; a change carries its sign."""
    if variable.code != "population_change":
        return with_unit(value, variable.unit, decimals=variable.decimals)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + with_unit(abs(value), variable.unit, decimals=variable.decimals)


def years_words(years: tuple[int, ...]) -> str:
    """The years of a variable: one, or from one to another."""
    return " – ".join(map(str, years))


def numbers_of(decimals: int) -> Numbers:
    """How charts and tables write numbers in the language of the page."""
    return Numbers(decimals, ",", ".") if (get_language() or "de").startswith("de") else Numbers(decimals, ".", ",")


def distance_words(distance: float) -> str:
    """A distance with two decimals."""
    return written(distance, decimals=2)


def listed(items: list[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def people(count: int) -> str:
    """A number of inhabitants in words."""
    return npgettext("inhabitants", "%(count)s person", "%(count)s people", count) % {
        "count": written(count, decimals=0)
    }
