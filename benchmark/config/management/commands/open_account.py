"""manage.py open_account: opens an account on one host and prints the link to set its password."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from tenants.border import Role, acting_as, inside
from tenants.membership.actions import open_account, prepare_roles
from tenants.membership.links import days_valid, home, password_key, password_path
from tenants.membership.people import Person
from tenants.membership.refusals import Refused
from tenants.membership.roles import RoleCode, roles_of_host
from tenants.municipalities.models import Domain

PLATFORM = "platform"
AT_THE_COMMAND_LINE = Person(reference="command_line", name="Betrieb")


class Command(BaseCommand):
    help = "Opens an account (for instance the first operator's) and prints the link to set its password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", required=True, help=f"address of a municipality, or {PLATFORM}")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, action="append", choices=[role.value for role in RoleCode])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as invalid:
            raise CommandError(f"{options['email']} ist keine E-Mail-Adresse.") from invalid
        host, municipality, account = _place(options["host"])
        with account:
            prepare_roles(roles_of_host(municipality))
            try:
                person = open_account(
                    email=options["email"],
                    name=options["name"],
                    roles=[RoleCode(role) for role in options["role"]],
                    password=None,
                    municipality=municipality,
                    by=AT_THE_COMMAND_LINE,
                )
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            key = password_key(User.objects.get(username=person.reference))
        self.stdout.write(f"Konto eröffnet. Passwort setzen ({days_valid()} Tage lang, nur einmal):")
        self.stdout.write(home(host) + password_path(key))


def _place(asked: str) -> tuple[str, str | None, AbstractContextManager[None]]:
    """Host name, schema name and database account of a municipality or of the platform."""
    if asked == PLATFORM:
        return settings.PLATFORM_HOST, None, acting_as(Role.PLATFORM)
    with acting_as(Role.OWNER):
        domain = Domain.objects.select_related("tenant").filter(tenant__slug=asked, is_primary=True).first()
    if domain is None or domain.tenant.provisioned_at is None:
        raise CommandError(f"Eine Kommune mit der Adresse {asked} gibt es hier nicht, oder sie ist noch nicht fertig.")
    return domain.domain, domain.tenant.schema_name, inside(domain.tenant)
