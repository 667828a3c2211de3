"""An agreement in words, as moderators and members read it."""

from __future__ import annotations

from dataclasses import dataclass

from comparisons.releases.presenters import group_words
from comparisons.totals.agreed import AgreedEntry, entries_of
from comparisons.totals.models import Method, TotalsAgreement
from comparisons.totals.presenters import classes_sentence


@dataclass(frozen=True)
class AgreedLine:
    """One indicator: what is counted, for whom, and which sums are shown."""

    entry: AgreedEntry
    groups: str
    classes: str
    smallest: int


@dataclass(frozen=True)
class AgreementPage:
    """One agreement."""

    agreement: TotalsAgreement
    lines: tuple[AgreedLine, ...]
    rounds: bool


def agreement_page(agreement: TotalsAgreement) -> AgreementPage:
    """The agreement with its indicators."""
    return AgreementPage(
        agreement,
        tuple(
            AgreedLine(
                entry, ", ".join(group_words(group) for group in entry.groups), classes_sentence(entry), entry.smallest
            )
            for entry in entries_of(agreement)
        ),
        agreement.method == Method.ROUNDING,
    )
