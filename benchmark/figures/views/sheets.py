"""What both forms of the grid share: telling what was saved, and laying a copied block onto the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.figures import words
from benchmark.figures.actions.cells import CellOutcome
from benchmark.figures.contents import point_of_key
from benchmark.figures.entry.facts import facts_of
from benchmark.figures.entry.lines import line_of
from benchmark.figures.entry.paste import BlockRefused, Laid, Target, lay
from benchmark.figures.entry.sent import sent_row
from benchmark.figures.entry.sheets import Saved, Sheet, words_for
from benchmark.figures.entry.shown import Line
from benchmark.figures.entry.typed import LEFT_OPEN, NUMBERS, Typed, takes_counts
from tenants.membership.people import Person

SCRIPT = "X-Entry-Script"  # header of requests that our own script makes; it wants a fragment


def is_script(request: HttpRequest) -> bool:
    """Whether the grid's own script asks, not a form."""
    return SCRIPT in request.headers


def reasons_to_choose() -> list[tuple[str, str]]:
    """The menu of reasons: none, left open on purpose, then every reason with its sign."""
    return [
        ("", "–"),
        (LEFT_OPEN, _("still open")),
        *((code, words.reason_with_sign(code)) for code in words.REASONS),
    ]


def answer_needed(saved: Saved, lines: Sequence[Line]) -> int:
    """The status of the page that must be shown again, or 0 where all rows that were sent are well."""
    if saved.status != 200:
        return saved.status
    asked = {line.facts.point for line in lines if line.state.code in ("error", "question") and line.facts.mine}
    return 422 if asked & saved.outcomes.keys() else 0


def tell_what_was_saved(request: HttpRequest, saved: Saved) -> None:
    """A message after a whole page was sent."""
    stored, kept = saved.count(CellOutcome.STORED), saved.count(CellOutcome.KEPT)
    if stored:
        told = ngettext("%(count)s row is saved.", "%(count)s rows are saved.", stored)
        messages.success(request, told % {"count": stored})
    if kept:
        told = ngettext(
            "%(count)s row is not complete yet; what you typed is kept.",
            "%(count)s rows are not complete yet; what you typed is kept.",
            kept,
        )
        messages.info(request, told % {"count": kept})
    if not saved.outcomes:
        messages.info(request, _("Nothing was changed."))


def anchor(request: HttpRequest) -> str:
    """The row whose button was pressed, to come back to it."""
    pressed = next((request.POST[name] for name in ("save", "read", "mine", "theirs") if name in request.POST), "")
    point = point_of_key(pressed.partition(" ")[0])
    return f"#row-{point.key}" if point else ""


@dataclass(frozen=True)
class Pasted:
    """A block laid onto the grid, or why not; nothing of it is saved."""

    lines: list[Line]
    laid: Laid
    summary: str
    refused: str
    status: int

    def fragment(self, request: HttpRequest) -> HttpResponse:
        """The answer to the grid's own script: the summary and the pieces of every row that changed."""
        changed = [line for line in self.lines if line.key in self.laid.typed]
        return render(
            request, "figures/parts/entry_pasted.html", {"pasted": self, "lines": changed}, status=self.status
        )


def paste_into(sheet: Sheet, request: HttpRequest, *, by: Person) -> Pasted:
    """Lay the block that was sent onto the rows as they stand in the browser."""
    rows = facts_of(sheet.points, sheet.definitions, by=by.reference)
    names = words_for(rows)
    sent = {
        point.key: sent_row(request.POST, point).typed for point in sheet.points if f"{point.key}-mark" in request.POST
    }
    usual = {facts.point.key: line_of(facts, names) for facts in rows}
    now = {key: sent.get(key, line.typed) for key, line in usual.items()}
    targets = [_target(line, now[key]) for key, line in usual.items()]
    key, _space, field = request.POST.get("start", "").partition(" ")
    laid, refused = Laid({}, ()), ""
    try:
        laid = lay(request.POST.get("block", ""), targets, key=key, field=field)
    except BlockRefused as told:
        refused = str(told)
    bound = {key: text for key, text in (now | laid.typed).items() if text != usual[key].typed or key in laid.typed}
    lines = [line_of(facts, names, bound=bound.get(facts.point.key)) for facts in rows]
    return Pasted(lines, laid, _summary(lines, laid), refused, 422 if refused else 200)


def _target(line: Line, typed: Typed) -> Target:
    fields = NUMBERS if takes_counts(line.facts.definition) else ("value",)
    return Target(line.key, line.label, typed, fields, line.facts.lock is not None)


def _summary(lines: Sequence[Line], laid: Laid) -> str:
    """How many cells were pasted and how many of them ask something or cannot be."""
    changed = [line for line in lines if line.key in laid.typed]
    asking = sum(1 for line in changed for field in line.fields if field.echo.readings)
    wrong = sum(1 for line in changed if line.state.code == "error")
    count = len(laid.filled)
    parts = [ngettext("%(count)s cell pasted", "%(count)s cells pasted", count) % {"count": count}]
    parts.append(ngettext("%(count)s question", "%(count)s questions", asking) % {"count": asking})
    if wrong:
        parts.append(ngettext("%(count)s row with an error", "%(count)s rows with an error", wrong) % {"count": wrong})
    return ", ".join(parts)
