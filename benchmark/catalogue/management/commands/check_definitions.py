"""`manage.py check_definitions`: are the definition files of the catalogue sound?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from benchmark.catalogue.definitions import BrokenDefinitions, read_definitions


class Command(BaseCommand):
    help = "Checks the definition files of the catalogue and names every file and field that breaks a rule."
    requires_system_checks: list[str] = []  # the system check would stop before this can report

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = read_definitions()
        except BrokenDefinitions as broken:
            raise CommandError("\n".join(broken.problems)) from broken
        counts = {"indicators": len(found.indicators), "concepts": len(found.concepts), "fields": len(found.fields)}
        self.stdout.write(
            gettext("All sound: %(indicators)s indicators, %(concepts)s concepts, %(fields)s fields of action.")
            % counts
        )
