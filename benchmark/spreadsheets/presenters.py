"""Prepares what the pages show; nothing here queries anything."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.figures.presenters import said
from benchmark.figures.rows import FigureRow
from benchmark.spreadsheets import words
from benchmark.spreadsheets.desk import Desk
from benchmark.spreadsheets.judging import Effect, Judged, Judgement
from benchmark.spreadsheets.reading.cells import without_years
from benchmark.spreadsheets.reading.mapping import Entry, Mapping, Place
from benchmark.spreadsheets.reading.outcome import Applied, Found, Left, Problem, Wrong
from benchmark.spreadsheets.reading.own_rows import label_text
from benchmark.spreadsheets.reading.structure import Role
from benchmark.spreadsheets.selectors import RememberedRow
from benchmark.web.numbers import with_unit

FIRST_ROWS, LAST_ROWS, ROWS_BEHIND = 8, 2, 4
MOST_COLUMNS = 40
LONGEST_CELL = 60
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class PicturedRow:
    """One row of the file; `kind` is title, head, data or foot; a gap stands for rows that are not shown."""

    number: int
    kind: str
    word: str
    cells: tuple[str, ...] = ()
    skipped: str = ""


@dataclass(frozen=True)
class Pictured:
    """A sheet as people see it, with what the service took its columns for."""

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[PicturedRow, ...]
    more_columns: int = 0


def pictured(desk: Desk) -> Pictured:
    """Title, head, first and last rows and foot of the sheet that is read."""
    sheet, structure = desk.alike[0]
    frame = structure.frame
    shown = min(sheet.width, MOST_COLUMNS)
    first_end = min(frame.data + FIRST_ROWS, frame.end)
    last_begin = max(first_end, frame.end - LAST_ROWS)
    numbers = [*range(first_end), *range(last_begin, min(frame.end + ROWS_BEHIND, len(sheet.rows)))]
    rows: list[PicturedRow] = []
    for number in numbers:
        if number == last_begin and last_begin > first_end:
            rows.append(PicturedRow(0, "gap", "", skipped=_skipped(last_begin - first_end)))
        kind, word = _kind(number, frame.head, frame.data, frame.end)
        cells = tuple(_shortened(label_text(cell)) for cell in sheet.rows[number][:shown])
        rows.append(PicturedRow(number + 1, kind, word, cells))
    columns = tuple((column.name, str(words.ROLES[column.role])) for column in structure.columns[:shown])
    return Pictured(structure.sheet, columns, tuple(rows), sheet.width - shown)


def _skipped(count: int) -> str:
    return ngettext("%(count)s more row", "%(count)s more rows", count) % {"count": count}


def _kind(number: int, head: int, data: int, end: int) -> tuple[str, str]:
    if number < head:
        return "title", _("Title")
    if number < data:
        return "head", _("Head")
    return ("data", _("Data")) if number < end else ("foot", _("Foot"))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def labels_of(desk: Desk) -> list[str]:
    """Texts that may mark one's own rows, for suggestions: of the column chosen, else of the first with labels."""
    sheet, structure = desk.alike[0]
    wanted = [column for column in structure.columns if column.identity == desk.mapping.unit_column]
    column = next(iter(wanted or structure.of(Role.KEY, Role.LABEL)), None)
    if column is None:
        return []
    rows = sheet.rows[structure.frame.data : structure.frame.end]
    return [text for text in dict.fromkeys(label_text(row[column.index]) for row in rows) if text]


@dataclass(frozen=True)
class Echo:
    """One number of the file as it was understood: its part, where it stands, its text, what it is taken for."""

    part: str
    place: str
    text: str
    meaning: str


@dataclass(frozen=True)
class Line:
    """One figure of the preview."""

    name: str
    year: int
    group: str
    echoes: tuple[Echo, ...]
    after: str
    before: str
    effect: str
    effect_kind: str
    notes: tuple[str, ...] = field(default=())


def lines(
    judgement: Judgement, definitions: Dictionary[str, IndicatorDefinition], concepts: Dictionary[str, str]
) -> list[Line]:
    """What would be stored, changes first, then by indicator, group and year."""
    shown = [_line(one, definitions[one.content.indicator_code], concepts) for one in judgement.figures]
    order = [str(word) for word, _kind in words.EFFECTS.values()]
    wanted = {order[1]: 0, order[0]: 1, order[2]: 2}
    return sorted(shown, key=lambda line: (wanted[line.effect], line.name, line.group, line.year))


def _line(one: Judged, definition: IndicatorDefinition, concepts: Dictionary[str, str]) -> Line:
    content = one.content
    word, kind = words.EFFECTS[one.effect]
    after = with_unit(content.value, definition.unit, decimals=definition.decimals) if content.value is not None else ""
    if content.missing:
        after = f"{figure_words.sign(content.missing)} {figure_words.reason(content.missing)}"
    return Line(
        name=definition.short_name,
        year=content.year,
        group=f"{figure_words.group(content.group)}, {concepts.get(content.concept, content.concept)}",
        echoes=tuple(_echo(part, one, definition) for part in one.candidate.parts),
        after=after,
        before=_before(one.before, definition),
        effect=str(word),
        effect_kind=kind,
        notes=_notes(one),
    )


