"""What somebody typed into one row of the grid, read by the server's own rules: a number, a question or an error."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words
from benchmark.figures.contents import Numbers, Point, counts_are_whole, judged
from benchmark.figures.models import FigureState, Origin, UnfinishedEntry
from benchmark.figures.refusals import FigureRefused
from benchmark.figures.rows import FigureRow
from benchmark.harmonisation.missing import MissingReason, Sign, read_sign
from benchmark.harmonisation.numbers import Ambiguous, Parsed, parse_german

NUMBERS = ("numerator", "denominator", "value")
LEFT_OPEN = "open"  # in the menu of reasons: no value and no reason yet, on purpose
TYPES_NOT_NUMBERS = frozenset({"index", "score"})


@dataclass(frozen=True)
class Typed:
    """The texts of one row exactly as they stand in its fields; `missing` is a reason, LEFT_OPEN or empty."""

    numerator: str = ""
    denominator: str = ""
    value: str = ""
    missing: str = ""
    source: str = ""
    note: str = ""
    confirmation: str = ""
    reference: str = ""

    @classmethod
    def of(cls, figure: FigureRow | None) -> Typed:
        """The texts that a stored figure has in the fields of its row."""
        if figure is None:
            return cls()
        counted = figure.denominator is not None
        return cls(
            numerator=words.typed(figure.numerator),
            denominator=words.typed(figure.denominator),
            value="" if counted else words.typed(figure.value),
            missing=figure.missing,
            source=figure.source,
            note=figure.note,
            confirmation=figure.confirmation,
            reference=figure.reference,
        )

    @classmethod
    def kept(cls, row: UnfinishedEntry) -> Typed:
        """The texts of a row that is not a figure yet."""
        texts = {one.name: getattr(row, one.name) for one in fields(cls)}
        return cls(**texts | ({"missing": LEFT_OPEN} if row.left_open else {}))

    @property
    def says_nothing(self) -> bool:
        """Whether there is no number and no reason; words alone are no figure."""
        return not any((self.numerator, self.denominator, self.value, self.missing))

    @property
    def digest(self) -> str:
        """A short mark of these texts, by which an untouched row is known when a whole page is sent."""
        return hashlib.sha256("\x1f".join(asdict(self).values()).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Echo:
    """How the number in one field is understood: what it was read as, or what is wrong, or two readings to choose."""

    text: str = ""
    error: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A row as it is understood; `numbers` is there once they can make a figure."""

    numbers: Numbers | None = None
    value: Decimal | None = None  # in the unit of the indicator, computed where there are counts
    echoes: dict[str, Echo] = field(default_factory=dict)
    error: str = ""  # about the row as a whole
    open_on_purpose: bool = False

    @property
    def has_errors(self) -> bool:
        return bool(self.error) or any(echo.error for echo in self.echoes.values())

    @property
    def asks(self) -> bool:
        """Whether a number can be read in two ways."""
        return any(echo.readings for echo in self.echoes.values())


def takes_counts(definition: IndicatorDefinition) -> bool:
    """Whether the indicator is made of a numerator and a denominator; an index has a value only."""
    return definition.kind not in TYPES_NOT_NUMBERS


def read(
    definition: IndicatorDefinition, point: Point, typed: Typed, stored: FigureRow | None, *, people: str = ""
) -> Reading:
    """Read one row beside the figure that is stored.

    `people` is the word for what is counted, such as "persons". Numbers that nobody touched are not judged again: an
    official denominator need not be whole.
    """
    found: dict[str, Decimal] = {}
    signs: list[str] = []
    echoes: dict[str, Echo] = {}
    before = Typed.of(stored)
    for name in NUMBERS:
        text = getattr(typed, name)
        if text:
            whole = name != "value" and counts_are_whole(definition) and text != getattr(before, name)
            unit = definition.unit if name == "value" else people
            echoes[name] = _read_field(name, text, found, signs, whole=whole, unit=unit)
    if any(echo.error or echo.readings for echo in echoes.values()):
        return Reading(echoes=echoes)
    reading = _together(typed, found, signs, echoes)
    if reading.numbers is None:
        return reading
    if stored is not None and says_the_same(stored, reading.numbers):
        return replace(reading, value=stored.value)
    return _judged(reading, reading.numbers, definition, point, typed, stored)


