"""A released table as a file: one number per line, withheld ones as their mark and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlsxwriter
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from benchmark.web.delimited import file_of
from comparisons.releases.presenters import group_words
from comparisons.totals.presenters import METHOD_WORDS, WITHHELD
from comparisons.totals.table_page import TablePage, row_words, unit_of

Cell = str | int
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {"statistics_label": 40, "territory_label": 34, "class_label": 44, "concept_label": 30, "source": 50}
COLUMNS = (
    "statistics_code", "statistics_label", "time", "territory_code", "territory_label", "class_label", "group_code",
    "group_label", "value", "value_unit", "value_q", "members", "members_all", "method", "concept_code",
    "concept_label", "definition_version", "invented", "source", "reference_date", "release", "as_of",
)  # fmt: skip


def lines_of(page: TablePage) -> Iterator[dict[str, Cell]]:
    """One line per number; a withheld number is its mark in `value` and in `value_q`."""
    table = page.table
    about: dict[str, Cell] = {
        "statistics_code": page.definition.code,
        "statistics_label": page.definition.numerator,
        "time": table.year,
        "territory_code": page.circle.kreis_ags,
        "territory_label": page.circle.name,
        "value_unit": unit_of(page.definition),
        "method": str(METHOD_WORDS[table.method]),
        "concept_code": table.concept,
        "concept_label": page.concept_name,
        "definition_version": table.definition_version,
        "invented": _("partly") if table.invented_count else _("no"),
        "source": "; ".join(table.sources) or _("not named"),
        "reference_date": "; ".join(table.references) or page.definition.reference_date,
        "release": table.number,
        "as_of": timezone.localdate(table.published_at).isoformat(),
    }
    for row in table.rows:
        for group, number in zip(table.groups, row.numbers, strict=True):
            yield about | {
                "class_label": row_words(row),
                "group_code": group,
                "group_label": group_words(group),
                "value": WITHHELD if number is None else number,
                "value_q": WITHHELD if number is None else "",
                "members": row.n,
                "members_all": row.members,
            }


def as_csv(page: TablePage) -> bytes:
    """UTF-8 with byte order mark and semicolons; no cell is read as a formula."""
    return file_of(COLUMNS, ([line[name] for name in COLUMNS] for line in lines_of(page)))


def as_xlsx(page: TablePage) -> bytes:
    """A workbook with the numbers, and a sheet that says how to read them; texts stay texts."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@", "text_wrap": True})
    whole = book.add_format({"num_format": "0"})
    sheet = book.add_worksheet(_("Values"))
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, WIDTHS.get(name, 14))
    for row, line in enumerate(lines_of(page), start=1):
        for column, name in enumerate(COLUMNS):
            cell = line[name]
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, whole)
            else:
                sheet.write_string(row, column, cell, text)
    sheet.freeze_panes(1, 0)
    notes = book.add_worksheet(_("Reading notes"))
    notes.set_column(0, 0, 30)
    notes.set_column(1, 1, 100)
    written = (_("File written on"), formats.date_format(timezone.localdate()))
    for row, (name, said) in enumerate((*page.facts, *page.notes, written)):
        notes.write_string(row, 0, name, text)
        notes.write_string(row, 1, said, text)
    book.close()
    return stream.getvalue()
