"""manage.py compact_statistics --from FOLDER – make the small files of the demonstration from official ones."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from benchmark.statistics_offices import invented, nrw_rebuild, readers
from benchmark.statistics_offices.compaction import chosen, compact_text
from benchmark.statistics_offices.extraction import Value, extract
from benchmark.statistics_offices.reading import Reading
from benchmark.statistics_offices.territory_keys import Directory, load_directory
from tenants.border import Role, acting_as

YEARS = range(2005, 2025)
LAND = "03"  # all Landkreise and kreisfreie Städte of Niedersachsen
NESTED_KREIS = "05754"  # Kreis Gütersloh with its Gemeinden

# Official files, relative to the folder; later downloads of a table stand beside earlier ones.
OFFICIAL = (
    *(
        f"niedersachsen-im/indicator_{n}.csv"
        for n in ("1-1-1", "1-2-1", "1-3-1", "2-3-1", "3-1-2", "3-1-3", "4-1-4", "6-2-1")
    ),
    "regionalstatistik/12111-01-01-5_00.csv",
    "regionalstatistik/12411-01-01-4_00.csv",
    "regionalstatistik/12411-01-01-5_00.csv",
    "regionalstatistik/12411-03-03-4_00.csv",
    "regionalstatistik/12511-01-01-4.csv",
    "regionalstatistik/13111-02-02-4_00.csv",
    "regionalstatistik/13111-02-02-5_00.csv",
    "regionalstatistik/13111-12-03-4_00.csv",
    "regionalstatistik/13211-02-05-4_00.csv",
    "regionalstatistik-neuer/13211-02-05-4__2015-2020.csv",
    "regionalstatistik/21111-02-06-4.csv",
    "regionalstatistik/22221-01-01-4_00.csv",
    "regionalstatistik/22811-02-02-4_00.csv",
    "regionalstatistik/AI-Z1-2011_00.csv",
    "regionalstatistik/AI002-1_00.csv",
    "nrw/12411-15i.csv",
)


class Command(BaseCommand):
    """Write the compact demonstration figures anew; the same official files give the same bytes."""

    help = "Makes the compact demonstration figures from a folder of official files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--to", type=Path, default=Path("benchmark/demo/data"), metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["source"]
        if not source.is_dir():
            raise CommandError(_("%(path)s is no folder.") % {"path": source})
        with acting_as(Role.OWNER):
            directory = load_directory()
        for name, text in compact_files(source, directory):
            (options["to"] / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{name}: {len(text.encode())} B")


def compact_files(source: Path, directory: Directory) -> list[tuple[str, str]]:
    """Name and text of every compact file; raises FileNotFoundError where an official file is missing."""
    keys = {key for key in directory.spans if _takes_part(key)}
    made: list[tuple[str, str]] = []
    everything: list[Value] = []
    for relative in OFFICIAL:
        path = source / relative
        reading = readers.read(path.read_bytes(), path.name)
        values = chosen(extract(reading, directory, name=path.name).values, keys, YEARS)
        everything += values
        made.append((_file_name(reading), compact_text(reading, values, origin=relative)))
    for name, year in nrw_rebuild.FILES.items():
        values = chosen(nrw_rebuild.values_of((source / "nrw" / name).read_bytes(), year), keys, YEARS)
        everything += values
        reading = nrw_rebuild.reading_of(year)
        made.append((f"nrw-nationality-{year}.csv", compact_text(reading, values, origin=f"nrw/{name}")))
    fictions = invented.invented_values(everything, NESTED_KREIS)
    made.append(
        ("invented.csv", compact_text(invented.reading(), fictions, origin="benchmark.statistics_offices.invented"))
    )
    return made


def _takes_part(key: str) -> bool:
    return (len(key) == 5 and key.startswith(LAND)) or key.startswith(NESTED_KREIS)


def _file_name(reading: Reading) -> str:
    """Table code, and the day of the download where it is known, as tables are downloaded more than once."""
    code = reading.table_code.replace(" ", "-").lower()
    return f"{code}_{reading.retrieved:%Y-%m-%d}.csv" if reading.retrieved else f"{code}.csv"
