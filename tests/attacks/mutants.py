"""Wrong versions of single functions, and the tests that must notice them.

``python -m tests.attacks.mutants`` runs every one in a process of its own and prints which test killed it; it ends with
1 if one survives, if its place has vanished, or if the tests fail without it. Places are dotted names of functions, so
that moving one without moving its mutant is an error and not a silent pass.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attacks import wrong

Function = Callable[..., Any]
HERE = Path(__file__).resolve().parents[2]
CHOSEN = "VERGLEICHSRING_MUTANT"
RECOVERY, MOVEMENT = "tests/attacks/test_recovery.py::", "tests/attacks/test_movement.py::"
GATE_OF_ROOM = "tests/comparisons/releases/test_gate.py::"


class Vanished(LookupError):
    """The place of a mutant is not there any more."""


@dataclass(frozen=True)
class Mutant:
    """One wrong function: its name, the place it takes, how it is made of the right one, and the tests that notice."""

    name: str
    place: str
    wrong: Callable[[Function], Function]
    killed_by: tuple[str, ...]

    def find(self) -> tuple[Any, str, Function]:
        """The owner of the function (a module or a class), its name there, and the right function."""
        path, name = self.place.rsplit(".", 1)
        try:
            owner = _owner(path)
            return owner, name, getattr(owner, name)
        except (ImportError, AttributeError) as error:
            raise Vanished(f"{self.name}: {self.place} is not there") from error


def _owner(path: str) -> Any:
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        module, _dot, name = path.rpartition(".")
        return getattr(_owner(module), name)


MUTANTS = (
    Mutant(
        "interpolated quantiles",
        "comparisons.releases.disclosure.judge.judge",
        wrong.interpolated_quantiles,
        (f"{RECOVERY}test_quantiles_are_the_class_of_the_member_at_that_rank",),
    ),
    Mutant(
        "exact mean",
        "comparisons.releases.disclosure.judge.grouped_mean",
        wrong.exact_mean,
        (f"{RECOVERY}test_every_number_shown_belongs_to_the_public_scale",),
    ),
    Mutant(
        "more quantiles than n allows",
        "comparisons.releases.disclosure.judge.level_for",
        wrong.everything_for_everybody,
        (f"{RECOVERY}test_quantiles_are_the_class_of_the_member_at_that_rank",),
    ),
    Mutant(
        "grid computed per circle",
        "comparisons.releases.grids.grid_of",
        wrong.grid_per_circle,
        (f"{RECOVERY}test_every_number_shown_belongs_to_the_public_scale",),
    ),
    Mutant(
        "grid edges from data",
        "comparisons.releases.judged_statistic._edges",
        wrong.edges_from_data,
        (f"{RECOVERY}test_every_number_shown_belongs_to_the_public_scale",),
    ),
    Mutant(
        "rank shown",
        "comparisons.insights.presenters.circle.position_sentence",
        wrong.rank_shown,
        (f"{RECOVERY}test_the_own_place_is_never_a_rank",),
    ),
    Mutant(
        "value-dependent sort order",
        "comparisons.releases.computing.judged",
        wrong.sorted_by_value,
        (f"{MOVEMENT}test_probing_tells_nothing_before_the_release_and_there_is_one_in_a_quarter",),
    ),
    Mutant(
        "cache of an older version",
        "comparisons.insights.drawn.Drawing.for_page",
        wrong.older_picture,
        (f"{MOVEMENT}test_no_picture_of_an_older_release_is_shown",),
    ),
    Mutant(
        "second release in a quarter",
        "comparisons.releases.selectors.released.next_release_from",
        wrong.never_waits,
        (f"{MOVEMENT}test_probing_tells_nothing_before_the_release_and_there_is_one_in_a_quarter",),
    ),
    Mutant(
        "u computed without consent",
        "comparisons.named_figures.selectors.known.known_in",
        wrong.nobody_known,
        ("tests/attacks/test_known.py::test_a_median_of_nine_is_gone_when_two_are_known",),
    ),
    Mutant(
        "audit without ledger",
        "comparisons.releases.gate.gate.Gate._beside",
        wrong.nothing_before,
        (f"{GATE_OF_ROOM}test_the_last_of_three_groups_is_refused_across_circles_where_no_denominator_is_known",),
    ),
    Mutant(
        "accepting the LP relaxation",
        "comparisons.releases.disclosure.audit.solver.solve",
        wrong.fractions_accepted,
        ("tests/attacks/test_gate.py::test_what_only_whole_numbers_disclose_is_refused_by_the_exact_audit",),
    ),
    Mutant(
        "audit without insider",
        "comparisons.releases.disclosure.tables.suppress.suppress",
        wrong.no_insider,
        ("tests/attacks/test_gate.py::test_the_owner_of_a_withheld_number_does_not_find_the_other_one",),
    ),
    Mutant(
        "primary mark distinguishable",
        "comparisons.totals.table_page.cell_words",
        wrong.two_marks,
        ("tests/attacks/test_sums.py::test_every_withheld_number_has_the_same_mark",),
    ),
)


def mutant_named(name: str) -> Mutant:
    """One of the mutants."""
    return next(one for one in MUTANTS if one.name == name)


def put_in_place() -> None:
    """The mutant that this process was started with, for good."""
    name = os.environ.get(CHOSEN)
    if name:
        _substitute(mutant_named(name))


@contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """Put the wrong function wherever the right one is bound, for a while."""
    right, bound = _substitute(mutant)
    try:
        yield
    finally:
        for place, known_as in bound:
            setattr(place, known_as, right)


def _substitute(mutant: Mutant) -> tuple[Function, list[tuple[Any, str]]]:
    """Put the wrong function in; the right one, and where it stood."""
    owner, name, right = mutant.find()
    replacement = mutant.wrong(right)
    bound = [(owner, name), *_bindings(right)]
    for place, known_as in bound:
        setattr(place, known_as, replacement)
    return right, bound


def _bindings(right: Function) -> list[tuple[Any, str]]:
    """Modules of the service that have imported the function by name."""
    rooms = ("benchmark", "tenants", "comparisons")
    return [
        (module, name)
        for key, module in list(sys.modules.items())
        if key.startswith(rooms)
        for name, value in list(vars(module).items())
        if value is right
    ]


if __name__ == "__main__":
    from tests.attacks.mutant_runner import main

    sys.exit(main(sys.argv[1:]))
