"""How many members it takes, and what remains when one, two or three of them do not contribute."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext

from comparisons.circles.selectors import CoreEntry
from comparisons.releases.disclosure import Level, level_for, steps
from comparisons.releases.presenters import LEVEL_WORDS
from comparisons.releases.price.choices import Choice, Table, alike, head, names, parameters_for
from comparisons.releases.price.structure import Structure

TYPICAL = (5, 9, 12, 20, 45)  # shown while nobody has been invited
FEWER = 3


def meanings(choices: Sequence[Choice]) -> Table:
    """Every parameter as a sentence, with its value under each choice."""
    sentences = {
        "n_min": gettext("So many members must have contributed before anything is shown (n)"),
        "c": gettext("So many members may tell each other their figures and still learn nothing about another one (c)"),
        "k": gettext("So many others remain unknown to them, at least (k)"),
        "t": gettext("So many unknown members stand below and above every median, quartile or tenth (t)"),
        "p": gettext("A class is at least so wide, in percent of its lower edge: nobody is known more exactly (p)"),
        "m": gettext("So many different numbers of persons are possible in every class (m)"),
        "d_min_group": gettext("A figure about a group counts only if it rests on so many persons"),
        "d_min_total": gettext("A figure about the whole population counts only if it rests on so many persons"),
        "person_minimum": gettext("In totals, numbers of fewer persons than this are withheld"),
        "drift": gettext(
            "Neighbouring years are checked together: a year is not shown if a member's class has moved by more than "
            "one between it and the year before or after"
        ),
    }
    rows = [(sentence, *(_value(choice, name) for choice in choices)) for name, sentence in sentences.items()]
    return Table(gettext("What is agreed, and what it means"), head(gettext("Rule"), choices), tuple(rows))


def thresholds(choices: Sequence[Choice], entries: Sequence[CoreEntry]) -> list[Table]:
    """From how many contributing members each step of the release table is reached."""
    return [
        Table(
            _caption(gettext("From how many contributing members what is shown"), part, entries),
            head(gettext("Shown"), choices),
            tuple(
                (str(LEVEL_WORDS[level]), *(_first(choice, part, level) for choice in choices))
                for level in Level
                if level is not Level.NOTHING
            ),
        )
        for part in alike(entries)
    ]


def allowed(choices: Sequence[Choice], entries: Sequence[CoreEntry], structure: Structure) -> list[Table]:
    """What is shown with the members reckoned with, with one more, and with up to three fewer."""
    numbers = _numbers(structure)
    return [
        Table(
            _caption(gettext("What is shown, depending on how many contribute"), part, entries),
            head(gettext("Contributing members"), choices),
            tuple(
                (said, *(str(LEVEL_WORDS[level_for(n, parameters_for(choice, part))]) for choice in choices))
                for n, said in numbers
            ),
        )
        for part in alike(entries)
    ]


def _numbers(structure: Structure) -> list[tuple[int, str]]:
    """Numbers of members with their words, the largest first."""
    base, members, everybody = structure.expected, len(structure.members), len(structure.places)
    if not base:
        return [(n, str(n)) for n in reversed(TYPICAL)]
    said = {n: gettext("%(n)s: one more") % {"n": n} for n in (base + 1,)}
    said |= {
        base - fewer: gettext("%(n)s: %(fewer)s fewer") % {"n": base - fewer, "fewer": fewer}
        for fewer in range(1, min(FEWER, base - 1) + 1)
    }
    if structure.invited:
        said[everybody] = gettext("%(n)s: if all who are invited join") % {"n": everybody}
    if structure.planned:
        said[base] = gettext("%(n)s: as you plan") % {"n": base}
    elif structure.possible:
        said[base] = gettext("%(n)s: if all possible members join") % {"n": base}
    if members:
        said[members] = gettext("%(n)s: all members of today") % {"n": members}
    return sorted(said.items(), reverse=True)


def _first(choice: Choice, part: Sequence[CoreEntry], level: Level) -> str:
    reached = next(step for step in steps(parameters_for(choice, part)) if step.level >= level)
    return gettext("from %(first)s") % {"first": reached.first_n}


def _caption(title: str, part: Sequence[CoreEntry], entries: Sequence[CoreEntry]) -> str:
    return title if len(part) == len(entries) else f"{title}: {names(part)}"


def _value(choice: Choice, name: str) -> str:
    value = getattr(choice.charter, name)
    if name == "drift":
        return gettext("yes") if value else gettext("no")
    return gettext("%(percent)s %%") % {"percent": value} if name == "p" else number_format(value, force_grouping=True)
