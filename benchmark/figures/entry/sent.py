"""The rows of a grid as a browser sent them: what each says, and which were touched at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from benchmark.figures.contents import Point, point_of_key
from benchmark.figures.entry.typed import NUMBERS, Typed
from benchmark.figures.forms import CellForm


@dataclass(frozen=True)
class SentRow:
    """One row: its texts, the version the person saw, whether anything differs from what was shown, and what is
    wrong with the fields themselves (too long, not text)."""

    point: Point
    typed: Typed
    seen_version: int
    untouched: bool
    wrong: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Pressed:
    """The button that was pressed inside one row: choose a reading, keep one of two figures, adopt the official one."""

    read: tuple[Point, str, str] | None = None
    mine: tuple[Point, int] | None = None
    theirs: Point | None = None
    adopt: int | None = None


def sent_rows(data: QueryDict, points: Iterable[Point]) -> list[SentRow]:
    """The rows of these points that were sent, in their order; texts as the pressed button left them."""
    pressed = pressed_in(data)
    rows = []
    for point in points:
        if f"{point.key}-mark" in data and point != pressed.theirs:
            rows.append(_as_pressed(sent_row(data, point), pressed))
    return rows


def sent_row(data: Mapping[str, str], point: Point) -> SentRow:
    """One row."""
    form = CellForm(data, prefix=point.key)
    wrong = "" if form.is_valid() else " ".join(str(error) for errors in form.errors.values() for error in errors)
    texts = {name: str(form.cleaned_data.get(name) or "") for name in Typed.__dataclass_fields__}
    typed = Typed(**texts)
    version, _, digest = str(form.cleaned_data.get("mark", "")).partition("-")
    return SentRow(point, typed, int(version or 0), untouched=typed.digest == digest, wrong=wrong)


def pressed_in(data: Mapping[str, str]) -> Pressed:
    """What the pressed button says; a button that says nonsense was not pressed."""
    return Pressed(
        read=_reading(data.get("read", "")),
        mine=_kept(data.get("mine", "")),
        theirs=point_of_key(data.get("theirs", "")),
        adopt=int(data["adopt"]) if data.get("adopt", "").isdecimal() and len(data["adopt"]) < 18 else None,
    )


def _reading(text: str) -> tuple[Point, str, str] | None:
    key, _, rest = text.partition(" ")
    field, _, number = rest.partition(" ")
    point = point_of_key(key)
    return (point, field, number) if point and field in NUMBERS and number else None


def _kept(text: str) -> tuple[Point, int] | None:
    key, _, version = text.partition(" ")
    point = point_of_key(key)
    return (point, int(version)) if point and version.isdecimal() and len(version) < 7 else None


def _as_pressed(row: SentRow, pressed: Pressed) -> SentRow:
    if pressed.read and pressed.read[0] == row.point:
        _point, field, number = pressed.read
        return replace(row, typed=replace(row.typed, **{field: number}), untouched=False)
    if pressed.mine and pressed.mine[0] == row.point:
        return replace(row, seen_version=pressed.mine[1], untouched=False, confirmed=True)
    return row
