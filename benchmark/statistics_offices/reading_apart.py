"""Reading an uploaded official file in a process of its own: the bytes of a stranger never meet the database."""

from __future__ import annotations

from dataclasses import replace

from benchmark.intake.limits import Limits
from benchmark.intake.opening import read_apart
from benchmark.statistics_offices import readers
from benchmark.statistics_offices.reading import Reading

_LIMITS = Limits(memory=512 * 1024 * 1024, seconds=30)  # the largest official table takes a tenth of both


def read_listed(data: bytes, name: str) -> Reading:
    """`readers.read` with all rows read; runs in a process without database."""
    reading = readers.read(data, name)
    return replace(reading, rows=list(reading.rows))


def read_uploaded(data: bytes, name: str) -> Reading:
    """The reading of an uploaded file; raises a refusal with a sentence for everything that cannot be read."""
    reading: Reading = read_apart(read_listed, data, name, limits=_LIMITS)
    return reading
