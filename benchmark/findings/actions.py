"""Answering findings: what follows, by whom and when; every change of an answer is a new version."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.findings.models import Answer, AnswerKind
from benchmark.findings.refusals import AnsweredMeanwhile, AnswerRefused, CommentMissing
from benchmark.findings.selectors import AnswerRow, OwnFinding
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def answer_finding(
    *, finding: OwnFinding, sentence: str, kind: str, comment: str, expected_version: int, by: Person
) -> AnswerRow:
    """Keep an answer to a finding that still holds; `sentence` is what the person read.

    `expected_version` is the version of the answer the person saw (0: none). Raises a refusal where somebody else
    answered in the meantime, or where a figure is called right without saying why.
    """
    if kind not in AnswerKind.values:
        raise AnswerRefused(_("Please choose what follows from the finding."))
    said = comment.strip()
    if kind == AnswerKind.RIGHT and not said:
        raise CommentMissing(_("Please say why the figure is right, so that whoever checks and approves can follow."))
    key = finding.finding.key
    newest = Answer.objects.select_for_update().filter(key=key).order_by("-version").first()
    if (newest.version if newest else 0) != expected_version:
        raise _answered_meanwhile()
    if newest and (newest.kind, newest.comment) == (kind, said):
        return AnswerRow.of(newest)
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                key=key,
                indicator_code=finding.indicator_code,
                year=finding.year,
                reason=finding.finding.reason.value,
                sentence=sentence,
                kind=kind,
                comment=said,
                version=expected_version + 1,
                answered_by=by.reference,
                answered_at=timezone.now(),
            )
    except IntegrityError as error:
        if "answer_version_once" in str(error):
            raise _answered_meanwhile() from error
        raise
    record(
        "findings.answered",
        by=by,
        municipality=by.municipality,
        on=finding.indicator_code,
        year=finding.year,
        reason=finding.finding.reason.value,
        kind=kind,
        version=answer.version,
    )
    return AnswerRow.of(answer)


def _answered_meanwhile() -> AnsweredMeanwhile:
    return AnsweredMeanwhile(
        _("Somebody answered this finding in the meantime. Nothing was stored; please read that answer first.")
    )
