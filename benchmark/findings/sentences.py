"""Findings in sentences: what was seen, what is usual, and why the two probably differ; numbers as people read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.findings import words
from benchmark.plausibility.findings import Band, Cause, Evidence, Finding, Reason
from benchmark.plausibility.records import Aspect, Scale
from benchmark.web.numbers import NARROW_SPACE, with_unit, written


@dataclass(frozen=True)
class Manner:
    """How the numbers of a finding are written: unit and decimals of shares, the kind of municipality, names."""

    unit: str = "%"
    decimals: int = 1
    kind: str = ""
    concept_names: tuple[str, str] = ("", "")


def sentence(said: Finding, manner: Manner) -> str:
    """The whole explanation in one to four short sentences."""
    return _SENTENCES[said.reason](said, manner)


def number(value: Decimal, evidence: Evidence, manner: Manner) -> str:
    """One number of a finding: persons without decimals, shares in their unit."""
    if evidence.scale is Scale.COUNT:
        return written(value, decimals=0)
    return with_unit(value, manner.unit, decimals=manner.decimals)


def _signed(text: str, value: Decimal) -> str:
    return f"{'−' if value < 0 else '+'}{text}"


def _step(value: Decimal, evidence: Evidence, manner: Manner) -> str:
    """A change: percent for counts and rates, points for shares."""
    if evidence.scale is not Scale.SHARE:
        percent = abs(value * 100)
        return _signed(f"{written(percent, decimals=0 if percent >= 10 else 1)}{NARROW_SPACE}%", value)
    unit = _("percentage points") if manner.unit == "%" else manner.unit
    return _signed(with_unit(abs(value), unit, decimals=manner.decimals), value)


def _usual(band: Band, evidence: Evidence, manner: Manner) -> dict[str, str]:
    return {"low": _step(band.low, evidence, manner), "high": _step(band.high, evidence, manner)}


def _jump(said: Finding, manner: Manner) -> str:
    evidence = said.evidence
    if evidence.compared is None or evidence.change is None:
        raise AssertionError("a jump leads from one number to another")
    parts = []
    if evidence.aspect is Aspect.DENOMINATOR:
        parts.append(_("This is about the denominator."))
    parts.append(
        _("%(first)s → %(year)s: %(change)s (from %(before)s to %(after)s).")
        % {
            "first": evidence.year_before,
            "year": said.points[0].year,
            "change": _step(evidence.change, evidence, manner),
            "before": number(evidence.compared, evidence, manner),
            "after": number(evidence.observed, evidence, manner),
        }
    )
    parts += _what_is_usual(evidence, manner)
    if evidence.break_code:
        parts.append(_("The statistics changed: %(break)s.") % {"break": words.BREAKS[evidence.break_code]})
    return " ".join(parts)


def _what_is_usual(evidence: Evidence, manner: Manner) -> list[str]:
    parts = []
    if evidence.own is not None:
        parts.append(_("Usual here: %(low)s to %(high)s.") % _usual(evidence.own, evidence, manner))
    if evidence.kind is not None:
        among = {"kind": words.among(manner.kind)}
        parts.append(
            _("Usual in those years among %(kind)s: %(low)s to %(high)s.")
            % (_usual(evidence.kind, evidence, manner) | among)
        )
    if not parts:
        parts.append(_("There are too few years to say what is usual here; a change of this size is rare."))
    return parts


def _pair(said: Finding, manner: Manner) -> dict[str, str]:
    evidence = said.evidence
    compared = Decimal(0) if evidence.compared is None else evidence.compared
    return {"observed": number(evidence.observed, evidence, manner), "compared": number(compared, evidence, manner)}


def _part_above_whole(said: Finding, manner: Manner) -> str:
    if said.evidence.aspect is Aspect.NUMERATOR:
        text = _("The part (%(observed)s) is larger than the whole (%(compared)s).")
    else:
        text = _("The share is %(observed)s, but it cannot be above %(compared)s.")
    return text % _pair(said, manner) + " " + _("The service refuses to store this.")


def _group_above_total(said: Finding, manner: Manner) -> str:
    return _("The group counts %(observed)s, all together only %(compared)s.") % _pair(said, manner)


def _groups(said: Finding, manner: Manner) -> str:
    named = {
        Aspect.VALUE: _("German and foreign nationals add up to %(observed)s, the total says %(compared)s."),
        Aspect.NUMERATOR: _("Numerator: German and foreign nationals add up to %(observed)s, not to %(compared)s."),
        Aspect.DENOMINATOR: _("Denominator: German and foreign nationals add up to %(observed)s, not to %(compared)s."),
    }
    return named[said.evidence.aspect] % _pair(said, manner)


def _share_differs(said: Finding, manner: Manner) -> str:
    evidence = said.evidence
    compared = Decimal(0) if evidence.compared is None else evidence.compared
    # as many decimals as are needed to see the difference
    decimals = manner.decimals
    while decimals < manner.decimals + 4 and written(compared, decimals=decimals) == written(
        evidence.observed, decimals=decimals
    ):
        decimals += 1
    shown = [with_unit(value, manner.unit, decimals=decimals) for value in (evidence.observed, compared)]
    parts = [_("Published are %(observed)s, the numbers give %(compared)s.") % dict(zip(("observed", "compared"), shown, strict=True))]  # fmt: skip # noqa: E501
    if evidence.denominators:
        whole = [written(value, decimals=0) for value in evidence.denominators]
        parts.append(_("Denominator: %(stated)s; the share fits %(implied)s.") % {"stated": whole[0], "implied": whole[1]})  # fmt: skip # noqa: E501
    if evidence.cause not in (None, Cause.UNKNOWN):
        parts.append(_because(evidence))
    return " ".join(parts)


def _because(evidence: Evidence) -> str:
    cause = str(words.CAUSES[evidence.cause or Cause.UNKNOWN])
    if "%(source)s" in cause:
        cause = cause % {"source": evidence.sources[0] if evidence.sources else ""}
    return _("Probable reason: %(cause)s.") % {"cause": cause}


def _two_sources(said: Finding, manner: Manner) -> str:
    evidence = said.evidence
    names = manner.concept_names if evidence.cause is Cause.CONCEPT and all(manner.concept_names) else evidence.sources
    text = _("%(one)s: %(observed)s. %(other)s: %(compared)s.")
    parts = [text % (_pair(said, manner) | {"one": names[0] or _("own figure"), "other": names[1] or _("other source")})]  # fmt: skip # noqa: E501
    parts.append(_difference(evidence, manner))
    if evidence.cause is Cause.CONCEPT:
        years = ngettext("in %(count)s year", "in %(count)s years", evidence.count) % {"count": evidence.count}
        parts.append(_("Both are there %(years)s; shown is the last one.") % {"years": years})
    parts.append(_because(evidence))
    return " ".join(parts)


def _difference(evidence: Evidence, manner: Manner) -> str:
    """The difference in the unit and in percent of the other number."""
    difference = evidence.difference or Decimal(0)
    if evidence.scale is Scale.COUNT:
        shown = _signed(written(abs(difference), decimals=0), difference)
    else:
        unit = _("percentage points") if manner.unit == "%" else manner.unit
        shown = _signed(with_unit(abs(difference), unit, decimals=manner.decimals), difference)
    if evidence.change is None:
        return _("Difference: %(difference)s.") % {"difference": shown}
    percent = _signed(f"{written(abs(evidence.change) * 100, decimals=1)}{NARROW_SPACE}%", evidence.change)
    return _("Difference: %(difference)s (%(percent)s).") % {"difference": shown, "percent": percent}


def _zero(said: Finding, manner: Manner) -> str:
    seen = _pair(said, manner) | {"year": said.points[0].year, "before": said.evidence.year_before}
    return _("%(year)s is zero, %(before)s was %(compared)s.") % seen


def _identical(said: Finding, manner: Manner) -> str:
    seen = _pair(said, manner) | {"year": said.points[0].year, "before": said.evidence.year_before}
    if said.evidence.aspect is Aspect.DENOMINATOR:
        return _("The denominator of %(year)s is exactly that of %(before)s (%(observed)s).") % seen
    return _("%(year)s states exactly the same as %(before)s (%(observed)s).") % seen


def _duplicate(said: Finding, manner: Manner) -> str:
    lines = {"count": said.evidence.count}
    return ngettext("The line stands %(count)s time.", "The line stands %(count)s times.", lines["count"]) % lines


def _contradicting(said: Finding, manner: Manner) -> str:
    return _("The same line stands twice, with %(observed)s and with %(compared)s.") % _pair(said, manner)


def _level_shift(said: Finding, manner: Manner) -> str:
    evidence = said.evidence
    before, after = (_step(value or Decimal(0), evidence, manner) for value in (evidence.compared, evidence.observed))
    text = _("Before %(year)s the two sources are apart by %(before)s in the middle of %(count)s places, then by %(after)s.")  # fmt: skip # noqa: E501
    seen = {"year": said.points[0].year, "before": before, "after": after, "count": evidence.count}
    changed = _("The statistics changed: %(break)s.") % {"break": words.BREAKS[evidence.break_code]}
    return f"{text % seen} {changed}"


def _empty(said: Finding, manner: Manner) -> str:
    return _("The cell is empty: neither a number nor a sign that says why.")


_SENTENCES: dict[Reason, Callable[[Finding, Manner], str]] = {
    Reason.PART_EXCEEDS_WHOLE: _part_above_whole,
    Reason.GROUP_EXCEEDS_TOTAL: _group_above_total,
    Reason.GROUPS_DO_NOT_ADD_UP: _groups,
    Reason.SHARE_DIFFERS: _share_differs,
    Reason.JUMP: _jump,
    Reason.JUMP_AT_BREAK: _jump,
    Reason.ZERO_AFTER_CASES: _zero,
    Reason.IDENTICAL: _identical,
    Reason.DUPLICATE: _duplicate,
    Reason.CONTRADICTING_DUPLICATE: _contradicting,
    Reason.TWO_SOURCES: _two_sources,
    Reason.LEVEL_SHIFT: _level_shift,
    Reason.EMPTY: _empty,
}
