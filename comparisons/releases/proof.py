"""The proof of anonymity (Anonymitätsnachweis): for one released statistic what is shown, what is not, and why.

Everything here is said from released rows, the charter and the catalogue's classes. It names no contribution, so the
proof itself tells nothing that the release does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.catalogue.selectors import IndicatorDefinition, indicator
from comparisons.circles.models import Circle
from comparisons.releases.disclosure import Level, Parameters, steps
from comparisons.releases.disclosure.histogram import FEWEST_MEMBERS
from comparisons.releases.grids import checks_neighbouring_years, disclosure_parameters, grid_of
from comparisons.releases.models import Release
from comparisons.releases.presenters import cell_words, group_words, refusal_words
from comparisons.releases.proof_words import Fact, Shown, interval, never, parameter_facts
from comparisons.releases.selectors import ReleasedYear, released


@dataclass(frozen=True)
class Choice:
    """Another year or group of the same indicator."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Proof:
    """All parts of the page in the order in which it shows them."""

    code: str
    indicator: str
    group: str
    groups: tuple[Choice, ...]
    year: str
    years: tuple[Choice, ...]
    in_short: str
    contributed: tuple[str, ...]
    statistics: tuple[Shown, ...]
    never: tuple[Shown, ...]
    interval: tuple[str, ...]
    classes: tuple[str, ...]
    parameters: tuple[Fact, ...]
    release: tuple[Fact, ...]


def proof_of(circle: Circle, code: str, group: str, year: int | None) -> Proof | None:
    """The proof for an indicator of a circle, its leading group and newest year unless given; None if not released."""
    rows = released(circle, code)
    if not rows:
        return None
    definition = indicator(code, version=rows[-1].definition_version)
    groups = [one for one in definition.groups if any(row.group == one for row in rows)]
    chosen = group if group in groups else _leading(definition, groups)
    rows = [row for row in rows if row.group == chosen]
    row = next((one for one in rows if one.year == year), rows[-1])
    release = Release.objects.select_related("charter").get(circle=circle, number=row.release_number)
    parameters = disclosure_parameters(release.charter, definition)
    grid = grid_of(definition, circle, release.charter)
    fitting = grid if grid.reference == row.grid_id else None
    here = f"?jahr={row.year}&gruppe="
    return Proof(
        code=code,
        indicator=definition.short_name,
        group=group_words(chosen),
        groups=tuple(Choice(group_words(one), here + one, one == chosen) for one in groups) if len(groups) > 1 else (),
        year=str(row.year),
        years=tuple(Choice(str(one.year), f"?jahr={one.year}&gruppe={chosen}", one == row) for one in rows),
        in_short=_in_short(row),
        contributed=_contributed(row, parameters),
        statistics=_statistics(row, parameters),
        never=never(),
        interval=interval(fitting, definition),
        classes=tuple(cell_words(fitting, cell) for cell in range(fitting.size)) if fitting else (),
        parameters=(*parameter_facts(parameters), _neighbouring_years(release, definition)),
        release=_release(row, release),
    )


def _leading(definition: IndicatorDefinition, groups: Sequence[str]) -> str:
    return definition.leading_group if definition.leading_group in groups else groups[0]


def _in_short(row: ReleasedYear) -> str:
    if not row.shown:
        return _("For this year the circle shows nothing, so nothing can be worked out from it.")
    return _(
        "What the circle shows for this year depends only on the class into which each figure falls. Nobody can tell "
        "from it where inside its class another municipality lies."
    )


def _contributed(row: ReleasedYear, parameters: Parameters) -> tuple[str, ...]:
    said = [
        ngettext(
            "%(n)s of %(expected)s members has handed over a class that counts.",
            "%(n)s of %(expected)s members have handed over a class that counts.",
            row.n,
        )
        % {"n": row.n, "expected": row.expected}
    ]
    if row.left_out:
        said.append(
            ngettext(
                "%(left_out)s further member has handed over a class, too. It is left out, because the officially "
                "published figures of the others alone show more.",
                "%(left_out)s further members have handed over a class, too. They are left out, because the officially "
                "published figures of the others alone show more.",
                row.left_out,
            )
            % {"left_out": row.left_out}
        )
    if row.n and row.public_count == row.n:
        return (*said, _("All these figures are officially published anyway; none of them has to be hidden."))
    return (*said, *_known(row), *_unknown(row, parameters))


