"""The directory as shipped with names and kinds, without a database."""

from __future__ import annotations

from functools import cache

from benchmark.statistics_offices.territory_keys import Directory, Span, plain_name
from benchmark.territories import compact
from benchmark.territories.kinds import TerritoryKind


@cache
def named_directory() -> Directory:
    """All Kreise with their spans and all present Gemeinden, with the names they bear."""
    spans: dict[str, tuple[Span, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, str] = {}
    rows = [
        (kreis.ags, kreis.name, kreis.kind, (kreis.valid_from, kreis.valid_until)) for kreis in compact.read_kreise()
    ]
    gemeinden = [(one.ars[:5] + one.ars[-3:], one.name) for one in compact.read_gemeinden()]
    rows += [(ags, name, TerritoryKind.KREISANGEHOERIGE_GEMEINDE, (None, None)) for ags, name in gemeinden]
    for ags, name, kind, span in rows:
        spans[ags] = (*spans.get(ags, ()), span)
        names[plain_name(name)] = tuple(dict.fromkeys((*names.get(plain_name(name), ()), ags)))
        kinds[ags] = kind
    return Directory(spans, names, kinds)
