"""manage.py inspect_statistics FILE… – say what was understood of files, without storing anything."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from benchmark.statistics_offices import inspecting, readers
from benchmark.statistics_offices.inspecting import Inspection, inspected
from benchmark.statistics_offices.presenters import SKIP_WORDS
from benchmark.statistics_offices.reading import SkipReason
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory, load_directory
from tenants.border import Role, acting_as

_MOST_NAMED = 12  # texts of a feature and periods; the rest is counted


class Command(BaseCommand):
    """Family, table, columns, periods, keys and signs of each file; also of tables nobody has described yet."""

    help = "Says what is understood of files of statistical offices. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Role.OWNER):
            directory = load_directory()
        understood = [self._inspect(path, directory) for path in options["files"]]
        if not all(understood):
            raise CommandError(_("Not every file could be read."))

    def _inspect(self, path: Path, directory: Directory) -> bool:
        """Whether the file could be read."""
        try:
            found = inspected(readers.read(path.read_bytes(), path.name), directory, name=path.name)
        except OSError as error:
            self.stderr.write(
                _("REFUSED: the file %(path)s cannot be opened: %(why)s") % {"path": path, "why": error.strerror}
            )
            return False
        except FileRefused as refusal:
            self.stderr.write(_("REFUSED: %(why)s") % {"why": refusal})
            return False
        self.stdout.write(f"{path.name}")
        for line in _lines(found):
            self.stdout.write("  " + line)
        return True


def _lines(found: Inspection) -> Iterator[str]:
    """All facts, one per line."""
    reading = found.reading
    yield _("family: %(family)s, table: %(table)s") % {"family": reading.family, "table": reading.table_code}
    yield _("title: %(title)s") % {"title": reading.title}
    yield _("publisher: %(publisher)s") % {"publisher": reading.publisher or _("not stated in the file")}
    if reading.retrieved:
        yield _("retrieved: %(day)s") % {"day": f"{reading.retrieved:%d.%m.%Y}"}
    yield _("rows: %(rows)s") % {"rows": found.rows}
    yield _("periods: %(periods)s") % {"periods": _some(found.periods)}
    for number, (path, periods) in enumerate(found.columns, start=1):
        label = " / ".join(text for text in path if text) or _("without a label")
        times = f" (× {periods})" if periods > 1 else ""
        yield _("column %(number)s: %(label)s") % {"number": number, "label": label} + times
    for number, texts in enumerate(found.features, start=1):
        yield _("feature %(number)s: %(texts)s") % {"number": number, "texts": _some(texts)}
    yield _("keys: %(keys)s") % {"keys": ", ".join(f"{count} {_key_words(kind)}" for kind, count in found.keys.items())}
    yield _("cells: %(cells)s") % {
        "cells": ", ".join(f"{count} {_cell_words(kind)}" for kind, count in found.cells.items())
    }
    yield (
        _("An import knows what its figures mean.")
        if found.mapped
        else _("Nobody has described yet what its figures mean: an import would be refused.")
    )


def _some(texts: tuple[str, ...]) -> str:
    """The first and last texts, and how many there are where they are many."""
    if len(texts) <= _MOST_NAMED:
        return ", ".join(texts) or "–"
    return _("%(first)s, … %(last)s (%(count)s in all)") % {
        "first": ", ".join(texts[: _MOST_NAMED - 1]),
        "last": texts[-1],
        "count": len(texts),
    }


def _key_words(kind: str) -> str:
    words = {
        inspecting.KREIS: _("Kreise"),
        inspecting.GEMEINDE: _("Gemeinden"),
        inspecting.UNKNOWN: _("unknown, an import would be refused"),
    }
    return words[kind] if kind in words else f"({SKIP_WORDS[SkipReason(kind)]})"


def _cell_words(kind: str) -> str:
    words = {
        inspecting.NUMBER: _("numbers"),
        inspecting.BRACKETS: _("numbers in brackets"),
        inspecting.EMPTY: _("empty"),
        inspecting.TEXT: _("other texts"),
    }
    return words.get(kind, kind)
