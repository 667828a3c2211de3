"""manage.py import_statistics FILE… – read official files; say per file what was read, what was left out and why."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.statistics_offices.actions import import_file
from benchmark.statistics_offices.presenters import skip_lines, summary
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory, load_directory
from tenants.border import Role, acting_as
from tenants.membership.people import Person

OPERATOR = Person(reference="operator", name="Betrieb")


class Command(BaseCommand):
    """Import official statistics for all municipalities; each file all or nothing, each file once."""

    help = "Imports files of statistical offices. Each file is stored whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        with acting_as(Role.OWNER):
            directory = load_directory()
            for path in options["files"]:
                refused += not self._import(path, directory)
        if refused:
            raise CommandError(
                ngettext("%(count)s file was refused.", "%(count)s files were refused.", refused) % {"count": refused}
            )

    def _import(self, path: Path, directory: Directory) -> bool:
        """Whether the file is now in the database, be it new or from before."""
        try:
            done = import_file(data=path.read_bytes(), name=path.name, by=OPERATOR, directory=directory)
        except OSError as error:
            self.stderr.write(
                _("REFUSED: the file %(path)s cannot be opened: %(why)s") % {"path": path, "why": error.strerror}
            )
            return False
        except FileRefused as refusal:
            self.stderr.write(_("REFUSED: %(why)s") % {"why": refusal})
            return False
        if done.already_there:
            self.stdout.write(_("unchanged: %(file)s was imported before.") % {"file": path.name})
            return True
        self.stdout.write(_("imported: %(file)s: %(summary)s") % {"file": path.name, "summary": summary(done.source)})
        for line in skip_lines(done.source):
            self.stdout.write("  – " + line)
        return True
