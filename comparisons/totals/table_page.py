"""A released table in words: caption, rows, columns, notes. Pages and files take everything from here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from benchmark.catalogue.selectors import IndicatorDefinition, concept, indicator, indicators
from comparisons.circles.models import Circle
from comparisons.releases.presenters import group_words
from comparisons.totals.agreed import NOT_PERSONS
from comparisons.totals.anonymity import proof_of
from comparisons.totals.models import Method
from comparisons.totals.presenters import (
    BASE,
    METHOD_WORDS,
    WITHHELD,
    class_words,
    column_words,
    count_words,
    members_words,
    unit_words,
    whole_words,
)
from comparisons.totals.selectors import ReleasedTable, TableRow


@dataclass(frozen=True)
class Line:
    """One row of the table as people read it."""

    head: str
    members: str
    cells: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class TablePage:
    """A table with everything that is said about it."""

    circle: Circle
    table: ReleasedTable
    definition: IndicatorDefinition
    concept_name: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    proof: tuple[str, ...]


def table_page(circle: Circle, table: ReleasedTable) -> TablePage:
    """A released table of a circle in words."""
    definition = indicator(table.indicator_code, version=table.definition_version)
    concept_name = concept(table.concept).name
    return TablePage(
        circle=circle,
        table=table,
        definition=definition,
        concept_name=concept_name,
        caption=_caption(table, definition),
        columns=tuple(column_words(group, derived=group == table.derived) for group in table.groups),
        lines=tuple(
            Line(
                row_words(row),
                members_words(row.n, row.members),
                tuple(cell_words(number, table) for number in row.numbers),
                row.whole,
            )
            for row in table.rows
        ),
        facts=_facts(table, definition, concept_name),
        notes=_notes(table),
        proof=proof_of(circle, table),
    )


def row_words(row: TableRow) -> str:
    """The head of a row."""
    return whole_words(row.n, row.members) if row.whole else class_words(row.low, row.high)


def cell_words(number: int | None, table: ReleasedTable) -> str:
    """One number of a table: an exact nothing is a dash, a rounded 0 stays what it is."""
    return "–" if number == 0 and table.method == Method.SUPPRESSION else count_words(number)


def unit_of(definition: IndicatorDefinition) -> str:
    """What the numbers are."""
    return unit_words(persons=definition.code not in NOT_PERSONS)


def _caption(table: ReleasedTable, definition: IndicatorDefinition) -> str:
    return gettext("%(numerator)s, %(year)s, %(unit)s, %(method)s, %(n)s of %(members)s Gemeinden") % {
        "numerator": definition.numerator,
        "year": table.year,
        "unit": unit_of(definition),
        "method": METHOD_WORDS[table.method],
        "n": table.n,
        "members": table.members,
    }


def _facts(table: ReleasedTable, definition: IndicatorDefinition, concept_name: str) -> tuple[tuple[str, str], ...]:
    day = formats.date_format(timezone.localdate(table.published_at), "SHORT_DATE_FORMAT")
    invented = ngettext(
        "The numbers of %(count)s Gemeinde are invented for demonstration.",
        "The numbers of %(count)s Gemeinden are invented for demonstration.",
        table.invented_count,
    ) % {"count": table.invented_count}
    found = [
        (gettext("What is counted"), definition.numerator),
        (gettext("Unit"), unit_of(definition)),
        (gettext("Year"), str(table.year)),
        (gettext("Concept"), concept_name),
        (gettext("Source"), "; ".join(table.sources) or gettext("not named")),
        (gettext("Reference date"), "; ".join(table.references) or definition.reference_date),
        (gettext("State"), gettext("approved by each Gemeinde, released on %(day)s") % {"day": day}),
        (gettext("Gemeinden"), _n_words(table)),
        (gettext("Method"), str(METHOD_WORDS[table.method])),
    ]
    return (*found, *(((gettext("Please note"), invented),) if table.invented_count else ()))


def _n_words(table: ReleasedTable) -> str:
    said = gettext("%(n)s of %(members)s Gemeinden of the Kreis handed numbers over.") % {
        "n": table.n,
        "members": table.members,
    }
    if table.n < table.members:
        said += " " + gettext("So these are no numbers of the whole Kreis.")
    if table.public_count:
        said += " " + ngettext(
            "The numbers of %(count)s of them are known anyway and count as known to everybody.",
            "The numbers of %(count)s of them are known anyway and count as known to everybody.",
            table.public_count,
        ) % {"count": table.public_count}
    return said


def _notes(table: ReleasedTable) -> tuple[tuple[str, str], ...]:
    found = [
        (
            WITHHELD,
            gettext(
                "Withheld, so that nobody can work out the number of a single Gemeinde or of very few persons. "
                "The sign is the same for every withheld number, whether for its own sake or to protect another one."
            ),
        )
    ]
    if table.method == Method.ROUNDING:
        found.append(
            (
                "0",
                gettext(
                    "Every number is rounded on its own to a multiple of %(base)s: 0 means 0 to 2, 5 means 3 to 7. "
                    "Sums can therefore differ a little from their parts."
                )
                % {"base": BASE},
            )
        )
    else:
        found.append(("–", gettext("Nothing there (exactly zero)")))
    if table.derived:
        found.append(
            (
                group_words(table.derived),
                gettext("Computed from the other columns, by taking the part from the whole or adding the parts up."),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Listed:
    """One line in the list of released tables."""

    table: ReleasedTable
    name: str
    numerator: str


def listed(tables: list[ReleasedTable]) -> list[Listed]:
    """Released tables with the names of their indicators; one query."""
    known = {one.code: one for one in indicators()} if tables else {}
    return [
        Listed(
            one, definition.short_name if definition else one.indicator_code, definition.numerator if definition else ""
        )
        for one in tables
        for definition in (known.get(one.indicator_code),)
    ]
