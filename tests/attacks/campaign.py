"""Runs the attacker over rings: every series, every coalition, every member that is left, and counts what it gained."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.attacks.attacker import Gain, Scale, Shown, feasible, feasible_together
from tests.attacks.reading import Reading
from tests.attacks.stage import GROUP, Figures, Series, cell_of, edges_of

M = 3  # whole numbers of persons that must stay possible inside every class


@dataclass
class Tally:
    """What a campaign gained: how many attacks, exact recoveries, intervals that are too narrow, and the narrowest."""

    attacks: int = 0
    recovered: list[Gain] = field(default_factory=list)
    too_narrow: list[Gain] = field(default_factory=list)
    wrong: list[Gain] = field(default_factory=list)
    narrowest: Gain | None = None
    fewest_cells: int | None = None

    def add(self, gain: Gain) -> None:
        self.attacks += 1
        if not gain.honest:
            self.wrong.append(gain)
        if gain.numerators <= 1:
            self.recovered.append(gain)
        if gain.ratio < 1 or gain.numerators < M:
            self.too_narrow.append(gain)
        if self.narrowest is None or gain.ratio < self.narrowest.ratio:
            self.narrowest = gain
        self.fewest_cells = len(gain.cells) if self.fewest_cells is None else min(self.fewest_cells, len(gain.cells))

    def line(self, name: str) -> str:
        """One line for people: what was tried and how close it came."""
        if self.narrowest is None:
            return f"{name}: nothing shown, nothing to attack"
        low, high = self.narrowest.interval
        return (
            f"{name}: {self.attacks} attacks, {len(self.recovered)} recoveries, {len(self.too_narrow)} too narrow; "
            f"narrowest {float(low):g} to {float(high):g} ({self.narrowest.ratio:.2f} of the class, "
            f"{self.narrowest.numerators} whole numbers), fewest classes {self.fewest_cells}"
        )

    def require_nothing(self) -> None:
        """Raises AssertionError if any attack got further than it may, or was wrong."""
        if self.wrong or self.recovered or self.too_narrow:
            worst = (self.wrong or self.recovered or self.too_narrow)[0]
            raise AssertionError(
                f"{len(self.recovered)} recovered, {len(self.too_narrow)} too narrow, {len(self.wrong)} wrong: {worst}"
            )


@dataclass(frozen=True)
class Field:
    """What the attackers face: the truth (to play insiders and to check), and the readings of each ring."""

    figures: Figures
    readings: Mapping[str, Mapping[tuple[str, str, int], Reading]]
    members: Mapping[str, Sequence[str]]

    def scale(self, series: Series) -> Scale:
        return Scale.of(edges_of(series[0]))

    def shown(self, ring: str, series: Series, scale: Scale) -> Shown | None:
        """What a ring shows of a series; None where it shows nothing."""
        reading = self.readings[ring].get((series[0], GROUP, series[1]))
        if reading is None or reading.refused:
            return None
        return reading.to_shown(self.members[ring], scale)

    def cell(self, slug: str, series: Series) -> int:
        return cell_of(self.figures[slug][series], edges_of(series[0]))

    def gain(self, slug: str, series: Series, cells: Collection[int], scale: Scale) -> Gain:
        figure = self.figures[slug][series]
        return Gain(slug, frozenset(cells), self.cell(slug, series), scale, figure.denominator, figure.factor)


def coalitions(members: Sequence[str], c: int) -> Iterator[tuple[str, ...]]:
    """Every single member and every group of up to c members."""
    for size in range(1, c + 1):
        yield from itertools.combinations(members, size)


def attack_ring(
    field: Field, ring: str, all_series: Iterable[Series], c: int, tally: Tally, *, hull_only: bool = True
) -> None:
    """All coalitions of up to c members of a ring against all others, one series at a time."""
    for series in all_series:
        scale = field.scale(series)
        one = field.shown(ring, series, scale)
        if one is None:
            continue
        cells = {slug: field.cell(slug, series) for slug in field.members[ring]}
        found: dict[tuple[int, ...], frozenset[int]] = {}
        for friends in coalitions(field.members[ring], c):
            known = {slug: cells[slug] for slug in friends}
            same = tuple(sorted(known.values()))  # who they are does not matter, only what they know
            if same not in found:
                found[same] = feasible(one, known, scale, hull_only=hull_only)
            for target in field.members[ring]:
                if target not in known:
                    tally.add(field.gain(target, series, found[same], scale))


def attack_together(
    field: Field,
    rings: Sequence[str],
    series: Series,
    groups: Iterable[tuple[str, ...]],
    targets: Iterable[str],
    tally: Tally,
) -> None:
    """These coalitions read several rings at once and aim at these members."""
    scale = field.scale(series)
    all_shown = [one for ring in rings if (one := field.shown(ring, series, scale)) is not None]
    aims = list(targets)
    for friends in groups:
        known = {slug: field.cell(slug, series) for slug in friends}
        for target in aims:
            if target not in known and any(target in one.members for one in all_shown):
                cells = feasible_together(all_shown, known, target, scale, hull_only=True)
                tally.add(field.gain(target, series, cells, scale))
