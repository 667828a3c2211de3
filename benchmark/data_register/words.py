"""Words of the register."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from benchmark.catalogue.words import HOLDERS, word

# Columns of the download: name for programs, name on paper.
COLUMNS = {
    "indicator_code": _("Indicator code"),
    "indicator": _("Indicator"),
    "status": _("Where the data are"),
    "reason": _("Reason"),
    "holder": _("Who holds them"),
    "usual_holder": _("Who usually holds them"),
    "passed_to": _("Passed on to"),
    "returned": _("Came back?"),
    "since": _("Since"),
    "legal_basis": _("Legal basis"),
    "recorded_at": _("Recorded on"),
}


def holders(codes: Iterable[str]) -> str:
    """Holders in words, for instance "the municipality, the district"."""
    return ", ".join(word(HOLDERS, code) for code in codes)
