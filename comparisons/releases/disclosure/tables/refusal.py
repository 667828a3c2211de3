"""Why a table is not shown at all."""

from __future__ import annotations

from enum import StrEnum


class RefusalKind(StrEnum):
    """Why there is no pattern; told to people in the same words whatever the values are."""

    NOT_PROTECTABLE = "not_protectable"  # what is public already lets something sensitive be recomputed
    NOT_SOLVED = "not_solved"  # the solver failed, ran out of time or returned something strange
    NOT_PROVEN = "not_proven"  # the pattern did not stand the final audit


class TableRefused(Exception):
    """Nothing of this table may be shown; carries a `RefusalKind`, never a cell."""

    def __init__(self, kind: RefusalKind) -> None:
        self.kind = kind
        super().__init__(kind.value)
