"""The table on screen and the file for whoever compares runs."""

from __future__ import annotations

import datetime
import json
import os
import platform
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.bars import Bar
from tests.bench.pairs import Pair

_COLUMNS = "{:<52} {:>24} {:>24} {:>20}"


def lines(pairs: Sequence[Pair], queries: dict[str, int]) -> Iterator[str]:
    """Median (min–max) in milliseconds of both ways, and the ratio of the paired repetitions."""
    yield _COLUMNS.format("measured in turns, one run", "ours ms", "peer ms", "ratio ours/peer")
    for pair in pairs:
        yield _COLUMNS.format(
            pair.name,
            _spread(pair.our_seconds, 1000, 1),
            _spread(pair.peer_seconds, 1000, 1),
            _spread(pair.ratios, 1, 2),
        )
        yield f"    ours: {pair.ours}"
        yield f"    peer: {pair.peer}"
    yield ""
    yield "SQL queries per page"
    for page, count in sorted(queries.items()):
        yield f"  {count:>4}  {page}"


def _spread(values: Sequence[float], factor: float, digits: int) -> str:
    middle, low, high = (figure * factor for figure in (statistics.median(values), min(values), max(values)))
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def write(path: Path, pairs: Sequence[Pair], queries: dict[str, int], bars: Sequence[Bar]) -> None:
    """Everything measured, as JSON."""
    content = {
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version()},
        "pairs": [
            {
                "name": pair.name,
                "ours": pair.ours,
                "peer": pair.peer,
                "our_seconds": pair.our_seconds,
                "peer_seconds": pair.peer_seconds,
                "ratio": pair.ratio,
            }
            for pair in pairs
        ],
        "bars": [{**asdict(bar), "holds": bar.holds} for bar in bars],
        "queries_per_page": queries,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
