"""The small files of public context: made from the official ones, small, and read in without a loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmark.statistics_offices import readers
from comparisons.joining.compaction import context_files, has_own_series
from tests.benchmark.statistics_offices.conftest import understood, whole_directory  # noqa: F401  a fixture
from tests.comparisons.joining.conftest import DATA

pytestmark = pytest.mark.requirement("I3.7", "M1")
CONTEXT = DATA / "context"


def test_small_with_publisher_and_licence_and_nothing_left_out(whole_directory: object) -> None:  # noqa: F811
    files = sorted(CONTEXT.glob("*.csv"))
    assert sum(path.stat().st_size for path in files) < 400_000
    for path in files:
        reading = readers.read(path.read_bytes(), path.name)
        assert reading.publisher
        assert reading.licence
        assert not reading.invented
        found = understood(path.read_bytes(), path.name, whole_directory)  # type: ignore[arg-type]
        assert found.skipped == []
        assert not any(has_own_series(value.ags) for value in found.values)


@pytest.mark.official_files
def test_the_committed_files_are_what_the_official_ones_give(
    official_files: Path,
    whole_directory: object,  # noqa: F811
) -> None:
    known = {key for key in whole_directory.spans if has_own_series(key)}  # type: ignore[attr-defined]
    made = dict(context_files(official_files, whole_directory, known=known))  # type: ignore[arg-type]
    assert set(made) == {path.name for path in CONTEXT.glob("*.csv")}
    for name, text in made.items():
        assert text == (CONTEXT / name).read_text(encoding="utf-8"), name


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("compact_context", "--from", tmp_path / "nowhere")
