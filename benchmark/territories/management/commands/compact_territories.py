"""Make the compact directory anew from the official files of Destatis, BBSR and the Regionaldatenbank."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmark.territories import compact, crosswalk, gemeinde_history, official, populations

OFFICIAL = (
    "verzeichnis/AuszugGV2QAktuell.xlsx",
    "verzeichnis/ref-kreise-umrech-2020-1990-2019.xlsx",
    "regionalstatistik/12411-01-01-4_00.csv",
    "regionalstatistik/12411-01-01-5_00.csv",
)


class Command(BaseCommand):
    """compact_territories --from FOLDER [--into FOLDER]"""

    help = "Writes the compact files of the directory from a folder of official files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, required=True, help="folder of official files")
        parser.add_argument("--into", type=Path, default=compact.FOLDER)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = compact_rows(options["source"])
        except (official.WrongFile, OSError) as error:
            raise CommandError(str(error)) from error
        for name, rows in files.items():
            self.stdout.write(f"{name}: {compact.write(options['into'], name, rows)}")


def compact_rows(source: Path) -> dict[str, Sequence[compact.Row]]:
    """The rows of every compact file by its name; raises WrongFile or OSError."""
    directory, sheets, of_kreise, of_gemeinden = (source / name for name in OFFICIAL)
    present, gemeinden = official.read_directory(directory)
    lines = crosswalk.read_sheets(sheets)
    counts = populations.last_counts(populations.read_populations(of_kreise))
    kreise, reforms = crosswalk.history(lines, present, counts)
    counted = populations.read_populations(of_gemeinden)
    past = gemeinde_history.History(counted, gemeinden, kreise, reforms).past()
    return {
        compact.KREISE: kreise,
        compact.GEMEINDEN: past.present,
        compact.FORMER: past.former,
        compact.SUCCESSIONS: [*reforms, *past.successions],
        compact.WEIGHTS: crosswalk.weights(lines),
    }
