"""The readiness check: what is there, what to do next, and which form of taking part would suit today.

Answers come from the address of the page and are stored nowhere. Durations are estimates and said to be so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comparisons.joining.gaps import Place
from comparisons.joining.profile import Profile


class Answer(StrEnum):
    """What somebody may answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    """A form of taking part; each is a whole one, and each may be changed at any time."""

    LIGHT = "light"
    GUIDED = "guided"
    FULL = "full"


@dataclass(frozen=True)
class Question:
    """One question of the check."""

    code: str
    text: Promise
    why: Promise


@dataclass(frozen=True)
class Task:
    """One step: what, who, and how long it takes by estimate."""

    what: str
    who: str
    duration: str


@dataclass(frozen=True)
class TierWords:
    """A form of taking part in words."""

    name: Promise
    text: Promise


QUESTIONS: tuple[Question, ...] = (
    Question(
        "statistics",
        gettext_lazy("Do you have a statistics office, or somebody who checks figures?"),
        gettext_lazy("Two people look at every figure before it counts. The second one may be lent by the Kreis."),
    ),
    Question(
        "person",
        gettext_lazy("Is there a person who can spare about one day a year for this?"),
        gettext_lazy("One day is enough for the light form."),
    ),
    Question(
        "time",
        gettext_lazy("Could this person spare several days a year?"),
        gettext_lazy("Own figures and a report need more time than reading along."),
    ),
    Question(
        "mandate",
        gettext_lazy("Is there a mandate or a goal, such as a resolution or an integration concept?"),
        gettext_lazy("Indicators answer a question. Without one they are only numbers."),
    ),
    Question(
        "leadership",
        gettext_lazy("Does the leadership know of the plan?"),
        gettext_lazy("The leadership signs the agreement of the circle."),
    ),
    Question(
        "privacy",
        gettext_lazy("Do you have a contact for data protection?"),
        gettext_lazy("Only sums are used here, no data about single people. A short talk settles it."),
    ),
    Question(
        "monitoring",
        gettext_lazy("Is there already a monitoring, a social report or a collection of figures?"),
        gettext_lazy("Existing tables can be taken over; you say once which column means what."),
    ),
)

TIERS: dict[Tier, TierWords] = {
    Tier.LIGHT: TierWords(
        gettext_lazy("Light"),
        gettext_lazy(
            "You take part with official figures, which are already there, and join the sessions. At most one working "
            "day a year. Nothing has to be collected."
        ),
    ),
    Tier.GUIDED: TierWords(
        gettext_lazy("Guided"),
        gettext_lazy(
            "You take part with official figures and add single ones of your own. A municipality that has done it "
            "before, or the statistics office of the Kreis, helps with the first round."
        ),
    ),
    Tier.FULL: TierWords(
        gettext_lazy("Full"),
        gettext_lazy(
            "You work with the whole core set, your own indicators, targets and a report that grows every year."
        ),
    ),
}


@dataclass(frozen=True)
class Readiness:
    """What the check found; `tier` is None as long as nothing was answered."""

    tasks: tuple[Task, ...]
    tier: Tier | None
    there: tuple[str, ...]  # names of indicators with figures in the fields that matter


def answers_of(asked: Mapping[str, str]) -> dict[str, Answer]:
    """The answers of an address; nonsense is no answer."""
    known = {answer.value for answer in Answer}
    return {one.code: Answer(asked[one.code]) for one in QUESTIONS if asked.get(one.code) in known}


def readiness_of(profile: Profile, answers: Mapping[str, Answer], fields: Sequence[str]) -> Readiness:
    """Tasks in the order in which they are best done, the form that suits, and what is there for the chosen fields."""
    there = tuple(
        one.definition.short_name for one in (*profile.core, *profile.further) if one.definition.field_code in fields
    )
    tasks = (*_people(answers), *_data(profile, answers), _last())
    return Readiness(tasks, tier_of(answers), there)


def tier_of(answers: Mapping[str, Answer]) -> Tier | None:
    """The form that suits today; None without an answer."""
    if not answers:
        return None
    yes = {code for code, answer in answers.items() if answer is Answer.YES}
    if {"time", "mandate", "statistics"} <= yes:
        return Tier.FULL
    return Tier.GUIDED if "time" in yes or {"person", "monitoring"} <= yes else Tier.LIGHT


def _people(answers: Mapping[str, Answer]) -> list[Task]:
    """What has to be settled between people; a question that was answered with yes asks for nothing."""
    office, leadership = _("Integration office"), _("Leadership")
    offered = {
        "leadership": Task(
            _("Show the sample report to the leadership and say what taking part means."), office, _("half an hour")
        ),
        "person": Task(
            _("Name one person who is responsible, and one who stands in."), leadership, _("one conversation")
        ),
        "mandate": Task(
            _("Write down in one sentence which question the indicators should answer."),
            _("Integration office with the leadership"),
            _("one hour"),
        ),
        "statistics": Task(
            _("Agree who checks the figures: your own house, the statistics office of the Kreis or a neighbour."),
            leadership,
            _("one phone call"),
        ),
        "privacy": Task(
            _("Tell the contact for data protection that only sums are used, none about single people."),
            office,
            _("half an hour"),
        ),
    }
    return [task for code, task in offered.items() if answers.get(code) is not Answer.YES]


def _data(profile: Profile, answers: Mapping[str, Answer]) -> list[Task]:
    """What has to be done about figures; official ones come by themselves."""
    tasks = []
    if answers.get("monitoring") is Answer.YES:
        tasks.append(
            Task(
                _("Put your existing tables ready; they can be read in and their columns are remembered."),
                _("Integration office"),
                _("one to two hours"),
            )
        )
    own = [gap.definition.short_name for gap in profile.gaps if gap.place is Place.OWN]
    elsewhere = [gap for gap in profile.gaps if gap.place is not Place.OWN]
    if own:
        tasks.append(
            Task(
                _("Only if you want more than official figures: ask in your own house for %(names)s.")
                % {"names": "; ".join(own)},
                _("Integration office"),
                _("one to two hours for each indicator"),
            )
        )
    if elsewhere:
        tasks.append(
            Task(
                ngettext(
                    "Leave %(count)s indicator that Kreis, Land or federation hold for later; the operator reads new "
                    "tables in for everybody.",
                    "Leave %(count)s indicators that Kreis, Land or federation hold for later; the operator reads new "
                    "tables in for everybody.",
                    len(elsewhere),
                )
                % {"count": len(elsewhere)},
                _("nobody for now"),
                _("no time"),
            )
        )
    return tasks


def _last() -> Task:
    return Task(_("Say that you would like to take part."), _("Integration office"), _("five minutes"))
