"""manage.py recheck_release RING NUMMER | --all: checks releases against the ledger again, without any solver."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comparisons.releases.models import Release
from comparisons.releases.rechecking import Fault, Trouble, faults_of_the_chain, rechecked
from tenants.border import Role, acting_as

WORDS: dict[Trouble, Promise] = {
    Trouble.CHAIN: _("a row of the ledger is missing, was changed, or stands in another place"),
    Trouble.END: _("the ledger does not end with the row it ended with last"),
    Trouble.NOT_ENTERED: _("is shown, but does not stand in the ledger"),
    Trouble.REFUSED_BUT_ENTERED: _("is not shown, but stands in the ledger"),
    Trouble.UNREADABLE: _("the row of the ledger cannot be read"),
    Trouble.STATISTIC: _("what is shown is not what the ledger says"),
    Trouble.GRID: _("the grid of classes differs from the one it was released with"),
    Trouble.CERTIFICATE: _("the proof does not hold"),
    Trouble.BESIDE: _("the proof leaves an earlier release out"),
}


class Command(BaseCommand):
    """Check one release, or all of them, and say in words what does not fit."""

    help = "Checks a circle's release (slug and number) or all releases against the ledger and its proofs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("circle", nargs="?", help="slug of the circle")
        parser.add_argument("number", nargs="?", type=int, help="number of the release in this circle")
        parser.add_argument("--all", action="store_true", help="every release of every circle")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Role.EXCHANGE), transaction.atomic():
            releases = _chosen(options["circle"], options["number"], everything=options["all"])
            broken = faults_of_the_chain()
            self._say(gettext("Ledger"), broken, gettext("whole, every row in its place"))
            wrong = len(broken)
            for release in releases:
                found = rechecked(release)
                name = gettext("Release %(number)s of “%(circle)s”") % {
                    "number": release.number,
                    "circle": release.circle.name,
                }
                self._say(name, found.faults, _counted(found.proved, found.older))
                wrong += len(found.faults)
        if wrong:
            raise CommandError(
                ngettext("%(count)s fault was found.", "%(count)s faults were found.", wrong) % {"count": wrong}
            )
        self.stdout.write(gettext("No fault was found."))

    def _say(self, name: str, faults: list[Fault] | tuple[Fault, ...], well: str) -> None:
        if not faults:
            self.stdout.write(f"{name}: {well}")
            return
        self.stdout.write(f"{name}:")
        for fault in faults:
            detail = f" ({fault.detail})" if fault.detail else ""
            self.stdout.write(f"  {fault.where}: {WORDS[fault.trouble]}{detail}")


def _chosen(slug: str | None, number: int | None, *, everything: bool) -> list[Release]:
    rows = Release.objects.select_related("circle").order_by("circle__slug", "number")
    if everything:
        return list(rows)
    if slug is None or number is None:
        raise CommandError(gettext("Please name the circle and the number of its release, or --all."))
    found = list(rows.filter(circle__slug=slug, number=number))
    if not found:
        raise CommandError(
            gettext("There is no release %(number)s of a circle “%(circle)s”.") % {"number": number, "circle": slug}
        )
    return found


def _counted(proved: int, older: int) -> str:
    said = ngettext(
        "%(count)s statistic checked, its proof holds", "%(count)s statistics checked, their proofs hold", proved
    ) % {"count": proved}
    if not older:
        return said
    return gettext("%(said)s; released before there was a ledger, without a proof: %(older)s") % {
        "said": said,
        "older": older,
    }
