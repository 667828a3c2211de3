"""What municipalities handed over, what circles may see of it, and the ledger of everything released."""

from comparisons.releases.models.handed_over import Consent, Contribution, Declination
from comparisons.releases.models.ledger import LedgerHead, LedgerRow
from comparisons.releases.models.released import (
    SHORTEST_PURPOSE,
    Refusal,
    Release,
    ReleasedStatistic,
    ResearchExport,
)

__all__ = [
    "SHORTEST_PURPOSE",
    "Consent",
    "Contribution",
    "Declination",
    "LedgerHead",
    "LedgerRow",
    "Refusal",
    "Release",
    "ReleasedStatistic",
    "ResearchExport",
]
