"""Charts as pages need them: drawn once, kept in the cache under a hash of everything that is in the picture.

The hash covers every number, word and mark that goes into the drawing, so a key can only ever find that same picture;
the cache itself is separate for every municipality.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from comparisons.charts import Chart, TableTwin

KEEP_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Drawn:
    """A finished picture for a page with its table twin."""

    svg: str
    table: TableTwin
    title: str
    description: str


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: a function of the chart room and everything it is given, except its key."""

    kind: str
    function: Callable[..., Chart]
    given: tuple[Any, ...]
    named: Mapping[str, Any]

    @property
    def reference(self) -> str:
        """Name of exactly this content in the language of the page."""
        text = repr((self.kind, get_language(), self.given, sorted(self.named.items())))
        return hashlib.sha256(text.encode()).hexdigest()

    def chart(self) -> Chart:
        """Draw it anew, for documents."""
        return self.function(*self.given, key=f"{self.kind}-{self.reference[:10]}", **self.named)

    def for_page(self) -> Drawn:
        """The picture from the cache, or drawn now and kept."""
        key = f"chart:{self.kind}:{self.reference}"
        found: Drawn | None = cache.get(key)
        if found is None:
            chart = self.chart()
            found = Drawn(chart.svg, chart.table, chart.title, chart.description)
            cache.set(key, found, KEEP_SECONDS)
        return found
