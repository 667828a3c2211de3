"""What a release or its preview shows: per indicator and group, years of one kind merged into one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, ngettext

from comparisons.circles.models import Round
from comparisons.circles.selectors import CoreEntry
from comparisons.comparability import Grade
from comparisons.releases.disclosure import Level
from comparisons.releases.models import Refusal
from comparisons.releases.presenters import GRADE_WORDS, LEVEL_WORDS, group_words, reason_words, years_words
from comparisons.releases.selectors import OverviewRow

BY_NUMBERS = (Refusal.TOO_FEW, Refusal.TOO_FEW_UNKNOWN)  # refused because of the number of members alone

Item = Mapping[str, Any]  # one indicator, group and year as the job of a preview describes it


class Outcome(StrEnum):
    """What became of some years."""

    SHOWN = "shown"
    REFUSED = "refused"
    EMPTY = "empty"  # nobody handed anything over


@dataclass(frozen=True)
class Part:
    """Years of one indicator and group that are shown, or refused, in the same way and for the same reasons."""

    years: str
    count: int
    outcome: Outcome
    sentence: str
    grade: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One indicator and group with all years of the round."""

    code: str
    name: str
    group: str
    parts: tuple[Part, ...]

    def count(self, outcome: Outcome) -> int:
        """Number of years with this outcome."""
        return sum(part.count for part in self.parts if part.outcome == outcome)


@dataclass(frozen=True)
class Judgement:
    """All rows in the order of the core set."""

    rows: tuple[Row, ...]

    @property
    def shown(self) -> int:
        """How many statistics are shown, counting each indicator, group and year."""
        return sum(row.count(Outcome.SHOWN) for row in self.rows)

    @property
    def refused(self) -> int:
        """How many were handed over but are not shown."""
        return sum(row.count(Outcome.REFUSED) for row in self.rows)


def of_release(overview: Iterable[OverviewRow], round: Round, entries: Sequence[CoreEntry]) -> Judgement:
    """What a frozen release shows."""
    items = [
        {
            "indicator": row.indicator_code,
            "group": row.group,
            "year": one.year,
            "n": one.n,
            "expected": one.expected,
            "level": int(one.level),
            "refusal": one.refusal,
            "needed": one.needed,
            "grade": one.grade,
            "reasons": one.reasons,
            "left_out": one.left_out,
        }
        for row in overview
        for one in row.years
    ]
    return _judgement(items, round, entries)


def of_preview(result: Mapping[str, Any], round: Round, entries: Sequence[CoreEntry]) -> Judgement:
    """What a release would show, from the result of a preview's job."""
    return _judgement(result.get("items", []), round, entries)


def _judgement(items: Iterable[Item], round: Round, entries: Sequence[CoreEntry]) -> Judgement:
    found: dict[tuple[str, str], dict[int, Item]] = defaultdict(dict)
    for item in items:
        found[item["indicator"], item["group"]][item["year"]] = item
    years = range(round.first_year, round.last_year + 1)
    return Judgement(
        tuple(
            Row(
                entry.indicator_code,
                entry.definition.short_name,
                group_words(group),
                _parts(found[entry.indicator_code, group], years),
            )
            for entry in entries
            for group in entry.groups
        )
    )


def _parts(items: Mapping[int, Item], years: Iterable[int]) -> tuple[Part, ...]:
    alike: dict[object, list[int]] = defaultdict(list)
    for year in years:
        alike[_likeness(items.get(year))].append(year)
    return tuple(_part(same, [items[year] for year in same if year in items]) for same in alike.values())


def _likeness(item: Item | None) -> object:
    """What two years must share to stand in one sentence; None for a year without any answer."""
    if item is None:
        return None
    if item["refusal"] in BY_NUMBERS:
        return item["refusal"], item["needed"], item["n"] == 0
    kinds = tuple(reason["kind"] for reason in item["reasons"])
    return item["refusal"], item["level"], item["grade"], kinds, bool(_left_out(item))


def _part(years: Sequence[int], items: Sequence[Item]) -> Part:
    if not items:
        return Part(years_words(years), len(years), Outcome.EMPTY, gettext("nobody handed anything over"), "", ())
    first = items[0]
    told_why = first["refusal"] in (*BY_NUMBERS, Refusal.NOT_ANONYMOUS)
    comparable = first["grade"] == Grade.FULL
    return Part(
        years=years_words(years),
        count=len(years),
        outcome=Outcome.REFUSED if first["refusal"] else Outcome.SHOWN,
        sentence=_refusal_sentence(items) if first["refusal"] else _shown_sentence(items),
        grade="" if first["refusal"] else str(GRADE_WORDS[first["grade"]]),
        reasons=() if told_why or comparable else tuple(reason_words(one) for one in _merged_reasons(items)),
    )


def _shown_sentence(items: Sequence[Item]) -> str:
    told = {
        "what": LEVEL_WORDS[Level(items[0]["level"])],
        "n": _range(item["n"] for item in items),
        "expected": _range(item["expected"] for item in items),
        "left_out": _range(_left_out(item) for item in items),
    }
    if not _left_out(items[0]):
        return gettext("%(what)s (%(n)s of %(expected)s members)") % told
    return (
        gettext(
            "%(what)s (%(n)s of %(expected)s members, whose figures are officially published; contributions left out, "
            "so that they stay protected: %(left_out)s)"
        )
        % told
    )


def _left_out(item: Item) -> int:
    """Members left out; previews of earlier rules do not say."""
    return int(item.get("left_out", 0))


def _refusal_sentence(items: Sequence[Item]) -> str:
    first, most = items[0], max(item["n"] for item in items)
    if first["refusal"] == Refusal.NOT_COMPARABLE:
        return gettext("the contributions are not comparable")
    if first["refusal"] == Refusal.NOT_ANONYMOUS:
        return gettext("would tell too much about single municipalities")
    if most == 0:
        return gettext("nobody contributed a figure that counts")
    return ngettext(
        "only %(n)s member contributed and at least %(needed)s are needed",
        "only %(n)s members contributed and at least %(needed)s are needed",
        most,
    ) % {"n": _range(item["n"] for item in items), "needed": first["needed"]}


def _merged_reasons(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The reasons of several years, each kind once with its counts as a range and all that was found."""
    merged = []
    for same in zip(*(item["reasons"] for item in items), strict=True):
        merged.append(
            {
                "kind": same[0]["kind"],
                "affected": _range(reason["affected"] for reason in same),
                "total": _range(reason["total"] for reason in same),
                "found": sorted({str(one) for reason in same for one in reason["found"]}),
            }
        )
    return merged


def _range(numbers: Iterable[int]) -> int | str:
    """One number, or "35–37"."""
    known = sorted(set(numbers))
    return known[0] if len(known) == 1 else f"{known[0]}–{known[-1]}"
