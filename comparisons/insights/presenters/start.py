"""The start page: own indicators with question, latest value, change and target; what is notable; what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.figures.rows import FigureRow
from benchmark.goals.selectors import UseRow
from comparisons.charts import sparkline
from comparisons.insights import words
from comparisons.insights.charting import year_values
from comparisons.insights.presenters.goals import TargetWords, target_words
from comparisons.insights.selectors import Waiting
from comparisons.insights.series import Series, series_of
from tenants.membership.people import Person
from tenants.membership.permissions import Permission


@dataclass(frozen=True)
class Latest:
    """The newest value of a series, or why there is none."""

    value: Decimal | None
    unit: str
    decimals: int
    year: str
    state: str
    invented: bool
    sign: str
    reason: str


@dataclass(frozen=True)
class Card:
    """One indicator on the start page."""

    code: str
    name: str
    question: str
    perspective: str
    group: str
    url: str
    latest: Latest
    moved: str
    noise: str
    target: TargetWords
    sparkline: str
    core: bool


@dataclass(frozen=True)
class Notable:
    """One change beyond noise, worded neutrally."""

    name: str
    group: str
    url: str
    change: str
    invented: bool


@dataclass(frozen=True)
class Balance:
    """Strengths and needs among the indicators in use."""

    sentence: str
    even: bool


@dataclass(frozen=True)
class WithoutQuestion:
    """An indicator with figures that nobody has said yet what they want to know with."""

    name: str
    url: str


@dataclass(frozen=True)
class StartPage:
    """Everything the start page shows; `new` is a municipality without any figure and any question."""

    cards: tuple[Card, ...]
    notable: tuple[Notable, ...]
    balance: Balance | None
    without_question: tuple[WithoutQuestion, ...]
    tasks: tuple[dict[str, object], ...]
    new: bool
    any_invented: bool


def start_page(
    definitions: Sequence[IndicatorDefinition],
    used: Sequence[UseRow],
    rows: Sequence[FigureRow],
    *,
    tasks: Sequence[dict[str, object]],
) -> StartPage:
    """The page from all current figures the person may see; indicators stay in the order of the catalogue."""
    uses = {use.indicator_code: use for use in used}
    by_code = _by_code(rows)
    chosen = [definition for definition in definitions if definition.code in uses]
    cards, notable = [], []
    for definition in chosen:
        use = uses[definition.code]
        series = series_of(definition, by_code.get(definition.code, ()), use.leading_group)
        cards.append(_card(definition, use, series))
        if found := _notable(definition, series):
            notable.append(found)
    return StartPage(
        cards=tuple(cards),
        notable=tuple(notable),
        balance=_balance(chosen),
        without_question=tuple(
            WithoutQuestion(definition.name, indicator_url(definition.code))
            for definition in definitions
            if definition.code in by_code and definition.code not in uses
        ),
        tasks=tuple(tasks),
        new=not rows and not used,
        any_invented=any(row.invented for row in rows),
    )


def _by_code(rows: Sequence[FigureRow]) -> dict[str, list[FigureRow]]:
    found: dict[str, list[FigureRow]] = {}
    for row in rows:
        found.setdefault(row.indicator_code, []).append(row)
    return found


def indicator_url(code: str) -> str:
    """Address of an indicator's page."""
    return reverse("insights:indicator", args=[code])


def latest_of(series: Series) -> Latest:
    """The newest value with all that must stand beside it."""
    definition, figure = series.definition, series.latest
    if figure is None:
        return Latest(None, definition.unit, definition.decimals, "", "", False, ".", _("no figure yet"))
    return Latest(
        value=figure.value,
        unit=definition.unit,
        decimals=definition.decimals,
        year=str(figure.year),
        state=figure.state,
        invented=figure.invented,
        sign=figure_words.sign(figure.missing) if figure.value is None else "",
        reason=figure_words.reason(figure.missing) if figure.value is None else "",
    )


def _card(definition: IndicatorDefinition, use: UseRow, series: Series) -> Card:
    change = series.path().since_previous
    values = year_values(series.since_break)
    label = (
        _("Own values from %(first)s to %(last)s") % {"first": values[0].year, "last": values[-1].year}
        if values
        else ""
    )
    return Card(
        code=definition.code,
        name=definition.name,
        question=use.question,
        perspective=str(words.PERSPECTIVE_OF_ONE[definition.perspective]),
        group=words.group_words(series.group),
        url=indicator_url(definition.code),
        latest=latest_of(series),
        moved=words.moved_words(change, definition),
        noise=words.noise_words(change),
        target=target_words(use, series),
        sparkline=sparkline(values, label=label) if values else "",
        core=definition.core,
    )


def _notable(definition: IndicatorDefinition, series: Series) -> Notable | None:
    change = series.path().since_previous
    if change is None or not change.beyond_noise or not words.noise_words(change):
        return None
    ends = [series.at(year) for year in (change.from_year, change.to_year)]
    return Notable(
        name=definition.name,
        group=words.group_words(series.group),
        url=indicator_url(definition.code),
        change=words.noted_words(change, definition),
        invented=any(figure.invented for figure in ends if figure),
    )


def _balance(chosen: Sequence[IndicatorDefinition]) -> Balance | None:
    """How many of the indicators in use show strengths and how many needs; None without any."""
    if not chosen:
        return None
    counted = Counter(definition.perspective for definition in chosen)
    strengths, needs = counted["strength"], counted["need"]
    parts = [
        ngettext(
            "%(count)s indicator shows strengths and potentials",
            "%(count)s indicators show strengths and potentials",
            strengths,
        )
        % {"count": strengths},
        ngettext("%(count)s shows needs", "%(count)s show needs", needs) % {"count": needs},
        ngettext("%(count)s describes the context", "%(count)s describe the context", counted["context"])
        % {"count": counted["context"]},
    ]
    sentence = _("%(strengths)s, %(needs)s, %(context)s.") % dict(
        zip(("strengths", "needs", "context"), parts, strict=True)
    )
    return Balance(sentence, strengths >= needs)


def circle_tasks(waiting: Waiting) -> list[dict[str, object]]:
    """What waits in the circles, for the task list."""
    tasks: list[dict[str, object]] = [
        {
            "label": _("Answer the invitation to the circle “%(circle)s”") % {"circle": circle.name},
            "url": reverse("circles:circle", args=[circle.slug]),
            "status": _("invited"),
            "kind": "warning",
        }
        for circle in waiting.invitations
    ]
    tasks += [
        {
            "label": _("Hand over figures to the circle “%(circle)s”") % {"circle": one.circle.name},
            "url": reverse("circles:circle", args=[one.circle.slug]),
            "status": _("until %(day)s") % {"day": formats.date_format(one.closes_at)},
            "kind": "warning",
        }
        for one in waiting.rounds
    ]
    return tasks


def target_tasks(
    used: Sequence[UseRow], definitions: Mapping[str, IndicatorDefinition], person: Person, today: date
) -> list[dict[str, object]]:
    """Targets that were to be set by now."""
    if not person.may(Permission.GOALS_EDIT):
        return []
    overdue: Collection[UseRow] = [use for use in used if use.still_open_until and use.still_open_until < today]
    return [
        {
            "label": _("Set the target for “%(indicator)s”")
            % {"indicator": definitions[use.indicator_code].short_name},
            "url": reverse("goals:edit", args=[use.indicator_code]),
            "status": _("overdue"),
            "kind": "warning",
        }
        for use in overdue
        if use.indicator_code in definitions
    ]
