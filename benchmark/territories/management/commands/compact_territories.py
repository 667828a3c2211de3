"""Make the compact directory anew from the official files of Destatis and BBSR."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmark.territories import compact, official


class Command(BaseCommand):
    """compact_territories AuszugGV….xlsx ref-kreise-umrech-….xlsx [--into FOLDER]"""

    help = "Writes the compact files of the directory from the GV-ISys extract and the BBSR crosswalk of Kreise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="AuszugGV….xlsx (Destatis, GV-ISys)")
        parser.add_argument("crosswalk", type=Path, help="ref-kreise-umrech-….xlsx (BBSR)")
        parser.add_argument("--into", type=Path, default=compact.FOLDER)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            present, gemeinden = official.read_directory(options["directory"])
            kreise, successions = official.history(official.read_crosswalk(options["crosswalk"]), present)
        except (official.WrongFile, OSError) as error:
            raise CommandError(str(error)) from error
        for name, rows in (
            (compact.KREISE, kreise),
            (compact.GEMEINDEN, gemeinden),
            (compact.SUCCESSIONS, successions),
        ):
            self.stdout.write(f"{name}: {compact.write(options['into'], name, rows)}")
