"""``make requirements``: every requirement with the tests that prove it, and the ones still without any."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
NUMBERS = [*(f"R{number}" for number in range(1, 87)), "R34a", *(f"M{number}" for number in range(1, 13))]


def marks_in(source: str) -> list[tuple[str, str]]:
    """Pairs of (requirement, test name) from the decorators of one test module."""
    found: list[tuple[str, str]] = []
    tree = ast.parse(source)
    whole_module = [
        number
        for node in tree.body
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "pytestmark" for target in node.targets)
        for number in _numbers(node.value)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            own = [number for decorator in node.decorator_list for number in _numbers(decorator)]
            found += [(number, node.name) for number in [*own, *whole_module]]
    return found


def _numbers(node: ast.AST) -> list[str]:
    numbers = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "requirement":
            numbers += [str(argument.value) for argument in call.args if isinstance(argument, ast.Constant)]
    return numbers


def proofs(folder: Path = TESTS) -> dict[str, list[str]]:
    """Requirement number to ``file::test`` names."""
    table: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        for number, test in marks_in(path.read_text(encoding="utf-8")):
            table[number].append(f"{path.relative_to(folder.parent)}::{test}")
    return dict(table)


def _order(number: str) -> tuple[str, int, str]:
    match = re.match(r"([A-Za-z]+)(\d*)(.*)", number)
    return (match[1], int(match[2] or 0), match[3]) if match else (number, 0, "")


def main() -> int:
    table = proofs()
    for number in [*NUMBERS, *sorted(set(table) - set(NUMBERS), key=_order)]:
        tests = table.get(number, [])
        print(f"{number:6} {len(tests):3}  {tests[0] if tests else '–'}")
        for test in tests[1:]:
            print(f"{'':10}  {test}")
    proved = sum(number in table for number in NUMBERS)
    print(f"\n{proved} von {len(NUMBERS)} Anforderungen sind durch mindestens einen Test belegt.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
