"""`python -m benchmark.local`: sentences and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmark.local import Cluster
from benchmark.local.__main__ import main
from tests.benchmark.local.conftest import ask

pytestmark = pytest.mark.requirement("I2.2")


def test_start_status_stop_reset(cluster: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    def run(command: str) -> tuple[int, str]:
        code = main([command, "--folder", str(cluster.folder)])
        return code, capsys.readouterr().out.split(".", 1)[0]

    assert run("status") == (3, "Der Datenbankserver läuft nicht")
    assert run("start") == (0, "Der Datenbankserver läuft")
    assert ask(cluster, "SELECT 1") == 1
    assert run("start") == (0, "Der Datenbankserver läuft bereits")
    assert run("status") == (0, "Der Datenbankserver läuft")
    assert run("stop") == (0, "Der Datenbankserver ist angehalten")
    assert run("stop") == (0, "Es lief kein Datenbankserver")
    assert run("reset") == (0, "Die Daten des lokalen Datenbankservers sind gelöscht")
    assert list(cluster.folder.iterdir()) == []


def test_refusals_are_sentences_not_tracebacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Liebe Kommune")
    assert main(["start", "--folder", str(tmp_path)]) == 1
    assert "nicht leer" in capsys.readouterr().err
    assert main(["start", "--folder", str(tmp_path / "letter.txt" / "postgres")]) == 1
    assert "Das Betriebssystem" in capsys.readouterr().err
