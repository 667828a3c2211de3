"""German is complete, room by room, and the checking script says so itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDINGS = ("benchmark", "tenants", "comparisons", "knowledge_base")
CATALOGUES = sorted(path for building in BUILDINGS for path in (ROOT / building).rglob("locale/de/LC_MESSAGES/*.po"))
SCRIPT = ROOT / "deploy" / "translations"

pytestmark = pytest.mark.requirement("I2.12")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as people do: without the settings of the tests."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def unfinished(catalogue: Path) -> Iterator[str]:
    """What msgfmt and msgattrib find wrong with a catalogue."""
    checked = run("msgfmt", "--check", "-o", "/dev/null", catalogue)
    if checked.returncode:
        yield checked.stderr.strip()
    for kind in ("--untranslated", "--only-fuzzy"):
        listed = run("msgattrib", kind, "--no-obsolete", "--no-wrap", catalogue).stdout
        entries = [line for line in listed.splitlines() if line.startswith("msgid ") and line != 'msgid ""']
        yield from (f"{kind}: {line}" for line in entries)


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) >= 8


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.relative_to(ROOT).parts[1])
def test_german_is_complete(catalogue: Path) -> None:
    assert list(unfinished(catalogue)) == []


def test_an_unfinished_catalogue_is_found(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    sample = tmp_path / "django.po"
    sample.write_text(f'{header}msgid "One"\nmsgstr ""\n\n#, fuzzy\nmsgid "Two"\nmsgstr "Drei"\n', encoding="utf-8")
    found = list(unfinished(sample))
    assert any("One" in line for line in found)
    assert any("Two" in line for line in found)


@pytest.mark.slow
def test_no_string_was_forgotten() -> None:
    answer = run(sys.executable, SCRIPT, "check")
    assert answer.returncode == 0, answer.stdout
    assert run(sys.executable, SCRIPT).returncode == 2
