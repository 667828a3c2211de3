"""Writes the workbook of a municipality: a sheet to fill in, a sheet to read, and hidden lists for the drop-downs."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from benchmark.figures.intake.layout import (
    COLUMNS,
    FIGURES_SHEET,
    KEY_LABEL,
    LISTS_SHEET,
    NOTES_SHEET,
    Choice,
    IndicatorSheet,
    Template,
    TemplateRow,
)

MACHINE_ROW, HEADER_ROW, FIRST_ROW = 6, 7, 8  # counted from 0
SPARE_ROWS = 200  # empty lines below, with the same drop-downs
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (11, 46, 8, 32, 44, 14, 14, 32, 14, 40)


def write(template: Template) -> bytes:
    """The workbook as bytes. Texts are never formulas; those that begin like one are marked as text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _Writer(book, template).write()
    book.close()
    return stream.getvalue()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, template: Template) -> None:
        self.book = book
        self.template = template
        self.known = {indicator.code: indicator for indicator in template.indicators}
        self.figures = book.add_worksheet(FIGURES_SHEET)
        self.notes = book.add_worksheet(NOTES_SHEET)
        self.lists = book.add_worksheet(LISTS_SHEET)
        self.lists.hide()
        self.list_ranges: dict[tuple[Choice, ...], str] = {}
        self.plain = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.marked = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.header = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6E9F0"}
        )
        self.count = book.add_format({"num_format": "#,##0.########", "valign": "top"})
        self.whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.year = book.add_format({"num_format": "0", "valign": "top"})
        self.before = book.add_format(
            {"num_format": "#,##0.0", "valign": "top", "font_color": "#5A6170", "italic": True}
        )

    def write(self) -> None:
        self._head()
        for offset, row in enumerate(self.template.rows):
            self._row(FIRST_ROW + offset, row)
        self._drop_downs()
        self._notes()

    def text(self, sheet: Worksheet, row: int, column: int, content: str, style: Any = None) -> None:
        """A text cell, which a spreadsheet program never computes, not even after editing."""
        dangerous = content.startswith(_DANGEROUS)
        sheet.write_string(row, column, content, self.marked if dangerous else style or self.plain)

    def _head(self) -> None:
        """Municipality, key as text, date, how to fill in; then the hidden machine names and the frozen header."""
        sheet, template = self.figures, self.template
        self.text(sheet, 0, 0, _("Figures for the comparison"), self.title)
        for row, (label, content) in enumerate(
            (
                (_("Municipality"), template.municipality),
                (KEY_LABEL, template.ags),
                (_("Made on"), f"{template.made_on:%d.%m.%Y}"),
            ),
            start=1,
        ):
            self.text(sheet, row, 0, label)
            self.text(sheet, row, 1, content)
        self.text(sheet, 4, 0, _("Please enter numerator and denominator, or a reason why there is no figure."))
        for column, name in enumerate(COLUMNS):
            self.text(sheet, MACHINE_ROW, column, name)
            self.text(sheet, HEADER_ROW, column, _headings()[name], self.header)
            sheet.set_column(column, column, _WIDTHS[column])
        sheet.set_row(MACHINE_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _row(self, line: int, row: TemplateRow) -> None:
        indicator = self.known[row.indicator_code]
        texts = {
            0: row.indicator_code,
            1: f"{indicator.name} ({indicator.unit})",
            3: _shown(indicator.groups, row.group),
            4: _shown(indicator.concepts, row.concept),
            7: _shown(self.template.reasons, row.missing),
            9: row.note,
        }
        for column, content in texts.items():
            if content:
                self.text(self.figures, line, column, content)
        self.figures.write_number(line, 2, row.year, self.year)
        counts = self.whole if indicator.whole_counts else self.count
        for column, number, style in (
            (5, row.numerator, counts),
            (6, row.denominator, counts),
            (8, row.last_year, self.before),
        ):
            self._number(line, column, number, style)

    def _number(self, line: int, column: int, number: Decimal | None, style: Any) -> None:
        if number is None:
            self.figures.write_blank(line, column, None, style)
        else:
            self.figures.write_number(line, column, float(number), style)

    def _drop_downs(self) -> None:
        """Lists for group, concept and reason; rules for year and counts, with a sentence where one is broken."""
        rows, template = self.template.rows, self.template
        last = FIRST_ROW + len(rows) + SPARE_ROWS - 1
        for offset, row in enumerate(rows):
            indicator = self.known[row.indicator_code]
            self._list(FIRST_ROW + offset, FIRST_ROW + offset, 3, indicator.groups)
            self._list(FIRST_ROW + offset, FIRST_ROW + offset, 4, indicator.concepts)
        below = FIRST_ROW + len(rows)
        self._list(below, last, 3, _union(indicator.groups for indicator in template.indicators))
        self._list(below, last, 4, _union(indicator.concepts for indicator in template.indicators))
        self._list(FIRST_ROW, last, 7, template.reasons)
        self.figures.data_validation(
            FIRST_ROW, 2, last, 2,
            {"validate": "integer", "criteria": "between", "minimum": template.first_year,
             "maximum": template.last_year, "error_title": _("Year"),
             "error_message": _("Please enter a year of the period that is compared.")},
        )  # fmt: skip
        self.figures.data_validation(
            FIRST_ROW, 5, last, 6,
            {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": _("Count"),
             "error_message": _("Please enter a number that is not negative.")},
        )  # fmt: skip

    def _list(self, first: int, last: int, column: int, choices: tuple[Choice, ...]) -> None:
        if choices:
            self.figures.data_validation(
                first, column, last, column,
                {"validate": "list", "source": self._range(choices),
                 "error_title": _("Not in the list"), "error_message": _("Please choose an entry of the list.")},
            )  # fmt: skip

    def _range(self, choices: tuple[Choice, ...]) -> str:
        """Where a list of choices stands on the hidden sheet; written once."""
        if choices not in self.list_ranges:
            column = len(self.list_ranges)
            for row, choice in enumerate(choices):
                self.text(self.lists, row, column, choice.shown)
            letters = xlsxwriter.utility.xl_col_to_name(column)
            self.list_ranges[choices] = f"={LISTS_SHEET}!${letters}$1:${letters}${len(choices)}"
        return self.list_ranges[choices]

    def _notes(self) -> None:
        """Definitions, sources and the legend of signs."""
        sheet = self.notes
        self.text(sheet, 0, 0, _("How to read and fill in"), self.title)
        line = 2
        for sentence in _instructions():
            self.text(sheet, line, 0, sentence)
            line += 1
        headings = (
            _("Code"), _("Indicator"), _("Numerator"), _("Denominator"),
            _("Unit"), _("Source"), _("Held by"), _("Concepts"),
        )  # fmt: skip
        line = self._table(line + 1, headings, [_definition(indicator) for indicator in self.template.indicators])
        self.text(sheet, line + 1, 0, _("Signs for missing figures"), self.title)
        reasons = [(reason.sign, reason.label) for reason in self.template.reasons]
        self._table(
            line + 2, (_("Sign"), _("Meaning")), [*reasons, ("0", _("none: zero is a figure, please enter it"))]
        )
        for column, width in enumerate((11, 46, 40, 40, 10, 44, 24, 44)):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _table(self, line: int, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> int:
        for column, heading in enumerate(headings):
            self.text(self.notes, line, column, heading, self.header)
        for offset, row in enumerate(rows, start=1):
            for column, content in enumerate(row):
                self.text(self.notes, line + offset, column, content, self.wrapped)
        return line + len(rows) + 1


def _headings() -> dict[str, str]:
    return {
        "indicator_code": _("Code"),
        "name": _("Indicator"),
        "year": _("Year"),
        "group": _("Group"),
        "concept": _("Concept"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "missing": _("Reason if missing"),
        "last_year": _("Value of the year before"),
        "note": _("Note"),
    }


def _instructions() -> tuple[str, ...]:
    return (
        _("Enter whole numbers without separators, or with a comma for decimal places; no percent signs."),
        _("Where there is no figure, choose a reason. An empty line is simply not taken over. Zero is a figure."),
        _("The value of the year before is shown for comparison only and is not read."),
        _("Further lines may be added below; code, year, group and concept are needed in each."),
    )


def _definition(indicator: IndicatorSheet) -> tuple[str, ...]:
    return (
        indicator.code,
        indicator.name,
        indicator.numerator,
        indicator.denominator,
        indicator.unit,
        indicator.source,
        indicator.data_holder,
        "; ".join(concept.shown for concept in indicator.concepts),
    )


def _shown(choices: tuple[Choice, ...], code: str) -> str:
    return next((choice.shown for choice in choices if choice.code == code), code)


def _union(lists: Any) -> tuple[Choice, ...]:
    return tuple(dict.fromkeys(choice for choices in lists for choice in choices))
