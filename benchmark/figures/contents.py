"""What one version of a figure says, judged against the definition of its indicator before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures.models.numbers import FIRST_YEAR, TOO_LARGE
from benchmark.figures.refusals import ImpossibleFigure, NotDefined
from benchmark.harmonisation import ratios
from benchmark.harmonisation.missing import MissingReason

STORED_DECIMALS = Decimal(1).scaleb(-8)
STORED_COUNT_DECIMALS = Decimal(1).scaleb(-4)


class Point(NamedTuple):
    """What a figure is about: there is one current version for each."""

    indicator_code: str
    year: int
    group: str
    concept: str

    @property
    def key(self) -> str:
        """The point as one word, for names of form fields; `point_of_key` reads it back."""
        return f"{self.indicator_code}.{self.year}.{self.group}.{self.concept}"


def point_of_key(key: str) -> Point | None:
    """The point that this word names, or None where it names none; it need not exist in the catalogue."""
    parts = key.split(".")
    if len(parts) != len(Point._fields) or not (parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) <= 4):
        return None
    return Point(parts[0], int(parts[1]), parts[2], parts[3])


@dataclass(frozen=True)
class Content:
    """All that is said by one version of a figure; `value` is in the unit of the indicator, `factor` its scale."""

    indicator_code: str
    definition_version: int
    year: int
    group: str
    concept: str
    part_of_whole: bool
    factor: Decimal
    signed: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    missing: str = ""
    source: str = ""
    table: str = ""
    territory_date: date | None = None
    reference: str = ""
    invented: bool = False
    derived: bool = False
    note: str = ""
    confirmation: str = ""

    @property
    def point(self) -> Point:
        return Point(self.indicator_code, self.year, self.group, self.concept)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one figure as somebody gave them: two counts, or a published value, or a reason for none.

    Whole numbers may come as int; floats are refused with TypeError, because they are not what was counted.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    missing: str = ""

    def __post_init__(self) -> None:
        for name in ("numerator", "denominator", "value"):
            number = getattr(self, name)
            if isinstance(number, float):
                raise TypeError(f"{name}: floats are not exact")
            if isinstance(number, int):
                object.__setattr__(self, name, Decimal(number))


def counts_are_whole(definition: IndicatorDefinition) -> bool:
    """Whether numerator and denominator are counted on a day; an average over a year need not be a whole number."""
    return "durchschnitt" not in definition.reference_date.lower()


def judged(
    definition: IndicatorDefinition, *, year: int, group: str, concept: str, numbers: Numbers, whole: bool = True
) -> Content:
    """The content of a figure with its computed value; `whole` asks for whole counts.

    Raises a refusal that says what is wrong.
    """
    _judge_place(definition, year=year, group=group, concept=concept)
    empty = Content(
        indicator_code=definition.code,
        definition_version=definition.version,
        year=year,
        group=group,
        concept=concept,
        part_of_whole=definition.part_of_whole,
        factor=Decimal(definition.factor),
        signed=definition.signed,
    )
    if numbers.missing:
        return replace(empty, missing=_judged_reason(numbers))
    _judge_counts(numbers, whole=whole, signed=definition.signed)
    if numbers.numerator is not None and numbers.denominator is not None:
        value = _computed(definition, numbers.numerator, numbers.denominator)
        return replace(empty, numerator=numbers.numerator, denominator=numbers.denominator, value=value)
    if numbers.value is None:
        raise ImpossibleFigure(_("Please give numerator and denominator, or a reason why there is no figure."))
    return replace(empty, numerator=numbers.numerator, value=_judged_value(definition, numbers.value))


def _judge_place(definition: IndicatorDefinition, *, year: int, group: str, concept: str) -> None:
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        message = _("The year %(year)s cannot be: figures are kept from %(first)s up to the present year.")
        raise ImpossibleFigure(message % {"year": year, "first": FIRST_YEAR})
    if concept not in definition.concepts:
        message = _("The concept %(concept)s is not defined for %(indicator)s. Defined are: %(allowed)s.")
        allowed = ", ".join(definition.concepts)
        raise NotDefined(message % {"concept": concept, "indicator": definition.code, "allowed": allowed})
    if group not in definition.groups:
        message = _("The group %(group)s is not defined for %(indicator)s. Defined are: %(allowed)s.")
        allowed = ", ".join(definition.groups)
        raise NotDefined(message % {"group": group, "indicator": definition.code, "allowed": allowed})


def _judged_reason(numbers: Numbers) -> str:
    if numbers.missing not in list(MissingReason):
        raise ImpossibleFigure(
            _("“%(reason)s” is not one of the reasons for a missing figure.") % {"reason": numbers.missing}
        )
    if (numbers.numerator, numbers.denominator, numbers.value) != (None, None, None):
        raise ImpossibleFigure(_("Please give either numbers or a reason why there are none, not both."))
    return str(numbers.missing)


def _judge_counts(numbers: Numbers, *, whole: bool, signed: bool) -> None:
    published_rate = numbers.value is not None and numbers.denominator is None
    if (numbers.numerator is None) != (numbers.denominator is None) and not published_rate:
        raise ImpossibleFigure(_("A numerator and a denominator belong together: please give both."))
    for number, may_be_negative in ((numbers.numerator, signed), (numbers.denominator, False), (numbers.value, signed)):
        if number is not None:
            _judge_number(number, signed=may_be_negative)
    for count in (numbers.numerator, numbers.denominator):
        if whole and count is not None and count != count.to_integral_value():
            raise ImpossibleFigure(_("People are counted in whole numbers. Please check the decimal places."))


def _judge_number(number: Decimal, *, signed: bool) -> None:
    if not number.is_finite():
        raise ImpossibleFigure(_("“%(number)s” is not a number.") % {"number": number})
    if abs(number) >= TOO_LARGE:
        raise ImpossibleFigure(_("The number is too large to be true. Please check it."))
    if number < 0 and not signed:
        raise ImpossibleFigure(_("A figure cannot be below zero. Please check the sign."))


def _computed(definition: IndicatorDefinition, numerator: Decimal, denominator: Decimal) -> Decimal:
    try:
        size = ratios.ratio(abs(numerator), denominator, definition.factor, part_of_whole=definition.part_of_whole)
    except ratios.PartExceedsWhole as error:
        message = _("The numerator is larger than the denominator, although it is a part of it. Please check both.")
        raise ImpossibleFigure(message) from error
    except ratios.NothingToDivideBy as error:
        message = _("The denominator is zero, so there is no value. Please choose “not applicable” as the reason.")
        raise ImpossibleFigure(message) from error
    except ratios.RatioError as error:
        raise ImpossibleFigure(_("These numbers do not make a figure. Please check them.")) from error
    return stored(size.copy_sign(numerator) if numerator else size)


def _judged_value(definition: IndicatorDefinition, value: Decimal) -> Decimal:
    if definition.part_of_whole and value > definition.factor:
        message = _("The value is above %(whole)s %(unit)s, although it is a share of a whole. Please check it.")
        raise ImpossibleFigure(message % {"whole": definition.factor, "unit": definition.unit})
    return stored(value)


def stored(value: Decimal) -> Decimal:
    """A value with the decimals that are kept."""
    return value.quantize(STORED_DECIMALS, rounding=ROUND_HALF_UP)


def stored_count(count: Decimal) -> Decimal:
    """A count with the decimals that are kept."""
    return count.quantize(STORED_COUNT_DECIMALS, rounding=ROUND_HALF_UP)
