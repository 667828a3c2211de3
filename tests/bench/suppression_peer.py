"""Child of `tests.bench.suppression`: protects one instance with pytauargus and prints what came out as JSON.

A process of its own, because the engine ends the whole process when its input displeases it:
``python -m tests.bench.suppression_peer 3 OPT``. OPT gets the very cells, equations, limits, costs and protection
levels that ours gets; MOD makes its table from the contributions, as only then it knows who fills a cell alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import chdir
from pathlib import Path

from comparisons.releases.disclosure.tables import Key, Table
from comparisons.releases.disclosure.tables.rules import needs
from comparisons.releases.disclosure.tables.suppress import weight
from tests.method.table_instances import INSTANCES, RULES, Instance, contributions, dimensions, table_of

MOD = "MOD(1,10,1,1)"
RULE = "P(10,1)"
TOTAL = "total"


def main() -> None:
    """One instance by number, one method: the seconds of the call alone, and the withheld cells."""
    instance, method = INSTANCES[int(sys.argv[1])], sys.argv[2]
    with tempfile.TemporaryDirectory() as name, chdir(name):  # the engine leaves files where it was started
        folder = Path(name)
        seconds, withheld = optimal(table_of(instance), folder) if method == "OPT" else modular(instance, folder)
    json.dump({"seconds": seconds, "withheld": [list(key) for key in withheld]}, sys.stdout)


def optimal(table: Table, folder: Path) -> tuple[float, list[Key]]:
    """The engine's optimal suppression of a table in its own exchange format (JJ)."""
    from pytauargus import HiTaSCtrl

    sensitive = {need.terms[0]: need for need in needs(table, RULES)}
    lines = ["0", str(len(table.cells))]
    for place, cell in enumerate(table.cells):
        need = sensitive.get(cell.key)
        status, below, above = ("u", need.below, need.above) if need else ("s", 0, 0)
        lines.append(f"{place} {cell.value} {weight(cell)} {status} 0 {cell.highest} {below} {above} 0")
    lines.append(str(len(table.equations)))
    for equation in table.equations:
        parts = " ".join(f"{table.index[key]} (1)" for key in equation.parts)
        lines.append(f"0 {1 + len(equation.parts)} : {table.index[equation.total]} (-1) {parts} ")
    given, found = folder / "table.jj", folder / "pattern.jj"
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    engine = HiTaSCtrl()
    started = time.perf_counter()
    code = engine.full_jj(in_file_jj=str(given), out_file=str(found), max_time=2)
    seconds = time.perf_counter() - started
    if code > 1:
        sys.exit(f"the engine answered {code}: {engine.error_string(code)}")
    secondary = [table.keys[int(line)] for line in found.read_text(encoding="utf-8").split()]
    return seconds, [*sensitive, *secondary]


def modular(instance: Instance, folder: Path) -> tuple[float, list[Key]]:
    """The engine's modular suppression with its protection of single contributors."""
    import pytauargus

    names = ["rows", "columns", "layers"][: len(instance.shape)]
    people: dict[str, list[object]] = {name: [] for name in [*names, "amount"]}
    for key, amounts in contributions(instance).items():
        for amount in amounts:
            for name, code in zip(names, key, strict=True):
                people[name].append(code)
            people["amount"].append(amount)
    levels = {"hrc": {"rows": str(_hierarchy(instance, folder))}, "hierleadstring": "@"} if instance.block else {}
    started = time.perf_counter()
    result = pytauargus.protect(people, names, "amount", RULE, MOD, totcode=TOTAL, workdir=str(folder), **levels)
    seconds = time.perf_counter() - started
    rows = [row for row in result.tables[0].rows if row["status"] in {"U", "M"}]
    return seconds, [tuple(TOTAL if row[name].lower() == TOTAL else row[name] for name in names) for row in rows]


def _hierarchy(instance: Instance, folder: Path) -> Path:
    """The parents with their rows in the engine's format."""
    parts = dict(dimensions(instance)[0].parts)
    lines = [line for parent in parts.pop(TOTAL) for line in (parent, *(f"@{row}" for row in parts[parent]))]
    path = folder / "rows.hrc"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
