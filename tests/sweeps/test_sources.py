"""Rules for source files that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmark.config.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
BUILDINGS = ("benchmark", "tenants", "comparisons", "knowledge_base")
OURS = sorted(
    path for building in BUILDINGS for path in (ROOT / building).rglob("*.py") if "migrations" not in path.parts
)
EVERYTHING = [*OURS, *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST, LONGEST_README = 400, 30
LONGER_ON_PURPOSE: set[str] = set()
# Who may change the account: the border itself, provisioning, commands, jobs and the demonstration.
MAY_SWITCH = ("tenants/border/", "tenants/onboarding/", "benchmark/demo/", "benchmark/config/")
MAY_SWITCH_IN = re.compile(r"/management/commands/|/jobs\.py$")
QUERYING = ("models", "selectors", "actions")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, name) of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def asynchronous(tree: ast.Module) -> list[str]:
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]


def cached_queries(tree: ast.Module) -> list[str]:
    """Functions that `functools` remembers in a module that reads the database: such a cache knows no municipality."""
    reads = any(part in QUERYING for module, _name in imported(tree) for part in module.split(".")) or any(
        module.startswith("django.db") for module, _name in imported(tree)
    )
    functions = [node for node in ast.walk(tree) if reads and isinstance(node, ast.FunctionDef)]
    decorated = [(node.name, ast.unparse(decorator)) for node in functions for decorator in node.decorator_list]
    harmless = ("cache_control", "cached_property")  # a header; what one object remembers goes with the object
    return [name for name, decorator in decorated if "cache" in decorator and decorator not in harmless]


def switching(tree: ast.Module) -> list[str]:
    return [
        name
        for module, name in imported(tree)
        if module.startswith("tenants.border") and name in ("acting_as", "inside")
    ]


def foreign_switching(tree: ast.Module) -> list[str]:
    return [
        f"{module}.{name}" for module, name in imported(tree)
        if name in ("tenant_context", "schema_context", "tenants_context") or module == "django_tenants.utils"
    ]  # fmt: skip


@pytest.mark.requirement("F12")
def test_views_are_not_asynchronous() -> None:
    assert asynchronous(ast.parse("async def start(request): ...")) == ["start"]
    assert {name_of(path): found for path in OURS if (found := asynchronous(tree_of(path)))} == {}


def test_no_cache_forgets_whose_rows_it_holds() -> None:
    sample = "from functools import cache\nfrom a.models import B\n@cache\ndef all_b(): ..."
    assert cached_queries(ast.parse(sample)) == ["all_b"]
    assert {name_of(path): found for path in OURS if (found := cached_queries(tree_of(path)))} == {}


@pytest.mark.requirement("I2.3")
def test_only_few_rooms_change_the_account() -> None:
    assert switching(ast.parse("from tenants.border import inside")) == ["inside"]
    found = {name_of(path) for path in OURS if switching(tree_of(path))}
    assert {name for name in found if not name.startswith(MAY_SWITCH) and not MAY_SWITCH_IN.search(name)} == set()


@pytest.mark.requirement("I2.3")
def test_the_librarys_own_switching_stays_behind_the_border() -> None:
    assert foreign_switching(ast.parse("from django_tenants.utils import schema_context"))
    outside = [path for path in OURS if not name_of(path).startswith("tenants/border/")]
    assert {name_of(path): found for path in outside if (found := foreign_switching(tree_of(path)))} == {}


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
    assert [name_of(path) for path in EVERYTHING if marks.search(path.read_text(encoding="utf-8"))] == []


def test_files_are_short() -> None:
    long = {name_of(path) for path in EVERYTHING if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST}
    assert long == LONGER_ON_PURPOSE


@pytest.mark.requirement("I2.4")
@pytest.mark.parametrize("package", [room.package for room in ROOMS])
def test_every_room_says_what_it_is(package: str) -> None:
    readme = ROOT.joinpath(*package.split("."), "README.md")
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert 3 <= len(lines) <= LONGEST_README
