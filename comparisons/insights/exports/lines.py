"""The lines of a download: the own figures of the group and the group beside it, then what the circle has released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.catalogue.selectors import ConceptDefinition
from benchmark.figures import words as figure_words
from benchmark.web.signs import STATES
from comparisons.comparability import Grade
from comparisons.insights import words
from comparisons.insights.choices import Looked
from comparisons.insights.presenters.indicator import concept_words
from comparisons.insights.series import Point, Series, last_touched
from comparisons.releases.presenters import edges_words, grade_sentence
from comparisons.releases.selectors import ReleasedYear
from tenants.municipalities.models import Municipality

Cell = str | Decimal | int
NOT_HERE = "x"  # the sign for a cell in which a statement would make no sense

# Stable English names for programs, and what they are called on paper.
COLUMNS: dict[str, str | Promise] = {
    "statistics_code": gettext_lazy("Indicator code"),
    "statistics_label": gettext_lazy("Indicator"),
    "time_code": gettext_lazy("Time code"),
    "time": gettext_lazy("Year"),
    "territory_code": gettext_lazy("Key of the municipality or name of the circle"),
    "territory_label": gettext_lazy("Municipality or circle"),
    "group_code": gettext_lazy("Group code"),
    "group_label": gettext_lazy("Group"),
    "value_variable_code": gettext_lazy("Measure code"),
    "value_variable_label": gettext_lazy("Measure"),
    "value": gettext_lazy("Value"),
    "value_unit": gettext_lazy("Unit"),
    "value_q": gettext_lazy("Sign"),
    "numerator": gettext_lazy("Numerator"),
    "denominator": gettext_lazy("Denominator"),
    "members": gettext_lazy("Municipalities"),
    "comparability_grade": gettext_lazy("Comparability"),
    "comparability_reason": gettext_lazy("Why this grade"),
    "concept_code": gettext_lazy("Concept code"),
    "concept_label": gettext_lazy("Concept"),
    "definition_version": gettext_lazy("Version of the definition"),
    "state_code": gettext_lazy("State code"),
    "state_label": gettext_lazy("State"),
    "invented": gettext_lazy("Invented"),
    "source": gettext_lazy("Source"),
    "reference_date": gettext_lazy("Reference date"),
    "territory_date": gettext_lazy("Territory as of"),
    "as_of": gettext_lazy("As of"),
    "remark": gettext_lazy("Remark"),
}


@dataclass(frozen=True)
class Subject:
    """Whose figures are written, and everything the page has chosen."""

    place: Municipality
    looked: Looked
    concepts: Mapping[str, ConceptDefinition]


def lines_of(subject: Subject) -> list[dict[str, Cell]]:
    """All lines by column name; no cell of a line is ever empty, a missing number is its sign."""
    chosen = subject.looked.chosen
    lines = list(_own(subject, chosen.series))
    if chosen.beside:
        lines += _own(subject, chosen.beside)
    if subject.looked.compared:
        for row in subject.looked.compared.rows:
            lines += _released(subject, row)
    return lines


def _line(subject: Subject, **said: Cell) -> dict[str, Cell]:
    definition = subject.looked.chosen.definition
    line: dict[str, Cell] = dict.fromkeys(COLUMNS, NOT_HERE)
    return (
        line
        | {
            "statistics_code": definition.code,
            "statistics_label": definition.name,
            "time_code": "YEAR",
            "value_unit": definition.unit,
            "invented": _("no"),
            "value_q": "",
            "remark": "",
        }
        | said
    )


def _own(subject: Subject, series: Series) -> Iterator[dict[str, Cell]]:
    for point in series.points:
        said: dict[str, Cell] = {
            "time": point.year,
            "territory_code": subject.place.ags,
            "territory_label": subject.place.name,
            "group_code": series.group,
            "group_label": words.group_words(series.group),
            "value_variable_code": "OWN",
            "value_variable_label": _("own value"),
        }
        yield _line(subject, **(said | _about(subject, point)))


def _about(subject: Subject, point: Point) -> dict[str, Cell]:
    figure = point.figure
    if figure is None:
        return {"value": ".", "value_q": ".", "remark": _("no figure recorded or released")}
    sign = "" if figure.value is not None else figure_words.sign(figure.missing)
    remarks = [
        figure_words.reason(figure.missing) if sign else "",
        _("Computed from what was published; the note says how.") if figure.derived else "",
        figure.note,
    ]
    return {
        "value": sign if figure.value is None else figure.value,
        "value_q": sign,
        "numerator": "." if figure.numerator is None else figure.numerator,
        "denominator": "." if figure.denominator is None else figure.denominator,
        "concept_code": figure.concept,
        "concept_label": concept_words(figure.concept, subject.concepts),
        "definition_version": figure.definition_version,
        "state_code": figure.state,
        "state_label": str(STATES[figure.state][0]),
        "invented": _("yes") if figure.invented else _("no"),
        "source": "; ".join(filter(None, (figure.source, figure.table))) or _("not named"),
        "reference_date": figure.reference or subject.looked.chosen.definition.reference_date,
        "territory_date": _day(figure.territory_date),
        "as_of": _day(last_touched(figure)),
        "remark": " ".join(filter(None, remarks)),
    }


def _released(subject: Subject, row: ReleasedYear) -> Iterator[dict[str, Cell]]:
    circle = subject.looked.chosen.circle
    if circle is None:
        return
    said: dict[str, Cell] = {
        "time": row.year,
        "territory_code": circle.circle.slug,
        "territory_label": circle.circle.name,
        "group_code": row.group,
        "group_label": words.group_words(row.group),
        "members": row.n,
        "comparability_grade": Grade(row.grade).letter,
        "comparability_reason": grade_sentence(Grade(row.grade), row.reasons),
        "concept_code": row.concept,
        "concept_label": concept_words(row.concept, subject.concepts),
        "definition_version": row.definition_version,
        "state_code": "released",
        "state_label": _("released"),
        "invented": _("partly") if row.invented_count else _("no"),
        "source": _("Release %(number)s of the circle “%(circle)s”")
        % {"number": row.release_number, "circle": circle.circle.name},
        "as_of": _day(timezone.localdate(row.published_at)),
    }
    if not row.shown:
        refused = {"value": ".", "value_q": ".", "remark": words.released_refusal(row)}
        names = {"value_variable_code": "REFUSED", "value_variable_label": _("not shown")}
        yield _line(subject, **(said | refused | names))
        return
    for code, label, value, remark in measures(row, subject.looked.chosen.definition.unit):
        yield _line(
            subject,
            **(said | {"value_variable_code": code, "value_variable_label": label, "value": value, "remark": remark}),
        )


def measures(row: ReleasedYear, unit: str) -> Iterable[tuple[str, str, Cell, str]]:
    """The released statistics of one year: code, name, number, and the class in words; an open edge is a sign."""
    if row.mean is not None:
        yield "MEAN", _("mean, calculated from classes"), row.mean, ""
    spans = (
        ("MEDIAN", _("class of the median"), row.median_cell, row.median_low, row.median_high),
        ("Q1", _("class of the lower quartile"), row.q1_cell, row.q1_low, row.q1_high),
        ("Q3", _("class of the upper quartile"), row.q3_cell, row.q3_low, row.q3_high),
        ("P10", _("class of the border of the lowest tenth"), row.p10_cell, row.p10_low, row.p10_high),
        ("P90", _("class of the border of the highest tenth"), row.p90_cell, row.p90_low, row.p90_high),
    )
    for code, label, cell, low, high in spans:
        if cell is not None:
            said = edges_words(low, high, unit)
            yield f"{code}_LOW", _("%(measure)s, from") % {"measure": label}, _edge(low), said
            yield f"{code}_HIGH", _("%(measure)s, to below") % {"measure": label}, _edge(high), said


def _edge(edge: Decimal | None) -> Cell:
    """An edge of a class; an open side is blocked, because no number belongs there."""
    return "x" if edge is None else edge


def _day(day: date | None) -> str:
    return "." if day is None else day.isoformat()
