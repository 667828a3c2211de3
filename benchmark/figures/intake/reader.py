"""Reads a filled workbook back: every error with its sheet and cell, and no row at all while there is an error."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from benchmark.figures.intake.cells import CellProblem, choice_of, count_of, text_of, year_of
from benchmark.figures.intake.container import FileProblem, open_container
from benchmark.figures.intake.layout import (
    FIGURES_SHEET,
    KEY_LABEL,
    REQUIRED_COLUMNS,
    IndicatorSheet,
    Intake,
    IntakeError,
    IntakeRow,
    Template,
    column_letters,
)
from benchmark.intake.tables import Flaw
from benchmark.intake.xlsx import CleanWorkbook

HEAD_ROWS = 30  # the head block and the machine names stand within these
MOST_ERRORS = 200
LONGEST_NOTE = 500

Cells = Sequence[Sequence[object]]


def read(data: bytes, template: Template) -> Intake:
    """Read an uploaded file against the template it must fit (its rows do not matter, only its vocabulary)."""
    try:
        container = open_container(data)
        cells = _cells(container)
    except FileProblem as problem:
        return Intake((), (problem.error,))
    facts = container.sheets.get(FIGURES_SHEET)
    reading = _Reading(template, cells, facts.flaws if facts else {})
    reading.run()
    return Intake(() if reading.errors else tuple(reading.rows), tuple(reading.errors[:MOST_ERRORS]))


def _cells(container: CleanWorkbook) -> Cells:
    """All cells of the figures sheet, with empty rows and columns kept so that places are right."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(container.data))
        cells: list[list[object]] = book.get_sheet_by_name(FIGURES_SHEET).to_python(skip_empty_area=False)  # type: ignore[assignment]
    except WorksheetNotFound as error:
        raise FileProblem(
            _("The workbook has no sheet “%(sheet)s”.") % {"sheet": FIGURES_SHEET}, _("Please use the template.")
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileProblem(
            _("The file is damaged or incomplete."), _("Please download the template again and copy the figures.")
        ) from error
    _keep_raised(cells, container)
    return cells


def _keep_raised(cells: list[list[object]], container: CleanWorkbook) -> None:
    """A footnote mark beside a number stays a mark; it would otherwise become one more digit."""
    facts = container.sheets.get(FIGURES_SHEET)
    for (row, column), text in facts.texts.items() if facts else ():
        if facts and facts.flaws[row, column] is Flaw.RAISED and row < len(cells) and column < len(cells[row]):
            cells[row][column] = text


class _Reading:
    """One workbook while it is read."""

    def __init__(self, template: Template, cells: Cells, flaws: dict[tuple[int, int], Flaw]) -> None:
        self.template = template
        self.cells = cells
        self.flaws = flaws
        self.known = {indicator.code: indicator for indicator in template.indicators}
        self.errors: list[IntakeError] = []
        self.rows: list[IntakeRow] = []
        self.places: dict[tuple[object, ...], int] = {}

    def run(self) -> None:
        self._check_key()
        header = self._find_columns()
        if header is None:
            self.complain("", _("The columns of the template are missing."), _("Please use the template unchanged."))
            return
        line, columns = header
        for position in range(line + 2, len(self.cells)):
            if any(text_of(cell) for cell in self.cells[position]) or self._flawed(position, columns):
                _Line(self, position, columns).read()

    def complain(self, cell: str, what: str, remedy: str) -> None:
        self.errors.append(IntakeError(FIGURES_SHEET, cell, what, remedy))

    def _flawed(self, position: int, columns: dict[str, int]) -> bool:
        return any((position, column) in self.flaws for column in columns.values())

    def _check_key(self) -> None:
        """The key in the head must be that of the municipality, as text with its leading zero."""
        for position, row in enumerate(self.cells[:HEAD_ROWS]):
            if row and text_of(row[0]) == KEY_LABEL:
                found = text_of(row[1]) if len(row) > 1 else ""
                self._judge_key(f"B{position + 1}", found)
                return
        self.complain("", _("The key of the municipality (AGS) is missing."), _("Please use the template unchanged."))

    def _judge_key(self, cell: str, found: str) -> None:
        own = self.template.ags
        names = {"found": found, "own": own, "municipality": self.template.municipality}
        if found == own:
            return
        if found and found == own.lstrip("0"):
            what = _("The key “%(found)s” has lost its leading zero.") % names
            remedy = _("Please enter “%(own)s” and format the cell as text.") % names
        else:
            what = _("The key “%(found)s” is not that of %(municipality)s (“%(own)s”).") % names
            remedy = _("Please check that you have chosen the right file.")
        self.complain(cell, what, remedy)

    def _find_columns(self) -> tuple[int, dict[str, int]] | None:
        """The line with the machine names, and where each column stands now."""
        for position, row in enumerate(self.cells[:HEAD_ROWS]):
            names = [text_of(cell) for cell in row]
            if all(names.count(name) == 1 for name in REQUIRED_COLUMNS):
                return position, {name: names.index(name) for name in REQUIRED_COLUMNS}
        return None


class _Line:
    """One line of the sheet while it is read; complains about each wrong cell, not only about the first."""

    def __init__(self, reading: _Reading, position: int, columns: dict[str, int]) -> None:
        self.reading = reading
        self.position = position
        self.columns = columns
        self.sound = True

    def read(self) -> None:
        if not self._anything_said():
            return
        indicator = self._indicator()
        year = self._year()
        numerator, denominator = (self._count(name, indicator) for name in ("numerator", "denominator"))
        missing = self._missing()
        group = self._choice("group", indicator)
        concept = self._choice("concept", indicator)
        note = text_of(self._cell("note"))
        if len(note) > LONGEST_NOTE:
            self.complain("note", _("The note is longer than 500 characters."), _("Please shorten it."))
        if not self.sound or indicator is None or year is None:
            return
        self._judge(indicator, numerator, denominator, missing)
        self._refuse_second((indicator.code, year, group, concept))
        if self.sound:
            self.reading.rows.append(
                IntakeRow(
                    self.position + 1, indicator.code, year, group, concept, numerator, denominator, missing, note
                )
            )

    def _anything_said(self) -> bool:
        """Whether somebody filled in anything beyond what the template wrote."""
        filled = any(text_of(self._cell(name)) for name in ("numerator", "denominator", "missing", "note"))
        return self._flaws() or filled

    def _flaws(self) -> bool:
        """Complain about cells the spreadsheet program could not compute; they would otherwise look empty."""
        for name in self.columns:
            flaw = self.reading.flaws.get((self.position, self.columns[name]))
            if flaw is Flaw.ERROR:
                self.complain(
                    name,
                    _("The cell shows an error of the spreadsheet (such as #NV or #DIV/0!)."),
                    _("Please correct the formula or enter the number."),
                )
            elif flaw is Flaw.NO_RESULT:
                self.complain(
                    name,
                    _("The formula in this cell has no result."),
                    _("Please open the file in your spreadsheet program, save it, or enter the number."),
                )
        return not self.sound

    def _cell(self, name: str) -> object:
        row = self.reading.cells[self.position]
        column = self.columns[name]
        return row[column] if column < len(row) else ""

    def _place(self, name: str) -> str:
        return f"{column_letters(self.columns[name])}{self.position + 1}"

    def complain(self, name: str, what: str, remedy: str) -> None:
        self.sound = False
        self.reading.complain(self._place(name), what, remedy)

    def _indicator(self) -> IndicatorSheet | None:
        code = text_of(self._cell("indicator_code")).upper()
        indicator = self.reading.known.get(code)
        if indicator is None:
            self.complain(
                "indicator_code",
                _("The indicator “%(code)s” is not known.") % {"code": code[:20]},
                _("Please use the codes of the sheet “Lesehinweise”."),
            )
        return indicator

    def _year(self) -> int | None:
        template = self.reading.template
        try:
            return year_of(self._cell("year"), template.first_year, template.last_year)
        except CellProblem as problem:
            self.complain("year", problem.what, problem.remedy)
            return None

    def _count(self, name: str, indicator: IndicatorSheet | None) -> Decimal | None:
        try:
            return count_of(self._cell(name), whole=indicator is not None and indicator.whole_counts)
        except CellProblem as problem:
            self.complain(name, problem.what, problem.remedy)
            return None

    def _missing(self) -> str:
        cell = self._cell("missing")
        if not text_of(cell):
            return ""
        code = choice_of(cell, self.reading.template.reasons)
        if code is None:
            self.complain(
                "missing",
                _("The reason “%(text)s” is not known.") % {"text": text_of(cell)[:60]},
                _("Please choose an entry of the list."),
            )
        return code or ""

    def _choice(self, name: str, indicator: IndicatorSheet | None) -> str:
        """The group or concept, which must be one of this indicator."""
        if indicator is None:
            return ""
        cell = self._cell(name)
        code = choice_of(cell, indicator.groups if name == "group" else indicator.concepts)
        if code is None:
            names = {"text": text_of(cell)[:60], "code": indicator.code}
            what = (
                _("The group “%(text)s” is not one of the indicator %(code)s.")
                if name == "group"
                else _("The concept “%(text)s” is not one of the indicator %(code)s.")
            )
            self.complain(name, what % names, _("Please choose an entry of the list."))
        return code or ""

    def _judge(
        self, indicator: IndicatorSheet, numerator: Decimal | None, denominator: Decimal | None, missing: str
    ) -> None:
        """Numbers and reason must fit together."""
        for name, what, remedy in _contradictions(indicator, numerator, denominator, missing):
            self.complain(name, what, remedy)

    def _refuse_second(self, point: tuple[object, ...]) -> None:
        first = self.reading.places.setdefault(point, self.position + 1)
        if first != self.position + 1:
            self.complain(
                "indicator_code",
                _("The same indicator, year, group and concept already stand in line %(line)s.") % {"line": str(first)},
                _("Please delete one of the two lines."),
            )


def _contradictions(
    indicator: IndicatorSheet, numerator: Decimal | None, denominator: Decimal | None, missing: str
) -> Iterator[tuple[str, str, str]]:
    """Column, what is wrong and what to do, for numbers and a reason that cannot all be true."""
    given: Sequence[Decimal | None] = [number for number in (numerator, denominator) if number is not None]
    if missing and given:
        yield (
            "missing",
            _("There is a reason for a missing figure, but also a number."),
            _("Please keep only one of them."),
        )
    elif not missing and not given:
        yield "numerator", _("There is a note, but neither numbers nor a reason."), _("Please add one of them.")
    elif not missing and numerator is None:
        yield "numerator", _("The numerator is missing."), _("Please enter it, or a reason instead of both numbers.")
    elif not missing and denominator is None:
        yield (
            "denominator",
            _("The denominator is missing."),
            _("Please enter it, or a reason instead of both numbers."),
        )
    elif denominator == 0:
        yield (
            "denominator",
            _("The denominator is zero, so that there is no ratio."),
            _("Please choose a reason instead of the numbers, for example “not applicable”."),
        )
    elif indicator.part_of_whole and numerator is not None and denominator is not None and numerator > denominator:
        yield (
            "numerator",
            _("The numerator is larger than the denominator, although it is a part of it (more than 100 %)."),
            _("Please check both numbers."),
        )
