"""Writing a judged table: what is shown for everybody in the circle, what it proves for the exchange alone."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from comparisons.releases import ledger
from comparisons.releases.calendar import this_quarter
from comparisons.releases.grids import frozen_parameters
from comparisons.releases.ledger import LedgerLocked
from comparisons.totals.entering import entries
from comparisons.totals.judging import Judged, Verdict
from comparisons.totals.models import TotalsProof, TotalsRelease
from comparisons.totals.sums import family_of, members_of
from tenants.border.jobs import JobContext


def frozen(one: Judged, context: JobContext) -> bool:
    """Write one judged table, all or nothing; False, and nothing is written, if the database refuses.

    It refuses if a number was withdrawn, if another table of the same count was released while this one was judged, or
    while another release is being entered in the ledger.
    """
    try:
        with transaction.atomic():
            _freeze(one, context)
    except (IntegrityError, LedgerLocked):
        return False
    return True


def _freeze(one: Judged, context: JobContext) -> None:
    """One release with its proof; a table that may not be shown is written down without any number."""
    gathered, entry = one.gathered, one.gathered.entry
    is_shown = one.verdict is Verdict.SHOWN
    newest = TotalsRelease.objects.filter(circle=entry.agreement.circle).aggregate(number=Max("number"))["number"]
    release = TotalsRelease.objects.create(
        circle=entry.agreement.circle,
        agreement=entry.agreement,
        number=(newest or 0) + 1,
        indicator_code=entry.code,
        definition_version=entry.definition.version,
        concept=entry.concept,
        year=gathered.year,
        quarter=this_quarter(),
        method=entry.agreement.method,
        n=gathered.n,
        members=gathered.members,
        public_count=gathered.public_count,
        invented_count=gathered.invented_count,
        refused=not is_shown,
        table=_table(one) if is_shown else {},
        sources=sorted({given.source for given in gathered.given if given.source}),
        references=sorted({given.reference for given in gathered.given if given.reference}),
        released_by=context.created_by,
        job_id=context.id,
    )
    if is_shown:
        TotalsProof.objects.create(
            release=release,
            place=one.place,
            consents=sorted(given.version for given in gathered.given),
            circle=entry.agreement.circle,
            primitive=family_of(entry),
            year=gathered.year,
            rows=[row.to_json() for row in one.rows],
            withheld=[list(key) for key in one.withheld],
            parameters=frozen_parameters(entry.agreement.charter),
            certificate=_certificate(one),
        )
        ledger.append(list(entries(one)))


def _certificate(one: Judged) -> dict[str, Any]:
    """What the proof can be checked with again."""
    table = one.record.certificate.as_json() if one.record else {}
    return {"table": table, "columns": {group: proof.certificate for group, proof in one.columns.items()}}


def _table(one: Judged) -> dict[str, Any]:
    """What is shown, and nothing else."""
    entry = one.gathered.entry
    inside = set(entry.municipalities)
    rows = []
    for key, size in entry.rows:
        rows.append(
            {
                "whole": size is None,
                "low": 0 if size is None else size.low,
                "high": None if size is None else size.high,
                "n": len(members_of(one.gathered, key)),
                "members": len(inside if size is None else size.keys),
                "numbers": [one.shown.get((key, group)) for group in entry.columns.shown],
            }
        )
    return {"groups": list(entry.columns.shown), "derived": entry.columns.derived, "rows": rows}
