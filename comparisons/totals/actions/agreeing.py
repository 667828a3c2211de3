"""The moderator writes down what a nested circle agreed on for its sums; a change is a new agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from benchmark.territories.selectors import gemeinden_of
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import CharterVersion, Circle
from comparisons.circles.rights import require_moderator
from comparisons.circles.selectors import CoreEntry, core_set
from comparisons.releases.grids import disclosure_parameters
from comparisons.totals.agreed import newest_agreement
from comparisons.totals.models import AgreedTotal, Method, Smallest, TotalsAgreement
from comparisons.totals.refusals import AgreementRefused
from comparisons.totals.size_classes import SizeClass, size_classes
from tenants.audit.actions import record
from tenants.membership.people import Person

FIRST_YEAR = 1990


@dataclass(frozen=True)
class TotalChoice:
    """An indicator whose numerators are to be added up, for these groups of the core set."""

    indicator_code: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """How tables are protected and for which years."""

    first_year: int
    last_year: int
    method: str = Method.ROUNDING
    smallest: int = Smallest.THREE


@transaction.atomic
def agree_on_totals(*, circle: Circle, choices: Sequence[TotalChoice], terms: Terms, by: Person) -> TotalsAgreement:
    """Write down a new agreement; earlier consents do not hold for it.

    Raises AgreementRefused where the circle is no Landkreis with its Gemeinden, has no published charter, or where an
    indicator is not in its core set or cannot be added up.
    """
    require_moderator(circle, by)
    Circle.objects.filter(pk=circle.pk).select_for_update().get()
    charter = circle.charters.filter(published_at__isnull=False).order_by("-number").first()
    if circle.kind != CircleKind.KREIS:
        raise AgreementRefused(gettext("Sums are possible only in a circle of a Landkreis with its Gemeinden."))
    if charter is None:
        raise AgreementRefused(gettext("This circle has no published charter yet."))
    _refuse_terms(terms)
    core = {entry.indicator_code: entry for entry in core_set(charter)}
    _refuse_choices(choices, core)
    newest = newest_agreement(circle)
    made = TotalsAgreement.objects.create(
        circle=circle,
        charter=charter,
        number=newest.number + 1 if newest else 1,
        method=terms.method,
        smallest=terms.smallest,
        first_year=terms.first_year,
        last_year=terms.last_year,
        agreed_by=by.reference,
        agreed_name=by.name,
    )
    inhabitants = {place.ags: place.population for place in gemeinden_of(circle.kreis_ags)}
    AgreedTotal.objects.bulk_create(
        _total(made, place, choice, core[choice.indicator_code], inhabitants) for place, choice in enumerate(choices)
    )
    record(
        "totals.agreed",
        by=by,
        on=f"circle:{circle.slug}",
        agreement=made.number,
        method=made.method,
        indicators=[choice.indicator_code for choice in choices],
    )
    return made


def addable(entry: CoreEntry) -> bool:
    """Whether the numerators of an indicator are counts that can be added up: no index, no score, no balance."""
    return entry.definition.kind == "ratio" and not entry.definition.signed


def classes_for(entry: CoreEntry, charter: CharterVersion, inhabitants: dict[str, int | None]) -> tuple[SizeClass, ...]:
    """The size classes of an indicator's table: each with so many Gemeinden that it may be shown if all take part."""
    parameters = disclosure_parameters(charter, entry.definition)
    return size_classes(inhabitants, fewest=max(parameters.c + parameters.k, parameters.n_min))


def _refuse_terms(terms: Terms) -> None:
    if terms.method not in Method.values or terms.smallest not in Smallest.values:
        raise AgreementRefused(gettext("Please choose how the figures are protected."))
    if not FIRST_YEAR <= terms.first_year <= terms.last_year <= timezone.localdate().year:
        raise AgreementRefused(gettext("Please give the years in order, and none in the future."))


def _refuse_choices(choices: Sequence[TotalChoice], core: dict[str, CoreEntry]) -> None:
    if not choices:
        raise AgreementRefused(gettext("Please choose at least one indicator."))
    if len({choice.indicator_code for choice in choices}) != len(choices):
        raise AgreementRefused(gettext("Please choose every indicator once."))
    for choice in choices:
        entry = core.get(choice.indicator_code)
        if entry is None:
            raise AgreementRefused(
                gettext("Not in the core set of this circle: %(codes)s.") % {"codes": choice.indicator_code}
            )
        if not addable(entry):
            raise AgreementRefused(
                gettext("“%(indicator)s” has no numbers that can be added up.")
                % {"indicator": entry.definition.short_name}
            )
        if not choice.groups or not set(choice.groups) <= set(entry.groups):
            raise AgreementRefused(
                gettext("“%(indicator)s”: the circle did not agree on these groups.")
                % {"indicator": entry.definition.short_name}
            )


def _total(
    made: TotalsAgreement,
    place: int,
    choice: TotalChoice,
    entry: CoreEntry,
    inhabitants: dict[str, int | None],
) -> AgreedTotal:
    return AgreedTotal(
        agreement=made,
        circle_id=made.circle_id,
        position=place,
        indicator_code=entry.indicator_code,
        definition_version=entry.definition_version,
        concept=entry.concept,
        groups=[group for group in entry.groups if group in choice.groups],
        classes=[one.as_json() for one in classes_for(entry, made.charter, inhabitants)],
    )
