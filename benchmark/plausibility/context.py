"""What the rules know beside the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from benchmark.plausibility.breaks import KNOWN_BREAKS, Break
from benchmark.plausibility.kinds import KindReference


@dataclass(frozen=True)
class Context:
    """`kind` is the reference of municipalities of the same kind, where there is one; `breaks` the known breaks.

    `shown_decimals` is the precision in which shares are shown: a difference that nobody would see is only a hint.
    `denominators` holds, by place and year, what other sources state for the whole, by the name of the source.
    """

    kind: KindReference | None = None
    breaks: tuple[Break, ...] = KNOWN_BREAKS
    shown_decimals: int = 1
    denominators: Mapping[tuple[str, int], Mapping[str, Decimal]] = field(default_factory=dict)

    @property
    def visible(self) -> Decimal:
        """Half of the last digit shown."""
        return Decimal(5).scaleb(-self.shown_decimals - 1)
