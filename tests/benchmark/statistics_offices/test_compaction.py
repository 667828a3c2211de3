"""The compact figures of the demonstration: small, complete about their origin, and made from the official files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.invented import spread
from benchmark.statistics_offices.management.commands.compact_statistics import compact_files
from benchmark.statistics_offices.territory_keys import Directory
from tests.benchmark.statistics_offices.conftest import understood

DEMO = Path(__file__).resolve().parents[3] / "benchmark" / "demo" / "data"

pytestmark = pytest.mark.requirement("I2.7")


@pytest.mark.official_files
def test_the_committed_files_are_what_the_official_ones_give(official_files: Path, whole_directory: Directory) -> None:
    made = dict(compact_files(official_files, whole_directory))
    assert set(made) == {path.name for path in DEMO.glob("*.csv")}
    for name, text in made.items():
        assert text == (DEMO / name).read_text(encoding="utf-8"), name


def test_small_and_read_without_a_skip(whole_directory: Directory) -> None:
    files = sorted(DEMO.glob("*.csv"))
    assert sum(path.stat().st_size for path in files) < 1_000_000
    for path in files:
        reading = readers.read(path.read_bytes(), path.name)
        assert reading.publisher
        assert reading.licence
        assert reading.invented == (path.name == "invented.csv")
        assert understood(path.read_bytes(), path.name, whole_directory).skipped == []


def test_all_municipalities_of_the_demonstration_are_there(whole_directory: Directory) -> None:
    name = "lsn-1-1-1.csv"
    found = understood((DEMO / name).read_bytes(), name, whole_directory)
    assert len({value.ags for value in found.values}) == 45
    invented = understood((DEMO / "invented.csv").read_bytes(), "invented.csv", whole_directory)
    assert len({value.ags for value in invented.values}) == 45 + 1 + 13


def test_the_formula_depends_on_the_key_alone() -> None:
    assert [str(spread(ags)) for ags in ("03101", "03157", "05754008")] == ["0.12", "0.64", "0.03"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("compact_statistics", "--from", tmp_path / "nowhere")
