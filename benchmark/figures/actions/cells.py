"""Saving one row of the grid as it is typed: a draft figure where it is complete, otherwise kept as typed."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from benchmark.figures.actions.entry import Said, enter_at
from benchmark.figures.contents import Numbers, Point
from benchmark.figures.entry.typed import LEFT_OPEN, Typed, changes_checked, read, says_the_same
from benchmark.figures.locks import refuse_if_locked
from benchmark.figures.models import Figure, UnfinishedEntry
from benchmark.figures.refusals import ChangedMeanwhile, EntryLocked, FigureRefused
from benchmark.figures.rows import FigureRow
from benchmark.figures.versions import lock_current
from tenants.membership.people import Person


class CellOutcome(StrEnum):
    """What became of a row that was typed."""

    STORED = "stored"  # a figure says it
    KEPT = "kept"  # kept as typed: unfinished, a question or an error
    CONFLICT = "conflict"  # somebody else stored another figure meanwhile; kept as typed
    EMPTIED = "emptied"  # nothing is there and nothing was


@transaction.atomic
def save_cell(
    *,
    point: Point,
    typed: Typed,
    seen_version: int,
    by: Person,
    confirmed: bool = False,
    definition: IndicatorDefinition | None = None,
) -> CellOutcome:
    """Store what one row says, or keep the texts for this person until they are a figure.

    `seen_version` is the version of the figure the person saw (0: none). A figure that was checked or approved is only
    changed where the person has `confirmed` it. Refused only where the collection is locked. Whoever has the
    `definition` of the indicator at hand may give it.
    """
    definition = definition or indicator(point.indicator_code)
    current = lock_current([point])
    stored = FigureRow.of(current[point]) if point in current else None
    typed = _with_fresh_confirmation(typed, stored)
    reading = read(definition, point, typed, stored)
    if reading.numbers is not None and not reading.has_errors and (confirmed or not changes_checked(stored, typed)):
        outcome = _store(definition, point, typed, reading.numbers, current, seen_version=seen_version, by=by)
        if outcome is CellOutcome.STORED:
            _forget(point, by=by)
            return outcome
        _keep(point, typed, seen_version=seen_version, by=by)
        return outcome
    refuse_if_locked([point])
    if typed.says_nothing and stored is None and not (typed.source or typed.note):
        _forget(point, by=by)
        return CellOutcome.EMPTIED
    _keep(point, typed, seen_version=seen_version, by=by)
    return CellOutcome.KEPT


@transaction.atomic
def discard_cell(*, point: Point, by: Person) -> None:
    """Forget what this person typed into a row; the stored figure stays as it is."""
    refuse_if_locked([point])
    UnfinishedEntry.objects.filter(**point._asdict(), typed_by=by.reference).delete()


def _store(
    definition: IndicatorDefinition,
    point: Point,
    typed: Typed,
    numbers: Numbers,
    current: dict[Point, Figure],
    *,
    seen_version: int,
    by: Person,
) -> CellOutcome:
    said = Said(typed.source, typed.note, typed.confirmation, reference=typed.reference.strip())
    try:
        enter_at(definition, point, numbers, said, current, expected_version=seen_version, by=by)
    except ChangedMeanwhile:
        stored = FigureRow.of(current[point]) if point in current else None
        same = stored is not None and says_the_same(stored, numbers) and stored.note == typed.note
        return CellOutcome.STORED if same else CellOutcome.CONFLICT
    except FigureRefused as refused:
        if isinstance(refused, EntryLocked):
            raise
        return CellOutcome.KEPT
    return CellOutcome.STORED


def _with_fresh_confirmation(typed: Typed, stored: FigureRow | None) -> Typed:
    """A comment that answered a question about other numbers does not answer for new ones."""
    if stored is None or not typed.confirmation or stored.confirmation != typed.confirmation:
        return typed
    before = Typed.of(stored)
    same = (before.numerator, before.denominator, before.value) == (typed.numerator, typed.denominator, typed.value)
    return typed if same else replace(typed, confirmation="")


def _keep(point: Point, typed: Typed, *, seen_version: int, by: Person) -> None:
    left_open = typed.missing == LEFT_OPEN
    texts = {name: getattr(typed, name) for name in Typed.__dataclass_fields__}
    UnfinishedEntry.objects.update_or_create(
        **point._asdict(),
        typed_by=by.reference,
        defaults=texts
        | {
            "missing": "" if left_open else typed.missing,
            "left_open": left_open,
            "seen_version": seen_version,
            "typed_at": timezone.now(),
        },
    )


def _forget(point: Point, *, by: Person) -> None:
    """What this person had typed, and that the row was left open, is over once there is a figure."""
    rows = UnfinishedEntry.objects.filter(**point._asdict())
    rows.filter(Q(typed_by=by.reference) | Q(left_open=True)).delete()
