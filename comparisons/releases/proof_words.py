"""Words of the proof of anonymity that hold for every release: what is never shown, how close anybody can come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.releases.disclosure import Grid, Parameters
from comparisons.releases.presenters import number_words


@dataclass(frozen=True)
class Shown:
    """One statistic of a circle: whether it is shown for this year, and why or why not."""

    name: str
    shown: bool
    why: str


@dataclass(frozen=True)
class Fact:
    """One parameter or date with its meaning."""

    name: str
    text: str


def never() -> tuple[Shown, ...]:
    """What no circle is ever shown, and why."""
    return (
        Shown(
            _("Smallest and largest value, span"),
            False,
            _("They are figures of single municipalities."),
        ),
        Shown(
            _("Exact rank, best and last place"),
            False,
            _("Two ranks and one correction are enough to close in on another municipality's figure."),
        ),
        Shown(
            _("Exact mean, exact median, standard deviation"),
            False,
            _("If one municipality leaves, the difference between two of them gives its figure away."),
        ),
        Shown(
            _("Points of single municipalities, even without names"),
            False,
            _("Over years and indicators points can be recognised."),
        ),
    )


def interval(grid: Grid | None, definition: IndicatorDefinition) -> tuple[str, ...]:
    """How close anybody can come; `grid` is None where the release stands on classes merged since."""
    if grid is None:
        return (
            _(
                "This release stands on classes that have been merged since then. Nobody can narrow a figure down to "
                "less than one of its classes."
            ),
        )
    narrowest = min(range(grid.size), key=grid.width)
    widest = max(range(grid.size), key=grid.width)
    unit = _("percentage points") if definition.unit == "%" else definition.unit
    return (
        _(
            "The narrowest interval to which anybody can narrow down another municipality's figure is its class, even "
            "somebody who were told the classes of all members and kept every earlier release of every circle."
        ),
        _("The narrowest class of this indicator is %(narrow)s %(unit)s wide, the widest %(wide)s.")
        % {"narrow": _width(grid, narrowest), "wide": _width(grid, widest), "unit": unit},
    )


def _width(grid: Grid, cell: int) -> str:
    return number_words(Decimal(grid.width(cell)))


def parameter_facts(parameters: Parameters) -> tuple[Fact, ...]:
    """The parameters that members have signed."""
    return (
        Fact(_("Fewest contributing members"), str(parameters.n_min)),
        Fact(_("Members reckoned with that tell each other their figures"), str(parameters.c)),
        Fact(_("Fewest members whose figure they then still do not know"), str(parameters.k)),
        Fact(_("Unknown members on each side of a median or quartile"), str(parameters.t)),
        Fact(
            _("Width of a class"),
            _("at least %(percent)s %% of its lower edge, and wide enough for %(m)s different numbers of persons")
            % {"percent": number_words(parameters.p * 100), "m": parameters.m},
        ),
        Fact(
            _("Smallest group that counts"),
            _("%(group)s persons, %(total)s where the whole population is meant")
            % {
                "group": formats.number_format(parameters.d_min_group, force_grouping=True),
                "total": formats.number_format(parameters.d_min_total, force_grouping=True),
            },
        ),
    )
