"""How far a year of collection has come, indicator by indicator; states are read from the figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benchmark.catalogue.selectors import IndicatorDefinition, indicators
from benchmark.collection.models import Collection, Item
from benchmark.figures.models import FigureState
from benchmark.figures.rows import FigureRow
from benchmark.figures.selectors import current_figures
from tenants.membership.selectors import staff_accounts


class Stage(models.TextChoices):
    """How far one indicator of a year has come."""

    OPEN = "open", _("nothing yet")
    STARTED = "started", _("partly entered")
    ENTERED = "entered", _("entered, waits for the check")
    CHECKED = "checked", _("checked, waits for approval")
    DONE = "done", _("approved")


@dataclass(frozen=True)
class ItemRow:
    """One indicator of a year with its stage; `responsible_name` is "" where nobody is named or the account is gone."""

    definition: IndicatorDefinition
    stage: Stage
    responsible: str
    responsible_name: str
    office: str
    source: str
    question: str
    note: str
    last_year: FigureRow | None

    @property
    def open(self) -> bool:
        """Whether whoever collects still has to do something."""
        return self.stage in (Stage.OPEN, Stage.STARTED)


@dataclass(frozen=True)
class Standing:
    """A year with all its indicators."""

    year: int
    deadline: date
    rolled_over_from: int | None
    items: tuple[ItemRow, ...]

    @property
    def days_left(self) -> int:
        """Days until the deadline, negative after it."""
        return (self.deadline - timezone.localdate()).days

    @property
    def overdue(self) -> bool:
        return self.days_left < 0 and any(item.stage != Stage.DONE for item in self.items)

    @property
    def done(self) -> int:
        return sum(item.stage == Stage.DONE for item in self.items)

    def count(self, stage: Stage) -> int:
        """Number of indicators at this stage."""
        return sum(item.stage == stage for item in self.items)


def collections() -> list[Collection]:
    """All years that were opened, the newest first."""
    return list(Collection.objects.all())


def collection_of(year: int) -> Collection | None:
    """The year, if it was opened."""
    return Collection.objects.filter(year=year).first()


def standing(collection: Collection) -> Standing:
    """How far a year has come; five queries."""
    definitions = {definition.code: definition for definition in indicators()}
    figures: dict[tuple[str, int], list[FigureRow]] = defaultdict(list)
    for row in current_figures(years=[collection.year - 1, collection.year]):
        figures[row.indicator_code, row.year].append(row)
    names = {account.reference: account.name for account in staff_accounts()}
    rows = []
    for item in Item.objects.filter(collection=collection):
        definition = definitions.get(item.indicator_code)
        if definition is not None:
            now, before = (figures[item.indicator_code, year] for year in (collection.year, collection.year - 1))
            rows.append(_row(item, definition, now, before, names))
    order = list(definitions)
    rows.sort(key=lambda row: order.index(row.definition.code))
    return Standing(collection.year, collection.deadline, collection.rolled_over_from, tuple(rows))


def _row(
    item: Item,
    definition: IndicatorDefinition,
    now: list[FigureRow],
    before: list[FigureRow],
    names: dict[str, str],
) -> ItemRow:
    leading = [row for row in before if row.group == definition.leading_group]
    return ItemRow(
        definition=definition,
        stage=stage_of(definition, now),
        responsible=item.responsible,
        responsible_name=names.get(item.responsible, ""),
        office=item.office,
        source=item.source,
        question=item.question,
        note=item.note,
        last_year=leading[0] if leading else None,
    )


def stage_of(definition: IndicatorDefinition, figures: list[FigureRow]) -> Stage:
    """The stage of one year: all groups of one concept must have come that far."""
    by_concept: dict[str, dict[str, str]] = defaultdict(dict)
    for row in figures:
        by_concept[row.concept][row.group] = row.state
    reached = [_stage_of_concept(definition, states) for states in by_concept.values()]
    order = list(Stage)
    return max(reached, key=order.index, default=Stage.OPEN)


def _stage_of_concept(definition: IndicatorDefinition, states: dict[str, str]) -> Stage:
    if not set(definition.groups) <= set(states):
        return Stage.STARTED
    found = {states[group] for group in definition.groups}
    if found == {FigureState.APPROVED}:
        return Stage.DONE
    return Stage.ENTERED if FigureState.DRAFT in found else Stage.CHECKED
