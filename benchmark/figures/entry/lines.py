"""Prepares the rows of the grid for the screen; nothing here queries anything."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.template.defaultfilters import date as written_date
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from benchmark.figures import words
from benchmark.figures.entry.facts import Draft, Facts
from benchmark.figures.entry.shown import Conflict, Field, Line, State, Words
from benchmark.figures.entry.typed import NUMBERS, Echo, Reading, Typed, changes_checked, read, takes_counts
from benchmark.figures.models import FigureState, Origin
from benchmark.figures.presenters import said
from benchmark.figures.rows import FigureRow
from benchmark.web.numbers import with_unit


def line_of(
    facts: Facts, names: Words, *, bound: Typed | None = None, standing: Typed | None = None, told: str = ""
) -> Line:
    """One row; `bound` are texts that were sent or pasted and are not stored, `told` what was said against them.

    `standing` are texts that were stored just now and still stand in the fields as they were typed.
    """
    definition, point, stored = facts.definition, facts.point, facts.stored
    typed = bound or standing or (facts.mine.typed if facts.mine else Typed.of(stored))
    reading = read(definition, point, typed, stored, people=_people(facts, names))
    group, concept = words.group(point.group), names.concepts.get(point.concept, point.concept)
    several = len(definition.concepts) > 1
    label = f"{definition.short_name}, {group}" + (f", {concept}" if several else "")
    question = _question(facts) if facts.mine is None and bound is None else ""
    return Line(
        facts=facts,
        key=point.key,
        title=group,
        label=f"{label}, {point.year}",
        fields=tuple(_field(facts, name, label, typed, reading) for name in NUMBERS),
        typed=typed,
        mark=f"{_seen(facts)}-{(typed if bound is None else _shown(facts)).digest}",
        value=_value(facts, reading),
        error=told or _error(facts, reading, bound),
        state=_state(facts, reading, question=question, pending=bound is not None, told=told),
        stage=stored.state if stored else "",
        question=question,
        reasons=tuple(str(words.ODDITIES[oddity]) for oddity in facts.oddities),
        conflict=_conflict(facts, reading),
        others=tuple(_other(draft, names) for draft in facts.others if not draft.left_open),
        before=said(facts.before, definition) if facts.before else None,
        official=said(facts.official, definition) if facts.official else None,
        offers=_offers(facts),
        history_url=reverse("figures:history", args=[point.indicator_code, point.year, point.group, point.concept]),
    )


def _seen(facts: Facts) -> int:
    return facts.mine.seen_version if facts.mine else facts.version


def _shown(facts: Facts) -> Typed:
    return facts.mine.typed if facts.mine else Typed.of(facts.stored)


def _people(facts: Facts, names: Words) -> str:
    if facts.definition.kind == "score":
        return _("points")
    return names.people.get(facts.point.concept, "")


def _field(facts: Facts, name: str, label: str, typed: Typed, reading: Reading) -> Field:
    key, year = facts.point.key, facts.point.year
    return Field(
        name=name,
        id=f"id_{key}-{name}",
        html_name=f"{key}-{name}",
        label=f"{label}, {words.FIELDS[name]}, {year}",
        text=getattr(typed, name),
        echo=reading.echoes.get(name, Echo()),
        is_there=name == "value" or takes_counts(facts.definition),
    )


def _value(facts: Facts, reading: Reading) -> str:
    """The share computed from both counts, with its unit."""
    numbers = reading.numbers
    if reading.value is None or numbers is None or numbers.denominator is None:
        return ""
    return with_unit(reading.value, facts.definition.unit, decimals=facts.definition.decimals)


def _error(facts: Facts, reading: Reading, bound: Typed | None = None) -> str:
    if reading.error:
        return reading.error
    typed = bound or (facts.mine.typed if facts.mine else None)
    if typed and facts.stored and typed.says_nothing:
        return _("The stored figure stays until you give a new one or a reason why there is none.")
    return ""


def _state(facts: Facts, reading: Reading, *, question: str, pending: bool, told: str) -> State:
    if facts.lock is not None:
        return State("locked", _("locked"), "neutral", "visibility")
    if facts.is_conflict and not pending:
        return State("conflict", _("two figures"), "danger", "danger")
    if told or reading.has_errors or (facts.mine and _error(facts, reading)):
        return State("error", _("error"), "danger", "danger")
    if reading.asks or _asks_to_change(facts, reading):
        return State("question", _("question"), "warning", "question-mark")
    if pending:
        return State("unsaved", _("not saved yet"), "warning", "edit")
    if facts.mine is not None:
        return _kept_state(facts.mine)
    if facts.stored is None:
        someone = any(draft.left_open for draft in facts.others)
        return _open_state() if someone else State("empty", pgettext("row of the grid", "empty"), "neutral", "edit")
    if question and not facts.stored.confirmation:
        return State("question", _("question"), "warning", "question-mark")
    return State("stored", pgettext("row of the grid", "saved"), "success", "success")


def _asks_to_change(facts: Facts, reading: Reading) -> bool:
    """Whether a checked or approved figure would be changed by what this person typed."""
    if facts.mine is None or reading.numbers is None or reading.has_errors:
        return False
    return changes_checked(facts.stored, facts.mine.typed)


def _open_state() -> State:
    return State("open", _("still open"), "info", "calendar-today")


def _kept_state(mine: Draft) -> State:
    if mine.left_open:
        return _open_state()
    return State("unfinished", _("unfinished, kept"), "info", "draft")


def _question(facts: Facts) -> str:
    """Whether an unusual figure is right, with its change against the year before where there is one."""
    if not facts.oddities or facts.stored is None or facts.stored.state != FigureState.DRAFT or facts.lock:
        return ""
    change = _change(facts.stored, facts.before)
    if not change:
        return _("Unusual compared with the other years. Is that right?")
    return _("Unusual: %(change)s against %(year)s. Is that right?") % {
        "change": change,
        "year": facts.point.year - 1,
    }


def _change(stored: FigureRow, before: FigureRow | None) -> str:
    """The change against the year before in percent of that year's value, such as +38 %."""
    if before is None or stored.value is None or not before.value:
        return ""
    percent = ((stored.value - before.value) / abs(before.value) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return f"{sign}{with_unit(abs(percent), '%', decimals=0)}"


def _conflict(facts: Facts, reading: Reading) -> Conflict | None:
    if facts.mine is None or facts.lock:
        return None
    if facts.is_conflict:
        title = _("Somebody else stored another figure meanwhile. Which one is right?")
    elif _asks_to_change(facts, reading):
        title = _("This figure was checked already. If you change it, it must be checked and approved anew.")
    else:
        return None
    typed = facts.mine.typed
    texts = [
        _("%(numerator)s of %(denominator)s") % {"numerator": typed.numerator, "denominator": typed.denominator}
        if typed.numerator or typed.denominator
        else "",
        typed.value,
        words.reason(typed.missing) if typed.missing else "",
    ]
    stored = facts.stored
    return Conflict(
        title=title,
        mine=", ".join(text for text in texts if text) or "–",
        stored=said(stored, facts.definition) if stored else None,
        stored_at=written_date(localtime(stored.entered_at), "d.m.Y H:i") if stored else "",
        version=facts.version,
    )


def _other(draft: Draft, names: Words) -> str:
    typed = draft.typed
    texts = ", ".join(text for text in (typed.numerator, typed.denominator, typed.value) if text)
    name = names.colleagues.get(draft.typed_by, _("somebody who has left"))
    return _("%(name)s has begun here: %(texts)s") % {"name": name, "texts": texts or "–"}


def _offers(facts: Facts) -> bool:
    """Whether the official figure may be adopted here with one press."""
    official, stored = facts.official, facts.stored
    if official is None or facts.lock or facts.mine or (stored and stored.state != FigureState.DRAFT):
        return False
    if stored is None:
        return True
    same = (stored.numerator, stored.denominator, stored.missing) == (
        official.numerator,
        official.denominator,
        official.missing,
    )
    return not same and stored.origin != Origin.OFFICIAL
