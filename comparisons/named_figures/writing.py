"""What a municipality shows or has shown, as a file for its own records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.figures.words import group as group_words
from benchmark.web.delimited import file_of
from comparisons.named_figures.persons import as_shown
from comparisons.named_figures.presenters import Names
from comparisons.named_figures.selectors import ShownByUs


def as_csv(rows: Iterable[ShownByUs], names: Names) -> bytes:
    """UTF-8 with BOM and semicolons: one line per consent, year and member. What has ended has no value any more."""
    return file_of(_head(), (line for row in rows for line in _lines(row, names)))


def _head() -> list[str]:
    return [
        _("Indicator code"),
        _("Indicator"),
        _("Group"),
        _("Year"),
        _("Value"),
        _("Unit"),
        _("Member (AGS)"),
        _("Member"),
        _("Shown since"),
        _("Agreed by"),
        _("Shown until"),
        _("Corrected since"),
        _("Invented"),
    ]


def _lines(row: ShownByUs, names: Names) -> Iterator[list[str]]:
    definition = names.of(row.indicator_code, row.definition_version)
    for one in row.years:
        value = "" if one.value is None else str(as_shown(one.value, definition)).replace(".", ",")
        for viewer in row.viewers:
            yield [
                row.indicator_code,
                definition.short_name,
                group_words(row.group),
                str(one.year),
                value,
                definition.unit,
                viewer.ags,
                viewer.name,
                _day(row.given_at),
                row.given_name,
                _day(one.ended_at),
                _day(one.corrected_at),
                _("yes") if one.invented else _("no"),
            ]


def _day(at: object) -> str:
    return "" if at is None else timezone.localtime(at).date().isoformat()  # type: ignore[arg-type]
