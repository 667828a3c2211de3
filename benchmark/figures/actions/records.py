"""Keeping receipts of handovers, and saying how the municipality gets at its data."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.catalogue.selectors import indicator
from benchmark.figures.models import AccessStatus, DataAccess, Receipt, Returned
from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.figures.refusals import NotDefined, ReasonNeeded
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class DataPassage:
    """Who holds the data of an indicator, whom they were passed on to, and whether they came back."""

    holder: str = ""
    passed_to: str = ""
    returned: str = ""
    since: int | None = None
    legal_basis: str = ""

    def checked(self) -> dict[str, object]:
        """The columns of the register. Raises a refusal for what cannot be."""
        said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(self).items()}
        if said["returned"] and not said["passed_to"]:
            raise ReasonNeeded(_("Please name the office that the data were passed on to."))
        if said["returned"] and said["returned"] not in Returned.values:
            raise NotDefined(_("“%(text)s” does not say whether the data came back.") % {"text": said["returned"]})
        if self.since is not None and not FIRST_YEAR <= self.since <= timezone.localdate().year:
            raise NotDefined(
                _("%(year)s is no year from which this can hold: please give one between %(first)s and this year.")
                % {"year": self.since, "first": FIRST_YEAR}
            )
        return said


@transaction.atomic
def keep_receipt(
    *,
    reference: str,
    circle: str,
    document: str,
    signature: str,
    by: Person,
    round_title: str = "",
    key: str = "",
) -> int:
    """Keep the signed record of a handover in the municipality's own schema; returns its id.

    `document` is the exact text that was signed. The same reference again keeps the first receipt.
    """
    receipt, created = Receipt.objects.get_or_create(
        reference=reference,
        defaults={
            "circle": circle,
            "round_title": round_title,
            "document": document,
            "signature": signature,
            "key": key,
            "kept_by": by.reference,
            "kept_at": timezone.now(),
        },
    )
    if created:
        record("figures.receipt_kept", by=by, municipality=by.municipality, on=reference)
    return receipt.pk


@transaction.atomic
def set_data_access(
    *, indicator_code: str, status: str, by: Person, reason: str = "", passage: DataPassage | None = None
) -> None:
    """Say how the municipality gets at the data of an indicator; every status but "available" needs a reason.

    `passage` says who holds the data and where they went; without it what was said before stays.
    """
    definition = indicator(indicator_code)
    if status not in AccessStatus.values:
        raise NotDefined(_("“%(status)s” is not a known status of data access.") % {"status": status})
    if status != AccessStatus.AVAILABLE and not reason.strip():
        raise ReasonNeeded(_("Please give the reason, so that others can understand why there are no data."))
    DataAccess.objects.update_or_create(
        indicator_code=definition.code,
        defaults={
            **(passage.checked() if passage else {}),
            "status": status,
            "reason": reason.strip(),
            "recorded_by": by.reference,
            "recorded_at": timezone.now(),
        },
    )
    record("figures.data_access_set", by=by, municipality=by.municipality, on=definition.code, status=status)
