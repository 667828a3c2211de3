"""A line the size of a word, written by hand: for cards and table cells, in a fraction of a millisecond."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from comparisons.charts import palette
from comparisons.charts.lines import present, runs
from comparisons.charts.values import YearValue

WIDTH, HEIGHT, EDGE = 120.0, 32.0, 4.0


def sparkline(values: Sequence[YearValue], *, label: str) -> str:
    """The own line as SVG with gaps at missing years and a dot on the last figure; empty where no figure exists."""
    known = present(values)
    if not known:
        return ""
    first, last = min(entry.year for entry in values), max(entry.year for entry in values)
    low, high = min(known.values()), max(known.values())

    def place(year: int) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * ((year - first) / (last - first) if last > first else 0.5)
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((known[year] - low) / (high - low) if high > low else 0.5)
        return round(x, 1), round(y, 1)

    parts = []
    for row in runs(known):
        points = " ".join(f"{x:g},{y:g}" for x, y in map(place, row))
        if len(row) > 1:
            parts.append(f'<polyline points="{points}" fill="none" stroke="{palette.OWN}" stroke-width="2"/>')
        else:
            x, y = place(row[0])
            parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="1.5" fill="{palette.OWN}"/>')
    x, y = place(max(known))
    parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{palette.OWN}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sparkline chart-svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'role="img" aria-label={quoteattr(label)}>{"".join(parts)}</svg>'
    )
