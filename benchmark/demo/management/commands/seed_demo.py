"""manage.py seed_demo: runs the demonstration's round, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from benchmark.catalogue.actions import load_definitions
from benchmark.demo.plan import whole_plan
from benchmark.demo.seed import is_seeded, seed
from benchmark.territories.actions import load_territories
from tenants.border import Role, acting_as
from tenants.border.foundation import found_platform


class Command(BaseCommand):
    help = "Founds the platform and runs one whole round with the demonstration municipalities."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("de"):
            self._say("Plattform gründen")
            found_platform()
            with acting_as(Role.OWNER):
                self._say("Gebiete und Katalog laden")
                load_territories()
                load_definitions()
            plan = whole_plan()
            if not is_seeded(plan):
                seed(self._say, plan)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
