"""The gap between a group and the group beside it, with what chance alone could explain."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from benchmark.figures.rows import FigureRow
from benchmark.web.numbers import written
from comparisons.insights import words
from comparisons.insights.series import Series, side_of
from comparisons.statistics import Gap, GapPath, gap, gap_path

OVERLAPPING = "total"


@dataclass(frozen=True)
class GapWords:
    """The gap of the newest year in which both groups are known."""

    year: str
    group: str
    comparison: str
    group_value: str
    comparison_value: str
    difference: str
    ratio: str
    noise: str
    development: str
    invented: bool


def gap_words(series: Series, beside: Series) -> GapWords | None:
    """The newest gap in words; None where no year has both values with the same concept and definition."""
    pairs = [(one, other) for one, other in _pairs(series, beside) if one.value is not None and other.value is not None]
    if not pairs:
        return None
    figure, other = pairs[-1]
    definition = series.definition
    found = _gap(figure, other, series, beside)
    if found is None:
        return None
    same = [pair for pair in pairs if _meaning(pair[0]) == _meaning(figure)]
    return GapWords(
        year=str(figure.year),
        group=words.group_words(series.group),
        comparison=words.group_words(beside.group),
        group_value=words.value_words(found.group_value, definition),
        comparison_value=words.value_words(found.comparison_value, definition),
        difference=words.difference_words(found.difference, definition, signed=True),
        ratio="" if found.ratio is None else written(found.ratio, decimals=2),
        noise=_noise(found, series, beside),
        development=_development(same, series),
        invented=any(one.invented for one in (figure, other)),
    )


def _pairs(series: Series, beside: Series) -> list[tuple[FigureRow, FigureRow]]:
    """Figures of the same year that mean the same."""
    found = []
    for point in series.points:
        other = beside.at(point.year)
        if point.figure and other and _meaning(point.figure) == _meaning(other):
            found.append((point.figure, other))
    return found


def _meaning(figure: FigureRow) -> tuple[str, int]:
    return figure.concept, figure.definition_version


def _gap(figure: FigureRow, other: FigureRow, series: Series, beside: Series) -> Gap | None:
    apart = OVERLAPPING not in (series.group, beside.group)
    return gap(
        side_of(figure, counted=apart),
        side_of(other, counted=apart),
        factor=float(series.definition.factor),
        part_of_whole=series.definition.part_of_whole,
    )


def _noise(found: Gap, series: Series, beside: Series) -> str:
    if OVERLAPPING in (series.group, beside.group):
        return _("No range is given, because one of the two groups is contained in the other.")
    if found.difference_noise is None:
        return _("No range can be given, because the counts are not known.")
    known = {
        "low": words.signed_number(found.difference_noise.low, series.definition),
        "high": words.difference_words(found.difference_noise.high, series.definition, signed=True),
    }
    span = _("Taking chance into account: %(low)s to %(high)s.") % known
    judged = (
        _("The gap is larger than chance alone would explain.")
        if found.beyond_noise
        else _("With this number of cases the gap may be chance.")
    )
    return f"{span} {judged}"


def _development(pairs: list[tuple[FigureRow, FigureRow]], series: Series) -> str:
    """How the size of the gap moved since the first year that means the same."""
    if len(pairs) < 2:
        return ""
    path: GapPath = gap_path(
        [figure.year for figure, _other in pairs],
        [side_of(figure, counted=False) for figure, _other in pairs],
        [side_of(other, counted=False) for _figure, other in pairs],
        factor=float(series.definition.factor),
        part_of_whole=series.definition.part_of_whole,
    )
    narrowed = path.narrowed_by
    if narrowed is None:
        return ""
    known = {"year": pairs[0][0].year, "by": words.difference_words(abs(narrowed), series.definition)}
    if abs(narrowed) < 0.5 * 10.0**-series.definition.decimals:
        return _("Since %(year)s the gap has stayed the same.") % known
    if narrowed > 0:
        return _("Since %(year)s the gap has become smaller by %(by)s.") % known
    return _("Since %(year)s the gap has become larger by %(by)s.") % known
