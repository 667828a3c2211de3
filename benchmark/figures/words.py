"""The words for the codes of this room; other rooms above may use them too."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.figures.plausibility import Oddity
from benchmark.figures.selectors import Waiting
from benchmark.harmonisation.missing import MissingReason
from benchmark.harmonisation.numbers import NumberError
from tenants.membership.roles import LABELS, RoleCode

REASONS: dict[str, str | Promise] = {
    MissingReason.NOT_COLLECTED: _("not collected"),
    MissingReason.NOT_APPLICABLE: _("not applicable"),
    MissingReason.TOO_SMALL: _("too few cases to be shown"),
    MissingReason.BLOCKED: _("blocked by the source"),
    MissingReason.HELD_BY_LAND: _("held by the Land only"),
    MissingReason.DELIBERATELY_NOT: _("deliberately not collected"),
    MissingReason.NOT_YET_RELEASED: _("not yet released"),
    MissingReason.UNKNOWN: _("unknown"),
    MissingReason.NOT_RELIABLE: _("not reliable enough"),
    MissingReason.LATER: _("will follow later"),
}

GROUPS: dict[str, str | Promise] = {
    "total": _("All"),
    "german": _("German nationals"),
    "foreign": _("Foreign nationals"),
}

FIELDS: dict[str, str | Promise] = {
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "value": _("Value"),
}

COUNTED: dict[str, str | Promise] = {"person": _("persons"), "pupil": _("pupils"), "child": _("children")}

ODDITIES: dict[Oddity, str | Promise] = {
    Oddity.PART_EXCEEDS_WHOLE: _("The numerator is larger than the denominator."),
    Oddity.VALUE_JUMPS: _("The value has changed far more than in the other years."),
    Oddity.DENOMINATOR_JUMPS: _("The denominator has changed far more than in the other years."),
    Oddity.ZERO_AFTER_CASES: _("Zero, although there were cases the year before. Is the figure missing?"),
}

TASKS: dict[Waiting, str | Promise] = {
    Waiting.PROPOSALS: _("Look at official figures"),
    Waiting.CHECK: _("Check figures"),
    Waiting.APPROVAL: _("Approve figures"),
}

NUMBER_ERRORS: dict[NumberError, str | Promise] = {
    NumberError.NOT_FINITE: _("“%(text)s” is not a number."),
    NumberError.EXPONENT: _("“%(text)s” is written in powers of ten. Please write the number out."),
    NumberError.FOREIGN_DIGITS: _("“%(text)s” has unusual digits. Please use 0 to 9."),
    NumberError.DECIMAL_POINT: _("“%(text)s” has a decimal point. Please use a comma for decimal places."),
    NumberError.SEPARATOR: _("“%(text)s” has a separator in a place where none belongs."),
    NumberError.LEADING_ZERO: _("“%(text)s” begins with a zero, as keys do. Please enter the number."),
    NumberError.PERCENT_SIGN: _("Please enter “%(text)s” without the percent sign; the unit is known."),
    NumberError.TOO_LARGE: _("“%(text)s” is too large to be true."),
    NumberError.SPREADSHEET_ERROR: _("“%(text)s” is an error of a spreadsheet, not a number."),
}
NOT_A_NUMBER = _("“%(text)s” is not a number. Please use digits and a comma for decimal places.")
TWO_READINGS = _("“%(text)s” can be read in two ways. Please say below what the dot means.")
OTHER_SOURCE = _(
    "These are no longer the numbers of the official source. Please say under “source” where they come from."
)


def reason(code: str) -> str:
    """Why a figure is missing, in words."""
    return str(REASONS.get(code, code))


def reason_with_sign(code: str) -> str:
    """Why a figure is missing with the sign that stands for it, such as "not collected (.)"."""
    return f"{reason(code)} ({sign(code)})"


def sign(code: str) -> str:
    """The sign of DIN 55301 for a missing figure."""
    return str(MissingReason(code).sign) if code in REASONS else "."


def group(code: str) -> str:
    """The name of a group."""
    return str(GROUPS.get(code, code))


def role(code: str) -> str:
    """The name of the role in which somebody checked."""
    return str(LABELS[RoleCode(code)]) if code in list(RoleCode) else code


def typed(number: Decimal | None) -> str:
    """A number as it stands in an input field: decimal comma, no grouping, so that it is read back the same."""
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
