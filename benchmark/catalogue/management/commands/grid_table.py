"""`manage.py grid_table`: the method sheet on grids, printed or written to docs/method/grids.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from benchmark.catalogue.definitions import read_definitions
from benchmark.catalogue.grid_table import read_quartiles, sheet


class Command(BaseCommand):
    help = "Prints how many cells the middle half of the real Kreise spans; with --write into docs/method/grids.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="write the file instead of printing it")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "method"
        text = sheet(read_definitions().indicators, read_quartiles(folder / "grids-figures.csv"))
        if options["write"]:
            (folder / "grids.md").write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
