"""What an agreement says, joined with the catalogue: indicators, groups, columns of the table, parameters."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.catalogue.selectors import IndicatorDefinition, concepts, indicator, indicators
from comparisons.circles.charters import IDENTITIES
from comparisons.circles.models import Circle
from comparisons.releases.disclosure import Parameters
from comparisons.releases.grids import disclosure_parameters
from comparisons.totals.models import AgreedTotal, Smallest, TotalsAgreement
from comparisons.totals.size_classes import SizeClass, from_json

# Indicators whose numerators count something other than persons; what they count is the text of the numerator.
NOT_PERSONS = frozenset({"ANT-01", "ARB-04", "PAR-03", "QUA-02", "WOH-02"})
WHOLE = "kreis"  # key of the row that adds up all Gemeinden


@dataclass(frozen=True)
class Columns:
    """The columns of a table: handed over groups, and at most one more that follows from them.

    `total` is the sum of `parts`; both are empty where the groups do not add up to each other.
    """

    shown: tuple[str, ...]
    handed_over: tuple[str, ...]
    total: str = ""
    parts: tuple[str, ...] = ()

    @property
    def derived(self) -> str:
        """The column nobody handed over, computed from the others; empty where there is none."""
        return next((group for group in self.shown if group not in self.handed_over), "")


@dataclass(frozen=True)
class AgreedEntry:
    """One indicator of an agreement with everything its table needs."""

    agreement: TotalsAgreement
    definition: IndicatorDefinition
    concept: str
    concept_name: str
    columns: Columns
    classes: tuple[SizeClass, ...]
    parameters: Parameters

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups a Gemeinde hands over."""
        return self.columns.handed_over

    @property
    def smallest(self) -> int:
        """The smallest number of persons that may be told; 10 for what touches people closely."""
        return max(self.agreement.smallest, Smallest.TEN if self.definition.sensitive else Smallest.THREE)

    @property
    def counts_persons(self) -> bool:
        return self.code not in NOT_PERSONS

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Keys of all Gemeinden of the Kreis."""
        return tuple(sorted(key for one in self.classes for key in one.keys))

    @property
    def rows(self) -> tuple[tuple[str, SizeClass | None], ...]:
        """The rows of the table by key: the size classes, if there are several, then all Gemeinden together."""
        several = tuple((f"class-{place}", one) for place, one in enumerate(self.classes))
        return (*(several if len(several) > 1 else ()), (WHOLE, None))


def columns_of(groups: tuple[str, ...]) -> Columns:
    """The columns that these groups give: two groups of an identity give the third as well."""
    for whole, *parts in IDENTITIES:
        tied = {whole, *parts}
        if len(tied & set(groups)) >= len(tied) - 1 and len(tied) > 1 and len(tied & set(groups)) > 1:
            order = (*sorted(parts, key=lambda part: part != "german"), whole)
            others = tuple(group for group in groups if group not in tied)
            return Columns((*order, *others), groups, whole, tuple(order[:-1]))
    return Columns(groups, groups)


def newest_agreement(circle: Circle) -> TotalsAgreement | None:
    """The agreement that holds, or None before the first."""
    return TotalsAgreement.objects.filter(circle=circle).select_related("charter", "circle").first()


def entries_of(agreement: TotalsAgreement) -> list[AgreedEntry]:
    """The indicators of an agreement in its order; definitions and concepts come in one query each."""
    current = {(one.code, one.version): one for one in indicators()}
    names = {one.code: one.name for one in concepts()}
    return [_entry(agreement, row, current, names) for row in agreement.totals.all()]


def entry_of(agreement: TotalsAgreement, code: str) -> AgreedEntry | None:
    """One indicator of an agreement, or None where it is not agreed on."""
    return next((one for one in entries_of(agreement) if one.code == code), None)


def _entry(
    agreement: TotalsAgreement,
    row: AgreedTotal,
    current: dict[tuple[str, int], IndicatorDefinition],
    names: dict[str, str],
) -> AgreedEntry:
    definition = current.get((row.indicator_code, row.definition_version)) or indicator(
        row.indicator_code, version=row.definition_version
    )
    return AgreedEntry(
        agreement=agreement,
        definition=definition,
        concept=row.concept,
        concept_name=names.get(row.concept, row.concept),
        columns=columns_of(tuple(row.groups)),
        classes=from_json(row.classes),
        parameters=disclosure_parameters(agreement.charter, definition),
    )
