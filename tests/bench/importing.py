"""Reading official files against pandas and calamine; importing one against a raw COPY and django-import-export."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable
from typing import Any

import pandas as pd
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from benchmark.statistics_offices import readers
from benchmark.statistics_offices.actions import COLUMNS, copy_lines, import_file
from benchmark.statistics_offices.extraction import extract
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from benchmark.statistics_offices.territory_keys import load_directory
from tenants.border import Role, acting_as
from tests.bench.pairs import Pair, paired, timed
from tests.bench.statistics_files import Measured, files, regional, workbooks
from tests.support.people import FOUNDER

_NULL = "\\N"
_BATCH = 5000
_RAW = "raw rows"


def pairs(repetitions: int) -> list[Pair]:
    """All of it: one reading per family, then the storing of one table."""
    of_texts = ("pandas.read_csv: texts into a frame", pandas_reads)
    of_workbooks = ("calamine: all cells of all sheets", calamine_reads)
    return [
        *(reading(file, of_texts, 5 * repetitions) for file in files()),
        *(reading(file, of_workbooks, 5 * repetitions) for file in workbooks()),
        *storing(regional(), repetitions),
    ]


def reading(file: Measured, peer: tuple[str, Callable[[Measured], int]], repetitions: int) -> Pair:
    """Only the reader: the like-for-like part."""
    return paired(
        f"read {file.name} ({file.kind})",
        ("our reader: family, encoding, heads, foot, keys, periods", lambda: timed(lambda: _read(file))),
        (peer[0], lambda: timed(lambda: peer[1](file))),
        repetitions=repetitions,
        before_each=gc.collect,
    )


def storing(file: Measured, repetitions: int) -> list[Pair]:
    """The whole import against putting its finished rows into the same table, by COPY and by the peer."""
    lines = finished_lines(file)
    ours = (
        f"read, check every key and number, COPY {len(lines)} rows, audit",
        lambda: _import(file),
    )
    peers = [
        ("raw COPY of the finished rows into the same table", lambda: _raw_copy(lines)),
        ("django-import-export, in bulk: the finished rows from a CSV", lambda: _peer_imports(lines)),
    ]
    return [
        paired(f"import {file.name} ({file.kind})", ours, peer, repetitions=repetitions, before_each=_forget)
        for peer in peers
    ]


def finished_lines(file: Measured) -> list[str]:
    """The rows of the table as COPY takes them, but for the source."""
    with acting_as(Role.OWNER):
        directory = load_directory()
    return copy_lines(extract(readers.read(file.content, file.name), directory, name=file.name).values)


def pandas_reads(file: Measured) -> int:
    """Texts into a frame, nothing else; how many rows."""
    frame = pd.read_csv(
        io.BytesIO(file.content), sep=file.separator, encoding="utf-8", header=None, names=range(file.columns),
        skiprows=file.skipped, dtype=str, keep_default_na=False, on_bad_lines="skip",
    )  # fmt: skip
    return len(frame)


def calamine_reads(file: Measured) -> int:
    """The cells of all sheets as they stand, nothing else; how many rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return sum(map(len, sheets))


def _read(file: Measured) -> int:
    """Every row, since the reader hands them over one by one."""
    return sum(1 for _row in readers.read(file.content, file.name).rows)


def _import(file: Measured) -> float:
    with acting_as(Role.OWNER):
        directory = load_directory()  # once for all files of an import
        return timed(lambda: import_file(data=file.content, name=file.name, by=FOUNDER, directory=directory))


def _raw_copy(lines: list[str]) -> float:
    table = connection.ops.quote_name(OfficialValue._meta.db_table)
    with acting_as(Role.OWNER):
        ending = f"\t{_source().pk}\n"
        content = ending.join(lines) + ending
        return timed(lambda: _copied(table, content))


def _copied(table: str, content: str) -> None:
    columns = ", ".join(connection.ops.quote_name(column) for column in COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(content))


def _peer_imports(lines: list[str]) -> float:
    """The rows as CSV through a resource of django-import-export, told to be as quick as it can be."""
    from import_export import resources
    from tablib import Dataset

    class Resource(resources.ModelResource):
        class Meta:
            model = OfficialValue
            exclude = ("id", "source")
            import_id_fields = ()
            use_bulk = True
            batch_size = _BATCH
            force_init_instance = True
            skip_diff = True
            use_transactions = True

        def before_save_instance(self, instance: OfficialValue, row: Any, **kwargs: Any) -> None:
            instance.source_id = source.pk  # a field for it would ask the database for every row

    with acting_as(Role.OWNER):
        source = _source()
        text = _as_csv(lines)

        def imported() -> Any:
            result = Resource().import_data(Dataset().load(text, format="csv"), dry_run=False, raise_errors=True)
            if OfficialValue.objects.filter(source__file_name=_RAW).count() != len(lines):
                raise RuntimeError(result.totals)

        return timed(imported)


def _as_csv(lines: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS[:-1])
    for line in lines:
        writer.writerow(["" if cell == _NULL else cell for cell in line.split("\t")])
    return out.getvalue()


def _source() -> SourceFile:
    """A file that the raw rows can belong to."""
    return SourceFile.objects.create(
        sha256=_RAW, content_sha256=_RAW, file_name=_RAW, family=_RAW, table_code=_RAW, title=_RAW,
        publisher=_RAW, imported_by=FOUNDER.reference, rows_read=0, rows_skipped=0, values_stored=0,
    )  # fmt: skip


def _forget() -> None:
    """Takes away what was measured before, so that every way begins with the same table."""
    with acting_as(Role.OWNER):
        measured = SourceFile.objects.filter(file_name__in=[_RAW, regional().name])
        OfficialValue.objects.filter(source__in=measured).delete()
        measured.delete()
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {connection.ops.quote_name(OfficialValue._meta.db_table)}")
    gc.collect()
