"""Marks that several charts share: the own line with gaps, levels, breaks of definition, bands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from comparisons.charts import palette
from comparisons.charts.svg import POINT
from comparisons.charts.values import Band, Break, Level, Numbers, Words, YearValue


def runs(years: Iterable[int], breaks: Sequence[Break] = ()) -> list[list[int]]:
    """Years in rows without a gap and without a break of definition; only these are joined by a line."""
    starts = {entry.year for entry in breaks}
    rows: list[list[int]] = []
    for year in sorted(years):
        if rows and year == rows[-1][-1] + 1 and year not in starts:
            rows[-1].append(year)
        else:
            rows.append([year])
    return rows


def present(values: Sequence[YearValue]) -> dict[int, float]:
    """The figures that exist, by year."""
    return {entry.year: float(entry.value) for entry in values if entry.value is not None}


def spoken(entry: YearValue, name: str, words: Words, numbers: Numbers) -> str:
    """What a point says on hover, focus and to a screen reader."""
    if entry.value is None:
        return ""
    parts = [f"{entry.year}: {name} {numbers.with_unit(entry.value, words.unit)}"]
    parts += [text for text in (entry.mark, words.invented if entry.invented else "") if text]
    return ", ".join(dict.fromkeys(parts))


def draw_line(
    axes: Axes, values: Sequence[YearValue], *, breaks: Sequence[Break], colour: str, width: float, dashes: str
) -> None:
    """A line that stops where a year is missing or the definition changes."""
    known = present(values)
    for row in runs(known, breaks):
        if len(row) > 1:
            axes.plot(row, [known[year] for year in row], color=colour, linewidth=width, linestyle=dashes, zorder=4)
        elif dashes == "dashed":  # the own line has a mark for every year anyway
            axes.plot(row, [known[row[0]]], "_", color=colour, markersize=7, markeredgewidth=width, zorder=4)


def draw_own(
    axes: Axes,
    values: Sequence[YearValue],
    words: Words,
    numbers: Numbers,
    *,
    breaks: Sequence[Break] = (),
    size: float = 1.0,
) -> None:
    """The own path: thick line, a mark per year (hollow if invented), the sign of a missing year on the base line."""
    draw_line(axes, values, breaks=breaks, colour=palette.OWN, width=2.6 * size, dashes="solid")
    for entry in sorted(values, key=lambda entry: entry.year):
        if entry.value is None:
            axes.annotate(
                entry.sign,
                (entry.year, 0),
                xycoords=("data", "axes fraction"),
                xytext=(0, 4),
                textcoords="offset points",
                color=palette.OWN,
                ha="center",
            )
            continue
        (mark,) = axes.plot(
            [entry.year],
            [float(entry.value)],
            marker="D",
            markersize=5.5 * size,
            color=palette.OWN,
            markerfacecolor=palette.SURFACE if entry.invented else palette.OWN,
            markeredgecolor=palette.OWN if entry.invented else palette.SURFACE,
            markeredgewidth=1.4 if entry.invented else 0.8,
            linestyle="none",
            zorder=6,
        )
        mark.set_gid(POINT + spoken(entry, words.own, words, numbers))


def draw_bands(
    axes: Axes, bands: Sequence[Band], *, colour: str, edge: str, zorder: float, dashes: str = "solid"
) -> None:
    """Ranges as a band; a year without neighbours becomes a bar of its own."""
    by_year = {band.year: band for band in bands}
    for row in runs(by_year):
        low, high = ([float(getattr(by_year[year], end)) for year in row] for end in ("low", "high"))
        places = [row[0] - 0.25, row[0] + 0.25] if len(row) == 1 else [float(year) for year in row]
        if len(row) == 1:
            low, high = low * 2, high * 2
        axes.fill_between(
            places, low, high, facecolor=colour, edgecolor=edge, linewidth=1.0, linestyle=dashes, zorder=zorder
        )


def draw_level(axes: Axes, level: Level, *, colour: str, dashes: str | tuple[int, tuple[float, ...]]) -> None:
    """A horizontal line for a target or a threshold."""
    axes.axhline(float(level.value), color=colour, linewidth=1.4, linestyle=dashes, zorder=3)


def draw_breaks(axes: Axes, breaks: Sequence[Break]) -> None:
    """A dotted upright line before the first year of a new definition, labelled at the top."""
    for entry in breaks:
        axes.axvline(entry.year - 0.5, color=palette.AXIS, linewidth=1, linestyle=(0, (1, 2)), zorder=2)
        axes.annotate(
            entry.label,
            (entry.year - 0.5, 1),
            xycoords=("data", "axes fraction"),
            xytext=(4, 2),
            textcoords="offset points",
            color=palette.MUTED,
            fontsize=8.5,
            va="bottom",
        )


def last_of(values: Sequence[YearValue]) -> float | None:
    """Height of the last figure that exists, where the direct label belongs."""
    known = present(values)
    return known[max(known)] if known else None
