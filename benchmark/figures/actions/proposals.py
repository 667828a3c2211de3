"""Official figures are offered, compared and adopted or not; nothing is adopted unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import IndicatorDefinition, indicator, indicators
from benchmark.figures.contents import Content, Numbers, Point, judged, stored, stored_count
from benchmark.figures.locks import unlocked
from benchmark.figures.models import Decision, Figure, Origin, Proposal
from benchmark.figures.refusals import FigureRefused, NothingSelected
from benchmark.figures.rows import FigureRow, ProposalRow
from benchmark.figures.versions import changed_meanwhile, lock_current, write_versions
from benchmark.statistics_offices.selectors import Proposal as OfficialFigure
from benchmark.statistics_offices.selectors import proposals as official_figures
from tenants.audit.actions import record
from tenants.membership.people import Person

TAKEN = tuple(field.name for field in fields(OfficialFigure))
SAID = tuple(name for name in TAKEN if name not in Point._fields)


@dataclass(frozen=True)
class Offered:
    """What a look into official statistics brought: numbers of proposals."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


@dataclass(frozen=True)
class Adopted:
    """What became of proposals: adopted, and left for a person to decide."""

    adopted: int
    left_open: int


@transaction.atomic
def propose_from_official(*, municipality_ags: str, by: Person) -> Offered:
    """Offer what official statistics say about this municipality; run again, it brings only what is new.

    A proposal that was decided and has changed since is open again. Where several tables speak about one point,
    the first one that the statistics room names is offered.
    """
    offers: dict[Point, dict[str, Any]] = {}
    for official in official_figures(municipality_ags):
        taken = _taken(official)
        offers.setdefault(Point(*(taken[name] for name in Point._fields)), taken)
    known = {_point(row): row for row in Proposal.objects.select_for_update().order_by("id")}
    new = [Proposal(**taken) for point, taken in offers.items() if point not in known]
    changed = [_renewed(known[point], taken) for point, taken in offers.items() if _differs(known.get(point), taken)]
    gone = [row.pk for point, row in known.items() if point not in offers and row.decision == Decision.OPEN]
    Proposal.objects.bulk_create(new)
    if changed:
        Proposal.objects.bulk_update(changed, [*SAID, "decision", "decided_by", "decided_at"], batch_size=500)
    Proposal.objects.filter(pk__in=gone).delete()
    offered = Offered(len(new), len(changed), len(offers) - len(new) - len(changed), len(gone))
    if offered.new or offered.changed or offered.withdrawn:
        record(
            "figures.proposed",
            by=by,
            municipality=by.municipality,
            on=municipality_ags,
            new=offered.new,
            changed=offered.changed,
            withdrawn=offered.withdrawn,
        )
    return offered


@transaction.atomic
def adopt_proposals(
    *, by: Person, indicator_codes: Collection[str] | None = None, proposal_ids: Collection[int] | None = None
) -> Adopted:
    """Make official figures the municipality's own drafts.

    Named one by one (`proposal_ids`), a proposal replaces an own figure by a new version. Adopted in bulk (all, or
    those of some indicators), a proposal that differs from an own figure is left for a person to decide, and so is
    one whose collection is completed.
    """
    chosen = _locked(indicator_codes=indicator_codes, proposal_ids=proposal_ids)
    points = [_point(row) for row in chosen]
    free = unlocked(points) if proposal_ids is None else set(points)
    current = lock_current(points)
    definitions = _definitions(chosen)
    contents: list[Content] = []
    settled: list[int] = []
    for row in chosen:
        own = current.get(_point(row))
        agrees = own is not None and ProposalRow.of(row, FigureRow.of(own)).agrees
        if _point(row) not in free or (own is not None and not agrees and proposal_ids is None):
            continue
        content = _content(row, definitions[row.indicator_code, row.definition_version], strict=bool(proposal_ids))
        if content is None:
            continue
        settled.append(row.pk)
        if not agrees:
            contents.append(content)
    write_versions(contents, current=current, origin=Origin.OFFICIAL, by=by)
    _decide(settled, Decision.ADOPTED, by=by, codes={row.indicator_code for row in chosen})
    return Adopted(adopted=len(settled), left_open=len(chosen) - len(settled))


