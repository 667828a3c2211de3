"""Tables of one municipality's figures; every table exists once per municipality, in its own schema."""

from benchmark.figures.models.access import AccessStatus, DataAccess, Returned
from benchmark.figures.models.entry import EntryCompletion, UnfinishedEntry
from benchmark.figures.models.figure import Figure, FigureState, Origin
from benchmark.figures.models.proposal import Decision, Proposal
from benchmark.figures.models.records import Import, ImportState, Receipt

__all__ = [
    "AccessStatus",
    "DataAccess",
    "Decision",
    "EntryCompletion",
    "Figure",
    "FigureState",
    "Import",
    "ImportState",
    "Origin",
    "Proposal",
    "Receipt",
    "Returned",
    "UnfinishedEntry",
]
