"""The sentences of this room: why something is proposed, left out or wrong."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.figures import words as figure_words
from benchmark.harmonisation.numbers import NumberError
from benchmark.spreadsheets.judging import Effect
from benchmark.spreadsheets.reading.cells import Style, StyleFound
from benchmark.spreadsheets.reading.mapping import YearFrom
from benchmark.spreadsheets.reading.outcome import Left, Problem, Spot, Wrong
from benchmark.spreadsheets.reading.own_rows import OwnRows, Why
from benchmark.spreadsheets.reading.structure import Role, Structure

ROLES: dict[Role, str | Promise] = {
    Role.YEAR: gettext_lazy("Year"),
    Role.KEY: gettext_lazy("Key"),
    Role.LABEL: gettext_lazy("Labels"),
    Role.NUMBER: gettext_lazy("Numbers"),
    Role.EMPTY: gettext_lazy("empty"),
}
YEARS: dict[YearFrom, str | Promise] = {
    YearFrom.ROWS: gettext_lazy("in a column: every row has its year"),
    YearFrom.HEAD: gettext_lazy("in the head: every column has its year"),
    YearFrom.SHEET: gettext_lazy("in the name of the sheet"),
    YearFrom.TITLE: gettext_lazy("in the title above the table"),
    YearFrom.LABELS: gettext_lazy("in the label of a column, the same for all"),
    YearFrom.FILE: gettext_lazy("in the name of the file"),
    YearFrom.TYPED: gettext_lazy("not in the file: I type it"),
}
STYLES: dict[str, str | Promise] = {
    Style.GERMAN: gettext_lazy("German: 1.234,5 – the dot separates thousands, the comma decimals"),
    Style.ENGLISH: gettext_lazy("English: 1,234.5 – the comma separates thousands, the dot decimals"),
    "": gettext_lazy("Not needed: the numbers have neither dots nor commas as text"),
}
SCALES: dict[int, str | Promise] = {
    0: gettext_lazy("as the indicator has it"),
    1: gettext_lazy("share of one (0.123 means 12.3 %)"),
    100: gettext_lazy("percent"),
    1000: gettext_lazy("per 1,000"),
    10000: gettext_lazy("per 10,000"),
}
EFFECTS: dict[Effect, tuple[str | Promise, str]] = {
    Effect.NEW: (gettext_lazy("new"), "success"),
    Effect.CHANGED: (gettext_lazy("changed"), "warning"),
    Effect.SAME: (gettext_lazy("the same"), "info"),
}
LEFT: dict[Left, str | Promise] = {
    Left.OTHER_UNIT: gettext_lazy("rows of other municipalities or districts"),
    Left.NO_YEAR: gettext_lazy("rows without a year, such as sums"),
    Left.NOT_MAPPED: gettext_lazy("own rows that no figure needs"),
    Left.EMPTY_CELL: gettext_lazy("empty cells"),
    Left.PART_MISSING: gettext_lazy("numbers without their other half (numerator or denominator)"),
    Left.OTHER_SHEET: gettext_lazy("sheets that are built differently or not chosen"),
    Left.REPEATED: gettext_lazy("numbers that stand there twice and agree"),
}


def place(spot: Spot) -> str:
    """Where a cell is, as a spreadsheet program names it."""
    if not spot.row:
        return _("sheet “%(sheet)s”") % {"sheet": spot.sheet} if spot.sheet else ""
    parts = [_("sheet “%(sheet)s”") % {"sheet": spot.sheet}] if spot.sheet else []
    if spot.column:
        parts.append(_("cell %(cell)s") % {"cell": f"{spot.column}{spot.row}"})
    else:
        parts.append(_("row %(row)s") % {"row": spot.row})
    return ", ".join(parts)


def why_own(own: OwnRows, name: str) -> str:
    """Why some rows were taken for the municipality's."""
    texts = {
        Why.KEY: _("“%(text)s” is your key."),
        Why.SHORT_KEY: _("“%(text)s” is probably your key without the digits in front. Please check."),
        Why.NAME: _("“%(text)s” has your name."),
        Why.TOTAL: _("No row has your key or name; “%(text)s” is probably your total. Please check."),
        Why.NONE: _("No row has your key or name, so all rows are taken as those of %(name)s."),
    }
    return texts[own.why] % {"text": own.text, "name": name}