def says_the_same(stored: FigureRow, numbers: Numbers) -> bool:
    """Whether these are the numbers of the stored figure; its value is computed where there are counts."""
    if stored.missing or numbers.missing:
        return stored.missing == numbers.missing
    if (stored.numerator, stored.denominator) != (numbers.numerator, numbers.denominator):
        return False
    return stored.denominator is not None or stored.value == numbers.value


def changes_checked(stored: FigureRow | None, typed: Typed) -> bool:
    """Whether these texts would make a figure that was checked or approved a draft again."""
    return stored is not None and stored.state != FigureState.DRAFT and Typed.of(stored) != typed


def _judged(
    reading: Reading,
    numbers: Numbers,
    definition: IndicatorDefinition,
    point: Point,
    typed: Typed,
    stored: FigureRow | None,
) -> Reading:
    """The reading with its computed value, or with the reason why these numbers cannot be a figure."""
    year, group, concept = point.year, point.group, point.concept
    try:
        content = judged(definition, year=year, group=group, concept=concept, numbers=numbers, whole=False)
    except FigureRefused as refused:
        return replace(reading, error=str(refused))
    if stored is not None and stored.origin == Origin.OFFICIAL and typed.source and typed.source == stored.source:
        return replace(reading, value=content.value, error=str(words.OTHER_SOURCE))
    return replace(reading, value=content.value)


def _together(typed: Typed, found: dict[str, Decimal], signs: list[str], echoes: dict[str, Echo]) -> Reading:
    """What the fields say together; a figure, something unfinished, or a contradiction."""
    reason = typed.missing or (signs[0] if signs else "")
    if reason and found:
        return Reading(echoes=echoes, error=_("Please give either numbers or a reason why there are none, not both."))
    if reason == LEFT_OPEN:
        return Reading(echoes=echoes, open_on_purpose=True)
    if reason:
        return Reading(Numbers(missing=reason), echoes=echoes)
    if "value" in found and "denominator" in found:
        text = _("Please give either the counts or the value; the value is computed from counts.")
        return Reading(echoes=echoes, error=text)
    if found.keys() >= {"numerator", "denominator"} or "value" in found:
        numbers = Numbers(found.get("numerator"), found.get("denominator"), found.get("value"))
        return Reading(numbers, echoes=echoes)
    return Reading(echoes=echoes)


def _read_field(name: str, text: str, found: dict[str, Decimal], signs: list[str], *, whole: bool, unit: str) -> Echo:
    """The number of one field, put into `found`, or the reason a printed sign stands for, put into `signs`.

    Where only whole numbers can be meant, a dot can only separate thousands; elsewhere 1.234 is a question.
    """
    parsed = parse_german(text, thousands=True if whole else None)
    if isinstance(parsed, Ambiguous):
        return Echo(readings=tuple(words.typed(number) for number in parsed.readings))
    if parsed.error is not None:
        return Echo(error=str(words.NUMBER_ERRORS.get(parsed.error, words.NOT_A_NUMBER)) % {"text": text})
    number = _number_or_reason(parsed)
    if isinstance(number, MissingReason):
        signs.append(str(number))
        return Echo(text=words.reason(number))
    if whole and number != number.to_integral_value():
        return Echo(error=_("People are counted in whole numbers. Please check the decimal places."))
    found[name] = number
    return Echo(text=f"{words.typed(number)}\u202f{unit}" if unit == "%" else f"{words.typed(number)} {unit}".strip())


def _number_or_reason(parsed: Parsed) -> Decimal | MissingReason:
    if parsed.value is not None:
        return parsed.value
    return read_sign(parsed.sign or Sign.UNKNOWN, unit_existed=True)
