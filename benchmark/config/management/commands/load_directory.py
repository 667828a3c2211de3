"""manage.py load_directory: loads the territories and the catalogue's definitions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from benchmark.catalogue.actions import load_definitions
from benchmark.catalogue.models import Indicator
from benchmark.territories.actions import load_territories
from benchmark.territories.models import Territory
from tenants.border import Role, acting_as


class Command(BaseCommand):
    help = "Loads territories and catalogue definitions from their files. Repeating it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Role.OWNER):
            load_territories()
            load_definitions()
            territories = Territory.objects.count()
            known = Indicator.objects.count()
        self.stdout.write(f"{territories} Gebiete (mit früheren Gebietsständen) und {known} Indikatoren sind geladen.")
