"""manage.py check_plausibility: counts per reason and first cases, in German, without storing anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

pytestmark = [pytest.mark.requirement("I3.5"), pytest.mark.usefixtures("world_of_module")]

KREISE = {"03153": "Goslar", "03157": "Peine", "03459": "Osnabrück"}
PEOPLE = {2021: 100_000, 2022: 90_000}
FOREIGN = {2021: 8_000, 2022: 9_000}


def table(name: str, unit: bool, value: object) -> str:
    """A file of the monitor of Niedersachsen in its layout, with made-up numbers."""
    head = "Year,Gebietseinheit,Units,GeoCode,Value" if unit else "Year,Gebietseinheit,GeoCode,Value"
    lines = [
        f"{year},{place},{'%,' if unit else ''}K{key},{value(year)}"  # type: ignore[operator]
        for year in PEOPLE
        for key, place in KREISE.items()
    ]
    return "\n".join([head, *lines]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shares of 2022 stand on the population of 2021."""
    files = {
        "1-1-1": table("1-1-1", False, PEOPLE.__getitem__),
        "1-2-1": table("1-2-1", False, FOREIGN.__getitem__),
        "1-2-2": table("1-2-2", True, lambda year: 100 * FOREIGN[year] / PEOPLE[2021]),
    }
    for number, text in files.items():
        (tmp_path / f"indicator_{number}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def said_about(*paths: Path, first: int = 3) -> str:
    out = io.StringIO()
    with translation.override("de"):
        call_command("check_plausibility", *map(str, paths), first=first, stdout=out, stderr=out)
    return out.getvalue().replace("\u202f", " ")


def test_a_folder_is_checked_as_a_whole(folder: Path) -> None:
    said = said_about(folder, first=1)
    assert "12 Zahlen geprüft" in said or "18 Zahlen geprüft" in said
    assert "Widerspruch: Veröffentlichter Anteil passt nicht zu seinen Zahlen – 3" in said
    assert "Wahrscheinlicher Grund: der Anteil passt zum Nenner des Vorjahrs." in said
    assert said.count("Nenner: 90.000; der Anteil passt zu 100.000.") == 1
    assert "Goslar, 2022" in said


def test_a_file_that_nobody_reads_is_named(folder: Path) -> None:
    (folder / "strange.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert "nicht geprüft: „strange.csv“" in said_about(folder)


def test_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"\w"):
        said_about(tmp_path)


@pytest.mark.official_files
@pytest.mark.slow
def test_the_official_files_in_german(official_files: Path) -> None:
    said = said_about(official_files / "niedersachsen-im", first=2)
    print(said)
    assert "Widerspruch: Veröffentlichter Anteil passt nicht zu seinen Zahlen – 129" in said
    assert "Hinweis: Zeile doppelt – 338" in said
    assert "Hinweis: Leeres Feld – 632" in said
    assert "die Zeile trägt einen falschen Schlüssel" in said
