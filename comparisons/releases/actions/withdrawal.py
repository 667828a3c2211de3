"""Withdrawing what was handed over, and saying what stays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from comparisons.circles.models import Round
from comparisons.circles.rights import home_of
from comparisons.releases.models import Consent, Contribution, ReleasedStatistic
from comparisons.releases.refusals import WithdrawalRefused
from tenants.audit.actions import record
from tenants.membership.people import Person


@dataclass(frozen=True)
class Staying:
    """A release that was made with the withdrawn contribution in it; it is not changed any more."""

    number: int
    published_at: datetime.datetime
    years: tuple[int, ...]


@dataclass(frozen=True)
class Withdrawal:
    """Which years were withdrawn from the circle, and which earlier releases stay as they are."""

    indicator_code: str
    years: tuple[int, ...]
    stays: tuple[Staying, ...]


@transaction.atomic
def withdraw(*, round: Round, indicator_code: str, by: Person, year: int | None = None) -> Withdrawal:
    """Withdraw the consent for an indicator, for one year or all: cells are deleted and in no later release.

    Possible also after the round is closed. Raises WithdrawalRefused if nothing is handed over.
    """
    in_force = Consent.objects.filter(
        round=round, municipality=home_of(by), indicator_code=indicator_code, withdrawn_at__isnull=True
    )
    if year is not None:
        in_force = in_force.filter(year=year)
    years = tuple(in_force.order_by("year").values_list("year", flat=True))
    if not years:
        raise WithdrawalRefused(gettext("Nothing of this indicator is handed over to this round."))
    stays = _staying(round, indicator_code, by, years)
    Contribution.objects.filter(consent__in=in_force).delete()
    in_force.update(withdrawn_at=timezone.now(), withdrawn_by=by.reference)
    record(
        "figures.withdrawn",
        by=by,
        municipality=by.municipality,
        on=f"round:{round.pk}",
        indicator=indicator_code,
        years=list(years),
        in_releases=[one.number for one in stays],
    )
    return Withdrawal(indicator_code, years, stays)


def _staying(round: Round, indicator_code: str, by: Person, years: tuple[int, ...]) -> tuple[Staying, ...]:
    counted = Contribution.objects.filter(
        round=round,
        municipality=home_of(by),
        indicator_code=indicator_code,
        year__in=years,
        cell__isnull=False,
    ).values("year")
    released = (
        ReleasedStatistic.objects.filter(
            release__round=round, indicator_code=indicator_code, refusal="", year__in=counted
        )
        .order_by("release__number", "year")
        .values_list("release__number", "release__published_at", "year")
        .distinct()
    )
    found: dict[int, tuple[datetime.datetime, list[int]]] = {}
    for number, published_at, year in released:
        found.setdefault(number, (published_at, []))[1].append(year)
    return tuple(Staying(number, at, tuple(in_years)) for number, (at, in_years) in found.items())