def _notes(one: Judged) -> tuple[str, ...]:
    """What to look at twice: unusual numbers, lost checks, lost counts."""
    notes = [str(figure_words.ODDITIES[oddity]) for oddity in one.oddities]
    before, content = one.before, one.content
    if before is not None and one.effect is Effect.CHANGED:
        if before.state != "draft":
            notes.append(_("It was already checked; it becomes a draft again and has to be checked anew."))
        if before.numerator is not None and content.numerator is None and not content.missing:
            notes.append(_("So far there are numerator and denominator; the file only has the finished value."))
    return tuple(notes)


def _before(row: FigureRow | None, definition: IndicatorDefinition) -> str:
    if row is None:
        return ""
    shown = said(row, definition)
    detail = shown.reason or shown.counts
    return f"{shown.text} ({detail})" if detail else shown.text


def _echo(part: Found, one: Judged, definition: IndicatorDefinition) -> Echo:
    """The number as understood: “12.345” is shown as 12345, without any separator."""
    if part.value is None:
        meaning = figure_words.reason(part.missing)
    elif part is one.candidate.value:
        meaning = f"{figure_words.typed(one.content.value)} {definition.unit}"
    else:
        meaning = figure_words.typed(part.value)
    return Echo(_part(part, one), words.place(part.spot), part.spot.text, meaning)


def _part(part: Found, one: Judged) -> str:
    if part is one.candidate.numerator:
        return _("Numerator")
    return _("Denominator") if part is one.candidate.denominator else _("Value")


def problem_lines(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """What cannot be right, with its place; questions of the whole file are asked elsewhere."""
    asked = (Wrong.TWO_READINGS, Wrong.YEAR_OPEN)
    shown = [problem for problem in problems if problem.wrong not in asked]
    found = [(words.place(problem.spot), words.wrong(problem)) for problem in shown[:MOST_PROBLEMS]]
    if len(shown) > MOST_PROBLEMS:
        found.append(("", _skipped(len(shown) - MOST_PROBLEMS)))
    return found


def left_out_lines(applied: Applied, desk: Desk) -> list[tuple[str, str, str]]:
    """What is left out: the reason, how often, examples."""
    found = []
    for reason, left in applied.left_out.items():
        examples = [
            " ".join(part for part in (words.place(spot), _quoted(spot.text)) if part) for spot in left.examples
        ]
        found.append((str(words.LEFT[reason]), str(left.count), "; ".join(examples)))
    sheets = [*desk.others, *desk.opened.hidden]
    if sheets:
        found.append((str(words.LEFT[Left.OTHER_SHEET]), str(len(sheets)), ", ".join(map(_quoted, sheets[:5]))))
    return found


def _quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": _shortened(text)} if text else ""


def default_name(desk: Desk) -> str:
    """A first name for a mapping: the title of the table without years, else the name of the file."""
    titles = [text for text in map(without_years, desk.structure.titles) if len(text) > 5]
    return (titles[0] if titles else without_years(desk.name.rsplit(".", 1)[0]) or desk.name)[:120]


def read_as(row: RememberedRow, name: str) -> str:
    """Who confirmed the mapping that reads this file, and when."""
    day = date_format(timezone.localtime(row.confirmed_at), "DATE_FORMAT")
    if not name:
        return _("Read as on %(day)s (mapping “%(mapping)s”).") % {"day": day, "mapping": row.name}
    return _("Read as on %(day)s by %(name)s (mapping “%(mapping)s”).") % {
        "day": day,
        "name": name,
        "mapping": row.name,
    }


def mapping_facts(mapping: Mapping) -> list[tuple[str, str]]:
    """How a mapping reads, in words."""
    facts = [(_("The year stands"), str(words.YEARS[mapping.year_from]))]
    if mapping.unit_column:
        facts.append(
            (_("Own rows"), _("“%(text)s” in “%(column)s”") % {"text": mapping.unit, "column": mapping.unit_column})
        )
    if mapping.apart:
        facts.append((_("Rows are told apart by"), ", ".join(mapping.apart)))
    if mapping.style:
        facts.append((_("Numbers written as text"), str(words.STYLES[mapping.style])))
    return facts


def mapping_lines(
    mapping: Mapping, definitions: Dictionary[str, IndicatorDefinition], concepts: Dictionary[str, str]
) -> list[tuple[str, str, str]]:
    """The series of a mapping: indicator, group and concept, where the numbers stand."""
    return [
        (
            definitions[entry.indicator].short_name if entry.indicator in definitions else entry.indicator,
            f"{figure_words.group(entry.group)}, {concepts.get(entry.concept, entry.concept)}",
            _where(entry),
        )
        for entry in mapping.entries
    ]


def _where(entry: Entry) -> str:
    if entry.value is not None:
        return _place(entry.value)
    return _("%(numerator)s of %(denominator)s") % {
        "numerator": _place(entry.numerator),
        "denominator": _place(entry.denominator),
    }


def _place(place: Place | None) -> str:
    if place is None:
        return "–"
    return "“" + " · ".join(part for part in (place.column, *(text for _, text in place.where)) if part) + "”"