def _known(row: ReleasedYear) -> Iterator[str]:
    if row.public_count:
        yield ngettext(
            "The figure of %(count)s of them is officially published and counts as known.",
            "The figures of %(count)s of them are officially published and count as known.",
            row.public_count,
        ) % {"count": row.public_count}
    if row.consented_count:
        yield ngettext(
            "%(count)s of them has shown its figure to other members by name; it counts as known.",
            "%(count)s of them have shown their figures to other members by name; they count as known.",
            row.consented_count,
        ) % {"count": row.consented_count}


def _unknown(row: ReleasedYear, parameters: Parameters) -> Iterator[str]:
    yield ngettext(
        "We reckon with %(c)s member using its own figure to find another one's.",
        "We reckon with %(c)s members telling each other their figures to find another one's.",
        parameters.c,
    ) % {"c": parameters.c}
    left = max(row.n - known_members(row) - parameters.c, 0)
    yield ngettext(
        "Then %(left)s figure is left that they do not know; at least %(k)s must be left.",
        "Then %(left)s figures are left that they do not know; at least %(k)s must be left.",
        left,
    ) % {"left": left, "k": parameters.k}


def known_members(row: ReleasedYear) -> int:
    """How many members of a statistic count as known to others; none where nothing is left to protect."""
    return 0 if row.public_count == row.n else row.public_count + row.consented_count


def _statistics(row: ReleasedYear, parameters: Parameters) -> tuple[Shown, ...]:
    first = {step.level: step.first_n for step in steps(parameters, known_members(row))}
    names = {
        Level.MEAN: _("Mean, calculated from classes"),
        Level.MEDIAN: _("Class of the median"),
        Level.QUARTILES: _("Classes of the two quartiles"),
        Level.TAILS: _("Classes of the lowest and the highest tenth"),
    }
    lines = [
        Shown(name, row.shown and row.level >= level, _why(row, row.level >= level, first[level]))
        for level, name in names.items()
    ]
    return (*lines, _distribution(row, parameters))


def _distribution(row: ReleasedYear, parameters: Parameters) -> Shown:
    full = parameters.t + parameters.c + known_members(row)
    if row.refusal or not row.histogram:
        why = refusal_words(row.refusal, row.n, row.needed) or _(
            "only from %(first)s contributions on and if there are at least two bars of %(full)s members"
        ) % {"first": FEWEST_MEMBERS, "full": full}
        return Shown(_("Distribution in bars"), False, why)
    why = _("shown from %(first)s contributions on; every bar stands for at least %(full)s members")
    return Shown(_("Distribution in bars"), True, why % {"first": FEWEST_MEMBERS, "full": full})


def _why(row: ReleasedYear, reached: bool, first: int) -> str:
    if row.refusal:
        return refusal_words(row.refusal, row.n, row.needed)
    if reached:
        return _("shown from %(first)s contributions on; there are %(n)s") % {"first": first, "n": row.n}
    return _("only from %(first)s contributions on; there are %(n)s") % {"first": first, "n": row.n}


def _neighbouring_years(release: Release, definition: IndicatorDefinition) -> Fact:
    told = _("yes: a change by more than one class within a year is not shown")
    asked = checks_neighbouring_years(release.charter, definition)
    return Fact(_("Neighbouring years checked together"), told if asked else _("no"))


def _release(row: ReleasedYear, release: Release) -> tuple[Fact, ...]:
    return (
        Fact(
            _("Release"),
            _("Number %(number)s of %(day)s")
            % {
                "number": row.release_number,
                "day": formats.date_format(timezone.localdate(row.published_at)),
            },
        ),
        Fact(_("Ring agreement"), _("Version %(number)s") % {"number": release.charter.number}),
        Fact(_("Version of the rules"), release.rule_set),
        Fact(_("Mark of the classes"), row.grid_id),
    )
