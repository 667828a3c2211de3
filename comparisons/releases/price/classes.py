"""How wide the classes become, and over how many of them the real Kreise spread."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from benchmark.catalogue.grid_table import Quartiles, kept_quartiles
from benchmark.catalogue.grids import cells_spanned
from comparisons.circles.selectors import CoreEntry
from comparisons.releases.disclosure import Grid
from comparisons.releases.grids import grid_of
from comparisons.releases.presenters import cell_words, number_words
from comparisons.releases.price.choices import Choice, Table, head

FIGURES = Path(settings.BASE_DIR) / "docs" / "method" / "grids-figures.csv"
TELLING = 3  # classes that the middle half should spread over, so that municipalities can be told apart


def widths(choices: Sequence[Choice], entries: Sequence[CoreEntry]) -> Table:
    """Per indicator: number of classes, their median width, one of them, and the spread of the real Kreise."""
    rows = []
    for entry in entries:
        real = real_kreise(entry)
        grids = [grid_of(entry.definition, choice.charter.circle, choice.charter) for choice in choices]
        rows.append((entry.definition.short_name, *(_cell(grid, real) for grid in grids)))
    return Table(gettext("How wide the classes are"), head(gettext("Indicator"), choices), tuple(rows), wordy=True)


def losses(choices: Sequence[Choice], entries: Sequence[CoreEntry]) -> list[str]:
    """One sentence per choice: over how many classes the middle half of the real Kreise spreads."""
    known = [(entry, real) for entry in entries if (real := real_kreise(entry)) is not None]
    if not known:
        return []
    said = []
    for choice in choices:
        spans = [
            spread(grid_of(entry.definition, choice.charter.circle, choice.charter), real) for entry, real in known
        ]
        telling = sum(span >= TELLING for span in spans)
        said.append(
            ngettext(
                "%(choice)s: the middle half of the Kreise spreads over %(mean)s classes on average, over three or "
                "more for %(telling)s of %(count)s indicator.",
                "%(choice)s: the middle half of the Kreise spreads over %(mean)s classes on average, over three or "
                "more for %(telling)s of %(count)s indicators.",
                len(spans),
            )
            % {
                "choice": choice.title,
                "mean": number_format(Decimal(sum(spans)) / len(spans), decimal_pos=1),
                "telling": telling,
                "count": len(spans),
            }
        )
    return said


def real_kreise(entry: CoreEntry) -> Quartiles | None:
    """The middle half of the real Kreise in the newest published year, for the leading group if it is compared."""
    for group in sorted(entry.groups, key=lambda group: group != entry.definition.leading_group):
        found = [one for one in kept_quartiles(FIGURES) if (one.indicator, one.group) == (entry.indicator_code, group)]
        if found:
            return max(found, key=lambda one: (one.year, one.kreise))
    return None


def spread(grid: Grid, real: Quartiles) -> int:
    """Number of classes that the middle half of the real Kreise touches."""
    return cells_spanned(grid.edges, real.lower, real.upper)


def median_width(grid: Grid) -> Decimal:
    """Median width of the closed classes, in the grid's unit; of all classes where none is closed."""
    cells = range(1, grid.size - 1) if grid.size > 2 else range(grid.size)
    return median(grid.width(cell) for cell in cells)


def _cell(grid: Grid, real: Quartiles | None) -> str:
    example = grid.cell_of(real.middle) if real else grid.size // 2
    told = {"count": grid.size, "width": number_words(median_width(grid)), "unit": grid.unit}
    width = gettext("%(count)s classes, half of them at most %(width)s %(unit)s wide") % told
    parts = [width, gettext("for instance “%(cell)s”") % {"cell": cell_words(grid, example)}]
    if real:
        span = spread(grid, real)
        parts.append(
            ngettext("middle half of the Kreise: %(count)s class", "middle half of the Kreise: %(count)s classes", span)
            % {"count": span}
        )
    return "\n".join(parts)
