"""Import of official files: all of a file or nothing, and every file only once."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.extraction import Value, extract
from benchmark.statistics_offices.measures import Measured
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.reading import Reading, Skip
from benchmark.statistics_offices.refusals import FileRefused
from benchmark.statistics_offices.territory_keys import Directory, load_directory
from tenants.audit.actions import record
from tenants.membership.people import Person

COLUMNS = (
    "ags", "measure", "group", "concept", "year", "value", "missing", "territory_date", "derived", "quality",
    "source_id",
)  # fmt: skip
_ROWS_NAMED = 5  # first rows of each skip reason kept for the report


@dataclass(frozen=True)
class Imported:
    """What became of one file: the stored file, and whether it was there before."""

    source: SourceFile
    already_there: bool


def import_file(
    *, data: bytes, name: str, by: Person, directory: Directory | None = None, reading: Reading | None = None
) -> Imported:
    """Read and store one file. The same file, or the same figures in other bytes, changes nothing.

    Raises FileRefused with a sentence; nothing of the file is stored then. `directory` saves loading it for every file;
    `reading` is the file as a process of its own has read it.
    """
    digest = hashlib.sha256(data).hexdigest()
    if known := SourceFile.objects.filter(sha256=digest).first():
        return Imported(known, already_there=True)
    if reading is None:
        reading = readers.read(data, name)
    found = extract(reading, directory or load_directory(), name=name)
    if not found.values:
        raise FileRefused(
            _("“%(file)s” has no figure of a municipality of the directory. Nothing was stored.") % {"file": name}
        )
    lines = copy_lines(found.values)
    content = content_digest(reading, lines)
    if known := SourceFile.objects.filter(content_sha256=content).first():
        return Imported(known, already_there=True)
    try:
        return _store(reading, lines, found.skipped, digest=digest, content=content, name=name, by=by)
    except IntegrityError:
        known = SourceFile.objects.filter(content_sha256=content).first()  # somebody else was quicker
        if known is None:
            raise
        return Imported(known, already_there=True)


@transaction.atomic
def _store(
    reading: Reading, lines: list[str], skipped: list[Skip], *, digest: str, content: str, name: str, by: Person
) -> Imported:
    """File, values and audit event in one transaction."""
    source = SourceFile.objects.create(
        sha256=digest,
        content_sha256=content,
        file_name=name[:200],
        family=reading.family,
        table_code=reading.table_code,
        title=reading.title[:300],
        publisher=reading.publisher[:200],
        licence=reading.licence[:200],
        retrieved=reading.retrieved,
        invented=reading.invented,
        imported_by=by.reference,
        rows_read=reading.row_count,
        rows_skipped=len({skip.row for skip in skipped}),
        values_stored=len(lines),
        skips=_summary(skipped),
    )
    _copy(lines, source)
    record(
        "statistics.imported",
        by=by,
        on=f"source_file:{source.pk}",
        file=source.file_name,
        table=source.table_code,
        values=source.values_stored,
    )
    return Imported(source, already_there=False)


def _copy(lines: list[str], source: SourceFile) -> None:
    """All values in one COPY."""
    table = connection.ops.quote_name(OfficialValue._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(column) for column in COLUMNS)
    ending = f"\t{source.pk}\n"
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(ending.join(lines) + ending))


def copy_lines(values: Iterable[Value]) -> list[str]:
    """Values as COPY wants them, but for the source, in the order of the index that holds them.

    All texts are our own words and digits, so nothing needs quoting.
    """
    starts: dict[Measured, str] = {}
    lines = []
    for measured, ags, year, value, missing, territory_date, derived, quality in values:
        if (start := starts.get(measured)) is None:
            start = starts[measured] = "\t".join(measured)
        number = "\\N" if value is None else format(value, "f")
        mark = "t" if derived else "f"
        lines.append(f"{ags}\t{start}\t{year}\t{number}\t{missing}\t{territory_date}\t{mark}\t{quality}")
    return sorted(lines)


def content_digest(reading: Reading, lines: list[str]) -> str:
    """The same for two files that state the same figures of the same table, whatever their encoding or order."""
    digest = hashlib.sha256(f"{reading.table_code}|{reading.invented}\n".encode())
    digest.update("\n".join(lines).encode())
    return digest.hexdigest()


def _summary(skipped: list[Skip]) -> dict[str, dict[str, object]]:
    """Per reason how many rows were left out, and the first of them."""
    rows: dict[str, list[int]] = defaultdict(list)
    for skip in skipped:
        rows[skip.reason.value].append(skip.row)
    return {
        reason: {"rows": len(set(found)), "first": sorted(set(found))[:_ROWS_NAMED]} for reason, found in rows.items()
    }
