"""Reads what is rendered back into numbers: CSV, XLSX, the research file, the page's facts and its table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html import unescape
from typing import Any

import openpyxl

from comparisons.insights.exports.lines import COLUMNS
from tests.attacks.attacker import QUANTILES, Scale, Shown, shown

Span = tuple[Decimal | None, Decimal | None]
Key = tuple[str, str, int]  # indicator, group, year
OPEN = "x"


@dataclass
class Reading:
    """What one channel says about one indicator, group and year; an open side of a class is None."""

    n: int = 0
    mean: Decimal | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    refused: bool = False
    bars: tuple[tuple[Span, int], ...] = field(default=(), compare=False)  # on the page of the newest year only

    def to_shown(self, members: Collection[str], scale: Scale) -> Shown:
        """What the attacker makes of it. Raises OffTheScale for anything that is no class."""
        cells = {name: scale.cell_between(*span) for name, span in self.spans.items()}
        one = shown(members, scale, mean=self.mean, cells=cells, n=self.n)
        return replace(one, bars=tuple((*scale.cells_between(*span), count) for span, count in self.bars))


def number(text: str) -> Decimal:
    """A German number."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def body(content: bytes) -> bytes:
    """An answer without its heads."""
    return content.split(b"\n\n", 1)[1]


def from_csv(content: bytes) -> dict[Key, Reading]:
    """The released lines of a member's CSV."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return _lines(dict(line) for line in lines)


def from_workbook(content: bytes) -> dict[Key, Reading]:
    """The released lines of a member's XLSX."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return _lines(dict(zip(COLUMNS, row, strict=True)) for row in rows)


def _lines(lines: Iterable[Mapping[str, Any]]) -> dict[Key, Reading]:
    found: dict[Key, Reading] = {}
    for line in lines:
        if line["state_code"] != "released":
            continue
        key = (str(line["statistics_code"]), str(line["group_code"]), int(line["time"]))
        one = found.setdefault(key, Reading(int(line["members"])))
        measure, value = str(line["value_variable_code"]), _value(line["value"])
        if measure == "MEAN":
            one.mean = value
        elif measure == "REFUSED":
            one.refused = True
        else:
            name, side = measure.lower().rsplit("_", 1)
            before = one.spans.get(name, (None, None))
            one.spans[name] = (value, before[1]) if side == "low" else (before[0], value)
    return found


def _value(cell: Any) -> Decimal | None:
    if cell in (OPEN, ".", None):
        return None
    return number(cell) if isinstance(cell, str) else Decimal(str(cell))


def from_research(content: bytes) -> dict[Key, Reading]:
    """The file for accompanying research."""
    found = {}
    for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        spans = {
            name: (_value(line[f"{name}_low"] or None), _value(line[f"{name}_high"] or None))
            for name in QUANTILES
            if line[f"{name}_low"] or line[f"{name}_high"]
        }
        key = (line["indicator_code"], line["group_code"], int(line["year"]))
        found[key] = Reading(int(line["n"]), _value(line["mean"] or None), spans, bool(line["refusal"]))
    return found


def circle_section(content: bytes) -> str:
    """The part of an indicator's page that is about the ring."""
    html = content.decode()
    return html.split('id="vergleichsring"', 1)[1].split("<h2", 1)[0]


def words_of(html: str) -> str:
    """What is read or heard of a piece of a page: texts and the attributes that carry texts or data."""
    spoken = re.findall(r'(?:aria-label|title|alt|data-[a-z-]+)="([^"]*)"', html)
    text = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html))
    return re.sub(r"\s+", " ", unescape(" ".join([text, *spoken])))


FACTS = {"Mittelwert": "mean", "Median": "median", "Unterer Viertelwert": "q1", "Oberer Viertelwert": "q3"}
FACTS |= {"Grenze des untersten Zehntels": "p10", "Grenze des obersten Zehntels": "p90"}


def facts_of(content: bytes) -> tuple[str, dict[str, Span]]:
    """The newest year's facts on the page: the mean as written, and the spans."""
    section = circle_section(content)
    mean, spans = "", {}
    for name, said in re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", section):
        known = next((key for words, key in FACTS.items() if unescape(name).startswith(words)), None)
        if known == "mean":
            mean = unescape(said)
        elif known is not None:
            spans[known] = span_in_words(unescape(said))
    return mean, spans


def bars_of(content: bytes) -> tuple[tuple[Span, int], ...]:
    """The bars of the distribution on the page: their spans and how many municipalities lie in each."""
    found = re.findall(r'<th scope="row">([^<]+)</th><td>(\d+) <meter', circle_section(content))
    return tuple((span_in_words(unescape(said)), int(count)) for said, count in found)


def span_in_words(said: str) -> Span:
    """ "3,8 bis unter 4,2 %", "unter 0,2 %" or "90 % und mehr"."""
    numbers = [number(found) for found in re.findall(r"\d[\d.]*(?:,\d+)?", said)]
    if said.startswith("unter"):
        return None, numbers[0]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], None)


def own_position(content: bytes) -> str:
    """The sentence about the viewer's own place."""
    found = re.search(r"<strong>\d{4}: ([^<]+)</strong>", circle_section(content))
    return unescape(found[1]) if found else ""
