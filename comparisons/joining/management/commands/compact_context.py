"""manage.py compact_context --from FOLDER – make the small files of public context of the demonstration."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from benchmark.statistics_offices.territory_keys import load_directory
from comparisons.joining.compaction import context_files, has_own_series
from tenants.border import Role, acting_as


class Command(BaseCommand):
    """Write the context files anew; the same official files give the same bytes."""

    help = "Makes the compact files of public context from a folder of official files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--to", type=Path, default=Path("benchmark/demo/data/context"), metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["source"]
        if not source.is_dir():
            raise CommandError(_("%(path)s is no folder.") % {"path": source})
        with acting_as(Role.OWNER):
            directory = load_directory()
        known = {key for key in directory.spans if has_own_series(key)}
        for name, text in context_files(source, directory, known=known):
            (options["to"] / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{name}: {len(text.encode())} B")
