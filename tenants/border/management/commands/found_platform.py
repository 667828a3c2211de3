"""manage.py found_platform: founds the platform or brings it up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tenants.border.foundation import found_platform


class Command(BaseCommand):
    help = "Founds the platform: roles, shared tables, rights. Repeating it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found_platform(say=self.stdout.write)
