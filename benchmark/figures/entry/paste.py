"""A block of cells copied from a spreadsheet, laid onto the grid from one field to the right and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from benchmark.figures.entry.typed import NUMBERS, Typed
from benchmark.figures.refusals import FigureRefused

LONGEST_BLOCK = 20_000  # characters
LONGEST_CELL = 60


class BlockRefused(FigureRefused):
    """A pasted block does not fit onto the grid."""


@dataclass(frozen=True)
class Target:
    """One row of the grid that a block can fall on: its key, its texts now, and which fields it has."""

    key: str
    name: str
    typed: Typed
    fields: tuple[str, ...]
    is_locked: bool


@dataclass(frozen=True)
class Laid:
    """Texts by key as they are once the block is laid, and how many cells it filled."""

    typed: dict[str, Typed]
    filled: tuple[tuple[str, str], ...]  # (key, field)


def cells_of(block: str) -> list[list[str]]:
    """The cells of a copied block, row by row; refused where it is too large or a cell holds several lines."""
    if len(block) > LONGEST_BLOCK:
        raise BlockRefused(_("The block is too large. Please paste one part after the other."))
    text = block.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if cell.startswith('"') or cell.endswith('"'):
                told = _("Row %(row)s of the block has a cell with several lines of text. Please copy numbers only.")
                raise BlockRefused(told % {"row": number})
            if len(cell) > LONGEST_CELL or "\0" in cell:
                told = _("Row %(row)s of the block has a cell with a long text. Please copy numbers only.")
                raise BlockRefused(told % {"row": number})
    if not any(cell for row in rows for cell in row):
        raise BlockRefused(_("The block is empty. Please copy the cells once more."))
    if len({len(row) for row in rows}) > 1:
        raise BlockRefused(_("The rows of the block are not equally wide. Please copy one rectangle of cells."))
    return rows


def lay(block: str, targets: Sequence[Target], *, key: str, field: str) -> Laid:
    """Lay a block onto the rows from one field on; empty cells change nothing. Refused where it does not fit."""
    rows = cells_of(block)
    start = next((place for place, target in enumerate(targets) if target.key == key), None)
    if start is None or field not in NUMBERS:
        raise BlockRefused(_("Please choose the field where the block begins."))
    columns = NUMBERS[NUMBERS.index(field) :]
    if len(rows) > len(targets) - start:
        told = _("The block has %(rows)s rows, but only %(room)s rows follow from here. Nothing was pasted.")
        raise BlockRefused(told % {"rows": len(rows), "room": len(targets) - start})
    if len(rows[0]) > len(columns):
        told = _("The block has %(columns)s columns, but only %(room)s fields follow from here. Nothing was pasted.")
        raise BlockRefused(told % {"columns": len(rows[0]), "room": len(columns)})
    typed: dict[str, Typed] = {}
    filled: list[tuple[str, str]] = []
    for target, row in zip(targets[start:], rows, strict=False):
        texts = {name: cell for name, cell in zip(columns, row, strict=False) if cell}
        if texts:
            _judge(target, texts)
            typed[target.key] = replace(target.typed, missing="", **texts)
            filled += [(target.key, name) for name in texts]
    return Laid(typed, tuple(filled))


def _judge(target: Target, texts: dict[str, str]) -> None:
    if target.is_locked:
        raise BlockRefused(_("The block reaches “%(row)s”, which is locked.") % {"row": target.name})
    if not texts.keys() <= set(target.fields):
        told = _("The block reaches “%(row)s”, which has a value only, no counts. Please paste above and below it.")
        raise BlockRefused(told % {"row": target.name})
