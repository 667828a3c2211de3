"""manage.py check_plausibility [FILE_OR_FOLDER…] – what the rules find in official files; counts and first cases."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from benchmark.figures import words as figure_words
from benchmark.findings import words
from benchmark.findings.file_checks import FileCheck, Successor, check_files
from benchmark.findings.imported import imported_as_checked
from benchmark.findings.official_files import CheckedFile, read_checked
from benchmark.findings.sentences import Manner, sentence
from benchmark.plausibility.findings import Finding, Reason, Weight
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory, load_directory
from benchmark.territories.models import Succession, Territory
from tenants.border import Role, acting_as


class Command(BaseCommand):
    """Check official files, or all imported official values, without storing anything."""

    help = "Runs the plausibility rules over official files (or over everything imported) and prints what they find."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
        parser.add_argument("--first", type=int, default=3, metavar="N", help="how many cases are shown per reason")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Role.OWNER):
            directory = load_directory()
            kinds = dict(Territory.objects.values_list("ags", "kind"))
            names = dict(Territory.objects.values_list("ags", "name"))
            successors = _successors()
            files = list(self._files(options["paths"], directory)) if options["paths"] else imported_as_checked()
        if not files:
            raise CommandError(_("There is nothing to check."))
        check = check_files(files, kinds, successors)
        for checked in files:
            names |= {key: name for key, name in checked.names.items() if key not in names}
        self._print(check, names, first=options["first"])

    def _files(self, paths: Iterable[Path], directory: Directory) -> Iterator[CheckedFile]:
        for path in _files_below(paths):
            try:
                yield read_checked(path, directory)
            except FileRefused as refusal:
                self.stderr.write(_("not checked: %(why)s") % {"why": refusal})
            except OSError as error:
                raise CommandError(
                    _("The file %(path)s cannot be opened: %(why)s") % {"path": path, "why": error.strerror}
                ) from error

    def _print(self, check: FileCheck, names: dict[str, str], *, first: int) -> None:
        self.stdout.write(
            _("%(numbers)s numbers looked at, %(findings)s findings.")
            % {"numbers": check.numbers, "findings": len(check.findings)}
        )
        for weight in Weight:
            for reason in Reason:
                found = [said for said in check.of(reason) if said.weight is weight]
                if found:
                    title = f"{words.WEIGHTS[weight][0]}: {words.TITLES[reason]}"
                    self.stdout.write(f"\n{title} – {len(found)}")
                    for said in found[:first]:
                        self.stdout.write(f"  · {_about(said, names)}: {sentence(said, _manner(said))}")


def _files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and the tables below folders in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() == ".csv")
        else:
            yield path


def _successors() -> dict[str, Successor]:
    """Former keys with the one that took their place, where there is only one."""
    found: dict[str, list[Successor]] = {}
    for old, new, day in Succession.objects.exclude(kind="split").values_list("old_ags", "new_ags", "date"):
        found.setdefault(old, []).append(Successor(new, day.year))
    return {old: places[0] for old, places in found.items() if len(places) == 1}


def _about(said: Finding, names: dict[str, str]) -> str:
    point = said.points[0]
    parts = [words.measure(point.subject), figure_words.group(point.group), names.get(point.place, point.place)]
    return ", ".join(dict.fromkeys([*(part for part in parts if part), str(point.year)]))


def _manner(said: Finding) -> Manner:
    per_mille = said.points[0].subject == "minimum_income_rate"
    return Manner(unit="je 1.000" if per_mille else "%", decimals=0 if per_mille else 2)