@transaction.atomic
def decline_proposals(*, proposal_ids: Collection[int], by: Person, later: bool = False) -> int:
    """Keep the own figure instead of the official one, or put the decision off; returns how many."""
    chosen = _locked(indicator_codes=None, proposal_ids=proposal_ids)
    decision = Decision.LATER if later else Decision.KEPT_OWN
    _decide([row.pk for row in chosen], decision, by=by, codes={row.indicator_code for row in chosen})
    return len(chosen)


def _taken(official: OfficialFigure) -> dict[str, Any]:
    """The official figure as it is kept: a code for a missing one, numbers with the decimals of the table."""
    taken = {name: getattr(official, name) for name in TAKEN} | {"missing": str(official.missing or "")}
    for name, kept in (("numerator", stored_count), ("denominator", stored_count), ("value", stored)):
        taken[name] = None if taken[name] is None else kept(taken[name])
    return taken


def _point(row: Proposal | Figure) -> Point:
    return Point(row.indicator_code, row.year, row.group, row.concept)


def _differs(known: Proposal | None, taken: dict[str, Any]) -> bool:
    """Whether the official figure itself has changed; a later day of retrieval alone is no change."""
    if known is None:
        return False
    return any(getattr(known, name) != taken[name] for name in SAID if name != "retrieved")


def _renewed(known: Proposal, taken: dict[str, Any]) -> Proposal:
    for name in SAID:
        setattr(known, name, taken[name])
    known.decision, known.decided_by, known.decided_at = Decision.OPEN, "", None
    return known


def _locked(*, indicator_codes: Collection[str] | None, proposal_ids: Collection[int] | None) -> list[Proposal]:
    """The proposals to decide about, locked; refused where one of those named is decided or gone."""
    rows = Proposal.objects.select_for_update().order_by("id")
    if proposal_ids is None:
        open_rows = rows.filter(decision__in=[Decision.OPEN, Decision.LATER])
        return list(open_rows if indicator_codes is None else open_rows.filter(indicator_code__in=indicator_codes))
    if not proposal_ids:
        raise NothingSelected(_("Please choose at least one official figure."))
    found = list(rows.filter(pk__in=set(proposal_ids)))
    if len(found) != len(set(proposal_ids)):
        raise changed_meanwhile()
    return found


def _definitions(rows: Iterable[Proposal]) -> dict[tuple[str, int], IndicatorDefinition]:
    known = {(definition.code, definition.version): definition for definition in indicators()}
    wanted = {(row.indicator_code, row.definition_version) for row in rows}
    for code, version in wanted - known.keys():
        known[code, version] = indicator(code, version)
    return known


def _content(row: Proposal, definition: IndicatorDefinition, *, strict: bool) -> Content | None:
    """The figure that adoption would make; None (or the refusal, if strict) where the definition forbids it."""
    numbers = Numbers(row.numerator, row.denominator, row.value, row.missing)
    if numbers.missing:
        numbers = Numbers(missing=row.missing)
    try:
        content = judged(definition, year=row.year, group=row.group, concept=row.concept, numbers=numbers, whole=False)
    except FigureRefused:
        if strict:
            raise
        return None
    return replace(
        content,
        source=row.source,
        table=row.table,
        territory_date=row.territory_date,
        invented=row.invented,
        derived=row.derived,
        note=row.note,
    )


def _decide(ids: list[int], decision: Decision, *, by: Person, codes: set[str]) -> None:
    if not ids:
        return
    Proposal.objects.filter(pk__in=ids).update(decision=decision, decided_by=by.reference, decided_at=timezone.now())
    record(
        "figures.proposals_decided",
        by=by,
        municipality=by.municipality,
        on="figures",
        indicators=sorted(codes),
        decision=str(decision),
        count=len(ids),
    )
