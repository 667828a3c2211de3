"""The words for what an import left out."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from benchmark.statistics_offices.models import SourceFile
from benchmark.statistics_offices.reading import SkipReason

SKIP_WORDS: dict[SkipReason, Promise] = {
    SkipReason.WHOLE_COUNTRY: gettext_lazy("sum for Germany"),
    SkipReason.SUM_OF_TERRITORIES: gettext_lazy("sum for a Land or a region"),
    SkipReason.ASSOCIATION: gettext_lazy("association or grouping of municipalities"),
    SkipReason.REMAINDER: gettext_lazy("computed remainder of a Kreis, no municipality"),
    SkipReason.CITY_DISTRICT: gettext_lazy("part of a city, no municipality"),
    SkipReason.NO_KEY: gettext_lazy("no key in the file"),
    SkipReason.NOT_IN_DIRECTORY: gettext_lazy("not in the directory of municipalities, probably dissolved"),
    SkipReason.DID_NOT_EXIST: gettext_lazy("the municipality did not exist at that time"),
    SkipReason.COLUMN_NOT_YET_PUBLISHED: gettext_lazy("this figure was not yet published for that year"),
    SkipReason.DUPLICATE: gettext_lazy("identical repetition of an earlier row"),
    SkipReason.EMPTY: gettext_lazy("empty cell"),
    SkipReason.NOT_MEASURED: gettext_lazy("not needed for any indicator"),
    SkipReason.UNKNOWN_MARK: gettext_lazy("marked with a quality sign of unknown meaning"),
}


def skip_lines(source: SourceFile) -> Iterator[str]:
    """One line per reason: how many rows, why, and where to look."""
    for reason, found in sorted(source.skips.items(), key=lambda item: -item[1]["rows"]):
        words = {
            "rows": found["rows"],
            "reason": SKIP_WORDS[SkipReason(reason)],
            "first": ", ".join(map(str, found["first"])),
        }
        one, many = _("%(rows)s row: %(reason)s (row %(first)s)"), _("%(rows)s rows: %(reason)s (first: %(first)s)")
        yield (one if found["rows"] == 1 else many) % words


def summary(source: SourceFile) -> str:
    """What one import read and stored, in one line."""
    stored = ngettext("%(count)s figure stored", "%(count)s figures stored", source.values_stored) % {
        "count": source.values_stored
    }
    return _("table %(table)s, %(rows)s rows read, %(stored)s") % {
        "table": source.table_code,
        "rows": source.rows_read,
        "stored": stored,
    }
