"""The attacker on tables of sums: what numbers another Gemeinde may have, given what is printed and what it knows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

GROUPS = ("german", "foreign")  # all persons are both together
Cell = tuple[str, str]  # Gemeinde, group
Counts = Mapping[str, Mapping[str, int]]  # Gemeinde -> group -> persons
DEVIATION = 2  # the table says that it is rounded to 5


class Contradiction(AssertionError):
    """No numbers fit to the table: the attacker has misread it, or it is wrong."""


@dataclass(frozen=True)
class Printed:
    """A table as printed: the number for a set of Gemeinden and a group, None where it is withheld."""

    sums: Mapping[tuple[frozenset[str], str], int | None]
    marks: frozenset[str]
    rounded: bool


def read_table(content: bytes, population: Mapping[str, int]) -> Printed:
    """A table's CSV; which Gemeinden are in a class follows from their published population."""
    sums: dict[tuple[frozenset[str], str], int | None] = {}
    marks, rounded = set(), False
    for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        members = members_of(line["class_label"], population)
        withheld = not re.fullmatch(r"\d+", line["value"])
        if withheld:
            marks.add(line["value"])
        rounded = rounded or "gerundet" in line["method"]
        sums[members, line["group_code"]] = None if withheld else int(line["value"])
    return Printed(sums, frozenset(marks), rounded)


def members_of(label: str, population: Mapping[str, int]) -> frozenset[str]:
    """The Gemeinden that a row speaks of: "unter 25.000", "25.000 bis unter 50.000", "mit 25.000 und mehr"."""
    numbers = [int(found.replace(".", "")) for found in re.findall(r"\d[\d.]*", label)]
    if not numbers:
        return frozenset(population)
    low, high = 0, 10**9
    if len(numbers) == 2:
        low, high = numbers
    elif "mehr" in label:
        low = numbers[0]
    else:
        high = numbers[0]
    return frozenset(ags for ags, persons in population.items() if low <= persons < high)


def interval(table: Printed, known: Counts, target: Cell, everybody: Collection[str]) -> tuple[int, int]:
    """Smallest and largest number of persons the target can have (whole numbers inside the exact range of fractions).

    `total` as the target's group means both groups together.
    """
    order = [(ags, group) for ags in sorted(everybody) for group in GROUPS]
    place = {cell: number for number, cell in enumerate(order)}
    rows, most = [], []
    for (members, group), number in table.sums.items():
        if number is None:
            continue
        row = np.zeros(len(order))
        for ags in members:
            for part in GROUPS if group == "total" else (group,):
                row[place[ags, part]] = 1
        spare = DEVIATION if table.rounded else 0
        rows += [row, -row]
        most += [number + spare, spare - number]
    bounds = [(known[ags][group],) * 2 if ags in known else (0, None) for ags, group in order]
    aim = np.zeros(len(order))
    for part in GROUPS if target[1] == "total" else (target[1],):
        aim[place[target[0], part]] = 1
    ends = []
    for sign in (1, -1):
        answer = linprog(sign * aim, A_ub=np.array(rows), b_ub=np.array(most), bounds=bounds, method="highs")
        if answer.status == 3:
            ends.append(float("inf"))
        elif answer.status == 0:
            ends.append(sign * answer.fun)
        else:
            raise Contradiction(answer.message)
    low, high = ends
    return ceil(low - 1e-6), 10**9 if high == float("inf") else floor(high + 1e-6)