def why_years(year_from: YearFrom, structure: Structure) -> str:
    """Why the years were found where they were."""
    match year_from:
        case YearFrom.ROWS:
            column = structure.of(Role.YEAR)[0] if structure.of(Role.YEAR) else None
            return _("Column %(column)s holds years.") % {"column": column.name} if column else ""
        case YearFrom.HEAD:
            years = sorted({column.year for column in structure.columns if column.year})
            return _("The head names the years %(first)s to %(last)s.") % {"first": years[0], "last": years[-1]}
        case YearFrom.SHEET:
            return _("The sheet is called “%(name)s”.") % {"name": structure.sheet}
        case YearFrom.TITLE | YearFrom.LABELS:
            years = [*structure.title_years, *structure.head_years]
            return _("%(year)s is the only year there.") % {"year": years[0]} if years else ""
        case YearFrom.FILE:
            return _("The name of the file has one year; the table has none.")
        case _:
            return _("The file names no year, or several. Please type the year of the numbers.")


def why_style(found: StyleFound) -> str:
    """Why the numbers are read in one style, or what has to be asked."""
    if found.contradicts:
        return _("The file contradicts itself: “%(one)s” is German, “%(other)s” is English. Please choose.") % {
            "one": found.german,
            "other": found.english,
        }
    if found.style is not None and (found.german or found.english):
        return _("“%(text)s” can only be read in this way.") % {"text": found.german or found.english}
    if found.style is not None:
        return _("The publisher of this table writes numbers in this way.")
    if found.ambiguous:
        return _("“%(text)s” can be read in two ways, and nothing in the file says how. Please choose.") % {
            "text": found.ambiguous
        }
    return _("No number in the file needs this.")


def wrong(problem: Problem) -> str:
    """What is wrong with a cell, as a sentence."""
    text = problem.spot.text[:60]
    match problem.wrong:
        case Wrong.NO_NUMBER:
            sentence = figure_words.NUMBER_ERRORS.get(problem.error or NumberError.NOT_A_NUMBER, NOT_A_NUMBER)
            return str(sentence) % {"text": text}
        case Wrong.TWO_READINGS:
            return _("“%(text)s” can be read in two ways.") % {"text": text}
        case Wrong.BAD_YEAR:
            return _("“%(text)s” is no year.") % {"text": text}
        case Wrong.CONTRADICTION:
            where = place(problem.other) if problem.other else ""
            return _("“%(text)s” contradicts %(where)s, where the same figure of %(year)s is given differently.") % {
                "text": text,
                "where": where,
                "year": problem.detail,
            }
        case Wrong.PERCENT:
            return _("“%(text)s” is in percent, but the number is wanted in another unit.") % {"text": text}
        case Wrong.NOT_FOUND:
            return _("The numbers “%(labels)s” are not in this file.") % {
                "labels": " · ".join(part for part in (problem.spot.column, text) if part)
            }
        case Wrong.YEAR_OPEN:
            return _("The year of the numbers is not known.")
        case _:
            return problem.detail


NOT_A_NUMBER = gettext_lazy("“%(text)s” is not a number.")


def recognised(labels: Sequence[str], *, concept_named: bool) -> str:
    """Why a series is proposed."""
    names = ", ".join(_("“%(text)s”") % {"text": label} for label in labels)
    if concept_named:
        return _("Recognised by %(labels)s; the file also names the concept.") % {"labels": names}
    return _("Recognised by %(labels)s. The concept is the usual one of the indicator; please check it.") % {
        "labels": names
    }
