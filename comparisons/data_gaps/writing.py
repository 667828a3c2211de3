"""The counts as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from benchmark.data_register.register import ELSEWHERE
from benchmark.web.delimited import file_of
from comparisons.data_gaps.counting import Counted

_BEFORE = (
    _("Land"),
    _("Kind of municipality"),
    _("Municipalities that reported"),
    _("Source"),
    _("Indicator code"),
    _("Indicator"),
    _("Usually held by"),
)
_AFTER = (_("Together"), _("Did not come back, or only in part"), _("For five years or longer"))


def as_csv(found: Sequence[Counted]) -> bytes:
    """UTF-8 with BOM and semicolons; hidden counts are hidden here too, and no cell is read as a formula."""
    head = [str(name) for name in (*_BEFORE, *(status.label for status in ELSEWHERE), *_AFTER)]
    return file_of(head, _rows(found))


def _rows(found: Sequence[Counted]) -> Iterator[list[str]]:
    for group in found:
        head = [group.land, group.kind, group.reported]
        if not group.lines:
            yield [*head, *[""] * (len(_BEFORE) + len(ELSEWHERE) + len(_AFTER) - len(head))]
        for line in group.lines:
            counts = [*line.by_status, line.total, line.not_returned, line.long_standing]
            yield [*head, line.source, line.indicator_code, line.name, line.holders, *counts]
