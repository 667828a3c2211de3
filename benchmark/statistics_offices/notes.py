"""What a careful reader should know about an official figure, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from benchmark.harmonisation.ratios import rounded
from benchmark.harmonisation.territory_change import Method
from benchmark.statistics_offices.measures import Quality
from benchmark.statistics_offices.predecessors import Available, Origin
from benchmark.territories.dates import is_exact
from benchmark.territories.presenters import listed


def note(used: Sequence[Available], *, year: int, whole: bool, changed: date | None) -> str:
    """Everything to say about a figure made of these numbers.

    `whole` says that its numerator and denominator are known; `changed` is the day of the last change of territory.
    """
    notes = []
    if any(row.source.invented for row in used):
        notes.append(_("Invented for the demonstration; no real figure."))
    if any(row.derived for row in used):
        notes.append(_("Denominator computed from the published count and share."))
    if not whole:
        notes.append(_("Value as published; its parts are not published."))
    notes += [text for quality, text in _quality().items() if any(row.quality == quality for row in used)]
    notes += _territory(used, year, changed)
    return " ".join(notes)


def _quality() -> dict[Quality, str]:
    return {
        Quality.LIMITED: _("Of limited validity, says the office."),
        Quality.ROUNDED: _("Rounded by the office."),
        Quality.ESTIMATED: _("Estimated by the office."),
        Quality.PROVISIONAL: _("Provisional, says the office."),
    }


def _territory(used: Sequence[Available], year: int, changed: date | None) -> list[str]:
    """Which territory the figure speaks of, where that is not simply the one of its year."""
    made = [row for row in used if row.method is not Method.PUBLISHED]
    if made:
        return list(dict.fromkeys(_made(row) for row in made))
    day = used[0].territory_date
    if day.year > year:
        return [_("Published for the territory of %(date)s, also for earlier years.") % {"date": _day(day)}]
    if changed is not None and day < changed:
        when = _day(changed) if is_exact(changed) else str(changed.year)
        return [_("Published for the territory before the change of %(date)s.") % {"date": when}]
    return []


def _made(row: Available) -> str:
    """Of which territories a number was made, and how."""
    territories = listed([_named(origin) for origin in row.origins])
    if row.method is Method.RENAMED:
        return _("Published under the former key: %(territories)s.") % {"territories": territories}
    if row.method is Method.SUMMED:
        return _("Sum of %(territories)s.") % {"territories": territories}
    return _("Estimated: shares of the people of %(territories)s.") % {"territories": territories}


def _named(origin: Origin) -> str:
    if origin.share is None:
        return f"{origin.name} ({origin.ags})"
    return _("%(name)s (%(key)s, %(share)s %%)") % {
        "name": origin.name,
        "key": origin.ags,
        "share": number_format(rounded(origin.share * 100, 1), 1),
    }


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
