"""manage.py migrate_municipalities: brings the tables of all municipalities up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.border import Role, acting_as
from tenants.border.foundation import only_one_at_a_time
from tenants.onboarding.actions import migrate_municipalities


class Command(BaseCommand):
    help = "Brings the tables of all municipalities up to date; goes on after a failure and names who failed."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Role.OWNER), only_one_at_a_time():
            failed = migrate_municipalities(say=self.stdout.write)
        if failed:
            raise CommandError("nicht auf dem neuen Stand: " + ", ".join(failed))
