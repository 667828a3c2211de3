"""Showing exact figures to named members and stopping it, on the municipality's own connection."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from benchmark.catalogue.selectors import indicator
from benchmark.figures.rows import FigureRow
from comparisons.circles.levels import CircleKind, Level, compared_levels
from comparisons.circles.models import CharterVersion, Circle, Membership
from comparisons.circles.rights import home_of
from comparisons.circles.selectors import newest_charter, own_membership, signed_charters
from comparisons.named_figures.models import NamedConsent, ShownFigure
from comparisons.named_figures.offers import Offer, Showable, offer_of
from comparisons.named_figures.persons import as_shown
from comparisons.named_figures.refusals import ShowingRefused, StoppingRefused
from comparisons.named_figures.selectors import others_in
from tenants.audit.actions import record
from tenants.membership.people import Person
from tenants.membership.refusals import ChangedMeanwhile


@transaction.atomic
def show_figures(
    *,
    circle: Circle,
    indicator_code: str,
    group: str,
    years: Collection[int],
    viewers: Collection[str] | None,
    by: Person,
    seen: Mapping[int, int] | None = None,
) -> NamedConsent:
    """Show the exact values of these years to members of the circle by key (AGS); None: to all other members of today.

    `seen` are the versions of the figures that the person read before consenting, by year. Earlier consents are
    replaced, year by year, where the new one is meant for all of their members. Raises ShowingRefused, and then nothing
    changes: not a member, not signed, not in the core set, not approved, too few persons behind a figure, no member
    among the viewers, shown already. Raises ChangedMeanwhile if a figure has another version than seen.
    """
    membership = _member_who_may(circle)
    charter = _signed_charter(circle)
    offer = offer_of(charter, indicator_code, group)
    if offer is None:
        raise ShowingRefused(gettext("This indicator and group are not in the core set of the circle."))
    chosen = _chosen(offer, years, seen)
    everybody = {member.ags for member in others_in(circle, membership.ags)}
    wanted = _wanted(everybody, viewers)
    _refuse_what_is_shown(_in_force(circle, offer, by, years), chosen, wanted)
    consent = _consent(membership, offer, [one.year for one in chosen], by)
    consent.viewers, consent.whole_circle = sorted(wanted), wanted == everybody
    consent.save(force_insert=True)
    _replace_earlier(circle, offer, by, consent)
    ShownFigure.objects.bulk_create(_row(consent, one, offer) for one in chosen)
    record(
        "named_figures.shown",
        by=by,
        municipality=by.municipality,
        on=f"circle:{circle.slug}",
        indicator=indicator_code,
        group=group,
        years=consent.years,
        members=consent.viewers,
    )
    return consent


@transaction.atomic
def stop_showing(*, pk: int, by: Person) -> NamedConsent:
    """Stop showing what one consent shows: its values are erased from the circle, the consent stays on record.

    Possible also after leaving the circle. Raises StoppingRefused if nothing of it is shown any more.
    """
    consent = NamedConsent.objects.filter(pk=pk, municipality=home_of(by)).select_related("circle").first()
    years: list[int] = []
    if consent is not None:
        in_force = ShownFigure.objects.filter(consent=consent, ended_at__isnull=True)
        years = list(in_force.order_by("year").values_list("year", flat=True))
        in_force.update(value=None, ended_at=timezone.now(), ended_by=by.reference)
    if consent is None or not years:
        raise StoppingRefused(gettext("Nothing of this consent is shown any more."))
    record(
        "named_figures.stopped",
        by=by,
        municipality=by.municipality,
        on=f"circle:{consent.circle.slug}",
        indicator=consent.indicator_code,
        group=consent.group,
        years=years,
    )
    return consent


def note_corrections(approved: Sequence[FigureRow], by: Person) -> None:
    """Mark what is shown as corrected where another value was approved since; runs with each approval."""
    if by.municipality is None:
        return
    points = {(row.indicator_code, row.group, row.concept, row.year): row for row in approved}
    shown = ShownFigure.objects.filter(
        municipality=home_of(by),
        ended_at__isnull=True,
        corrected_at__isnull=True,
        consent__indicator_code__in={row.indicator_code for row in approved},
        year__in={row.year for row in approved},
    ).select_related("consent")
    for one in shown:
        consent = one.consent
        row = points.get((consent.indicator_code, consent.group, consent.concept, one.year))
        if row is not None and _differs(one, row):
            one.corrected_at, one.corrected_by = timezone.now(), by.reference
            one.save(update_fields=["corrected_at", "corrected_by"])


def _differs(shown: ShownFigure, row: FigureRow) -> bool:
    if row.value is None:
        return True
    definition = indicator(row.indicator_code, version=shown.consent.definition_version)
    return as_shown(row.value, definition) != shown.value


def _member_who_may(circle: Circle) -> Membership:
    found = own_membership(circle)
    if found is None:
        raise ShowingRefused(gettext("Your municipality is not a member of this circle."))
    membership = Membership.objects.select_for_update().get(pk=found.pk)  # one showing after the other
    if Level(membership.level) not in compared_levels(CircleKind(circle.kind)):
        raise ShowingRefused(
            gettext(
                "In this circle the Gemeinden are compared. The exact figure of the Landkreis would narrow down "
                "theirs, so it is not shown here."
            )
        )
    return membership


def _signed_charter(circle: Circle) -> CharterVersion:
    charter = newest_charter(circle)
    if charter is None or charter.pk not in signed_charters():
        raise ShowingRefused(
            gettext("Your municipality has not signed the circle's charter in its newest version yet.")
        )
    return charter


def _chosen(offer: Offer, years: Collection[int], seen: Mapping[int, int] | None) -> list[Showable]:
    if not years:
        raise ShowingRefused(gettext("Please choose at least one year."))
    possible = {one.year: one for one in offer.years}
    if refused := sorted(set(years) - set(possible)):
        raise ShowingRefused(
            gettext("%(years)s: there is no approved figure that may be shown. Please take these years out.")
            % {"years": ", ".join(map(str, refused))}
        )
    chosen = [possible[year] for year in sorted(set(years))]
    if seen is not None and any(seen.get(one.year) != one.figure.version for one in chosen):
        raise ChangedMeanwhile(
            gettext(
                "One of these figures was changed in the meantime. Nothing is shown; please look at the values again."
            )
        )
    return chosen


def _wanted(everybody: set[str], viewers: Collection[str] | None) -> set[str]:
    wanted = everybody if viewers is None else set(viewers)
    if not everybody:
        raise ShowingRefused(gettext("The circle has no other members yet to whom something could be shown."))
    if not wanted:
        raise ShowingRefused(gettext("Please choose at least one member."))
    if strangers := sorted(wanted - everybody):
        raise ShowingRefused(
            gettext("Not another member of this circle: %(keys)s. Please choose again.")
            % {"keys": ", ".join(strangers)}
        )
    return wanted


def _in_force(circle: Circle, offer: Offer, by: Person, years: Collection[int]) -> list[ShownFigure]:
    rows = ShownFigure.objects.filter(
        municipality=home_of(by),
        ended_at__isnull=True,
        year__in=years,
        consent__circle=circle,
        consent__indicator_code=offer.entry.indicator_code,
        consent__group=offer.group,
    )
    return list(rows.select_related("consent"))


def _refuse_what_is_shown(in_force: Sequence[ShownFigure], chosen: Sequence[Showable], wanted: set[str]) -> None:
    """Consenting a second time to the same thing would only make the record longer."""
    shown = {(row.year, row.figure_version) for row in in_force if wanted <= set(row.consent.viewers)}
    if all((one.year, one.figure.version) in shown for one in chosen):
        raise ShowingRefused(gettext("These members already see exactly these figures. Nothing was changed."))


def _replace_earlier(circle: Circle, offer: Offer, by: Person, consent: NamedConsent) -> None:
    replaced = [
        row.pk
        for row in _in_force(circle, offer, by, consent.years)
        if set(row.consent.viewers) <= set(consent.viewers)
    ]
    ShownFigure.objects.filter(pk__in=replaced).update(
        value=None, ended_at=timezone.now(), ended_by=by.reference, replaced=True
    )


def _consent(membership: Membership, offer: Offer, years: list[int], by: Person) -> NamedConsent:
    return NamedConsent(
        circle_id=membership.circle_id,
        municipality_id=home_of(by),
        ags=membership.ags,
        indicator_code=offer.entry.indicator_code,
        definition_version=offer.entry.definition_version,
        group=offer.group,
        concept=offer.entry.concept,
        years=years,
        given_by=by.reference,
        given_name=by.name,
    )


def _row(consent: NamedConsent, one: Showable, offer: Offer) -> ShownFigure:
    return ShownFigure(
        consent=consent,
        municipality_id=consent.municipality_id,
        year=one.year,
        value=one.value,
        figure_version=one.figure.version,
        source=one.figure.source,
        reference=one.figure.reference or offer.entry.definition.reference_date,
        invented=one.figure.invented,
    )
