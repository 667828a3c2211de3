"""The shape in which a row of the grid reaches the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmark.figures import words
from benchmark.figures.entry.facts import Facts
from benchmark.figures.entry.typed import Echo, Typed
from benchmark.figures.presenters import Said


@dataclass(frozen=True)
class State:
    """How a row stands, for eye and ear: a code for the style, words, kind and icon of the badge."""

    code: str
    text: str
    kind: str
    icon: str


@dataclass(frozen=True)
class Conflict:
    """Two figures for one row: what this person typed and what is stored; somebody must say which one holds."""

    title: str
    mine: str
    stored: Said | None
    stored_at: str
    version: int


@dataclass(frozen=True)
class Field:
    """One field for a number, with its name for screen readers and how its text is understood."""

    name: str
    id: str
    html_name: str
    label: str
    text: str
    echo: Echo
    is_there: bool


@dataclass(frozen=True)
class Line:
    """One row of the grid, ready for the template."""

    facts: Facts
    key: str
    title: str
    label: str
    fields: tuple[Field, ...]
    typed: Typed
    mark: str
    value: str
    error: str
    state: State
    stage: str
    question: str
    reasons: tuple[str, ...]
    conflict: Conflict | None
    others: tuple[str, ...]
    before: Said | None
    official: Said | None
    offers: bool
    history_url: str

    @property
    def said(self) -> str:
        """What is read aloud once the row has been saved: how it stands, what the typed texts were read as."""
        read_as = [f"{one.text} → {one.echo.text}" for one in self.fields if one.echo.text]
        wrong = [one.echo.error for one in self.fields if one.echo.error]
        asked = [f"{' / '.join(one.echo.readings)}?" for one in self.fields if one.echo.readings]
        parts = [self.state.text, *read_as, self.value, *wrong, *asked, self.error, self.question]
        return f"{self.label}: " + ". ".join(part.rstrip(".") for part in parts if part)

    @property
    def has_words(self) -> bool:
        """Whether source or note say something."""
        return bool(self.typed.source or self.typed.note)

    @property
    def needs_source(self) -> bool:
        """Whether the row asks where its new numbers come from."""
        return self.error == str(words.OTHER_SOURCE)

    @property
    def is_settled(self) -> bool:
        """Whether the row has a figure, a reason, or is left open on purpose."""
        drafts = (*self.facts.others, self.facts.mine)
        return self.facts.stored is not None or any(draft.left_open for draft in drafts if draft)


@dataclass(frozen=True)
class Words:
    """Names that the rows need and that are looked up once: people counted per concept, concepts, colleagues."""

    people: Mapping[str, str]
    concepts: Mapping[str, str]
    colleagues: Mapping[str, str]
