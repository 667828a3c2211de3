"""Opening a year, rolling it over, and saying who does what."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import UnknownIndicator, indicator
from benchmark.collection.models import Collection, Item
from benchmark.collection.refusals import CollectionRefused
from benchmark.figures.entry.sets import entry_set
from benchmark.figures.locks import CORE_SET
from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.figures.selectors import current_figures
from benchmark.goals.selectors import uses
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.selectors import NoSuchAccount, staff_account

COPIED = ("indicator_code", "responsible", "office", "source", "question", "note")


@transaction.atomic
def open_collection(*, year: int, deadline: date, by: Person) -> Collection:
    """Open a data year. Structure, sources, responsibilities and questions come from the newest year before.

    Without one they come from the indicators the municipality works with, its own questions and its newest sources.
    Raises CollectionRefused for a year that is open already or cannot be, and for a deadline in the past.
    """
    _refuse_days(year, deadline)
    before = Collection.objects.filter(year__lt=year).order_by("-year").first()
    try:
        with transaction.atomic():
            opened = Collection.objects.create(
                year=year,
                deadline=deadline,
                rolled_over_from=before.year if before else None,
                opened_by=by.reference,
                opened_at=timezone.now(),
            )
    except IntegrityError as error:
        raise CollectionRefused(_("The year %(year)s is open already.") % {"year": year}) from error
    items = [Item(collection=opened, **row) for row in (before.items.values(*COPIED) if before else _first_items())]
    Item.objects.bulk_create(items)
    record(
        "collection.opened",
        by=by,
        municipality=by.municipality,
        on=f"collection:{year}",
        rolled_over_from=opened.rolled_over_from,
        indicators=len(items),
    )
    return opened


def _first_items() -> list[dict[str, str]]:
    """The indicators of the yearly collection, each with the municipality's own question and newest source."""
    chosen = entry_set(CORE_SET)
    if chosen is None:
        return []
    questions = {use.indicator_code: use.question for use in uses()}
    sources: dict[str, str] = {}
    for row in sorted(current_figures(), key=lambda figure: figure.year):
        if row.source:
            sources[row.indicator_code] = row.source
    return [
        {
            "indicator_code": definition.code,
            "question": questions.get(definition.code, definition.question),
            "source": sources.get(definition.code, definition.source),
        }
        for definition in chosen.definitions
    ]


def _refuse_days(year: int, deadline: date) -> None:
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise CollectionRefused(
            _("%(year)s cannot be collected: please choose a year between %(first)s and %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": today.year}
        )
    if deadline < today:
        raise CollectionRefused(_("The deadline is over already. Please choose a day from today on."))


@transaction.atomic
def change_item(
    *,
    collection: Collection,
    indicator_code: str,
    by: Person,
    responsible: str = "",
    office: str = "",
    source: str = "",
    question: str = "",
    note: str = "",
) -> Item:
    """Say who collects an indicator, from which source and with which question; adds it where it is not part yet."""
    try:
        definition = indicator(indicator_code)
    except UnknownIndicator as error:
        raise CollectionRefused(_("There is no indicator %(code)s.") % {"code": indicator_code}) from error
    if responsible:
        try:
            staff_account(responsible)
        except NoSuchAccount as error:
            raise CollectionRefused(_("This person has no account here.")) from error
    item, _created = Item.objects.update_or_create(
        collection=collection,
        indicator_code=definition.code,
        defaults={
            "responsible": responsible,
            "office": office.strip(),
            "source": source.strip(),
            "question": question.strip(),
            "note": note.strip(),
        },
    )
    _record("collection.item_changed", collection, by, indicator=definition.code)
    return item


@transaction.atomic
def drop_item(*, collection: Collection, indicator_code: str, by: Person) -> None:
    """Take an indicator out of a year; its figures stay."""
    deleted, _per_model = Item.objects.filter(collection=collection, indicator_code=indicator_code).delete()
    if not deleted:
        raise CollectionRefused(_("This indicator is not part of the year %(year)s.") % {"year": collection.year})
    _record("collection.item_dropped", collection, by, indicator=indicator_code)


@transaction.atomic
def move_deadline(*, collection: Collection, deadline: date, by: Person) -> None:
    """Set another deadline from today on; whoever was reminded of the old one may be reminded of the new one."""
    _refuse_days(collection.year, deadline)
    before = collection.deadline
    collection.deadline = deadline
    collection.save(update_fields=["deadline"])
    days = {"before": before.isoformat(), "after": deadline.isoformat()}
    _record("collection.deadline_moved", collection, by, **days)


def _record(event: str, collection: Collection, by: Person, **details: object) -> None:
    record(event, by=by, municipality=by.municipality, on=f"collection:{collection.year}", **details)
