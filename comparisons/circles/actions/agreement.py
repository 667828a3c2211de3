"""Drafting and publishing a circle's charter; a published version never changes, a new one copies it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from benchmark.catalogue.selectors import IndicatorDefinition, UnknownIndicator, indicator
from comparisons.circles.charters import CoreChoice, Override, Rule, basis_of, objections, refuse_too_many
from comparisons.circles.models import CharterVersion, Circle, CoreIndicator
from comparisons.circles.profiles import BOUNDS, PARAMETERS, Profile, out_of_bounds, values_of, within_bounds
from comparisons.circles.refusals import CharterRefused
from comparisons.circles.rights import require_moderator
from comparisons.circles.selectors.platform import kinds_in
from tenants.audit.actions import record
from tenants.membership.people import Person


@transaction.atomic
def draft_charter(
    *,
    circle: Circle,
    by: Person,
    indicators: Sequence[CoreChoice | str] | None = None,
    parameters: Mapping[str, int] | None = None,
    statement: str | None = None,
) -> CharterVersion:
    """Begin a new version: the newest published one copied, then changed by what is given. Raises CharterRefused."""
    require_moderator(circle, by)
    Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.charters.filter(published_at__isnull=True).exists():
        raise CharterRefused(gettext("This circle already has a draft. Please finish it first."))
    newest = circle.charters.order_by("-number").first()
    draft = CharterVersion.objects.create(
        circle=circle,
        number=newest.number + 1 if newest else 1,
        drafted_by=by.reference,
        **(_copied(newest) if newest else {}),
    )
    if newest:
        _copy_core_set(newest, draft)
    record("charter.drafted", by=by, on=f"circle:{circle.slug}", number=draft.number)
    if parameters or statement is not None:
        draft = _change(draft, parameters or {}, statement=statement, by=by)
    if indicators is not None:
        set_core_set(charter=draft, choices=indicators, by=by)
    return draft


@transaction.atomic
def set_parameters(
    *, charter: CharterVersion, by: Person, profile: str | None = None, statement: str | None = None, **values: int
) -> CharterVersion:
    """Change the parameters of a draft. Raises CharterRefused outside the limits of the method or of the profile."""
    return _change(charter, values, profile=profile, statement=statement, by=by)


@transaction.atomic
def adopt_profile(*, charter: CharterVersion, profile: str, by: Person) -> CharterVersion:
    """Give a draft every parameter of a profile. Raises CharterRefused for a profile that does not exist."""
    return _change(charter, values_of(profile), profile=profile, by=by)


def _change(
    charter: CharterVersion,
    values: Mapping[str, int],
    *,
    by: Person,
    profile: str | None = None,
    statement: str | None = None,
) -> CharterVersion:
    draft = _editable(charter, by)
    if unknown := sorted(set(values) - set(PARAMETERS)):
        raise KeyError(unknown[0])
    if profile is not None and profile not in Profile.values:
        raise CharterRefused(gettext("There is no profile “%(profile)s”.") % {"profile": profile})
    draft.profile = profile or draft.profile
    wanted = {name: int(values.get(name, getattr(draft, name))) for name in PARAMETERS}
    if "drift" not in values:  # comes with the profile
        wanted["drift"] = max(wanted["drift"], BOUNDS["drift"].lowest_in(draft.profile))
    if refused := out_of_bounds(wanted, draft.profile):
        raise CharterRefused(" ".join(refused.values()))
    for name, value in wanted.items():
        setattr(draft, name, bool(value) if name == "drift" else value)
    draft.statement = draft.statement if statement is None else statement
    draft.save()
    changed = {"profile": str(draft.profile), **{name: int(value) for name, value in values.items()}}
    record("charter.parameters_set", by=by, on=f"circle:{draft.circle.slug}", number=draft.number, values=changed)
    return draft


@transaction.atomic
def set_core_set(*, charter: CharterVersion, choices: Sequence[CoreChoice | str], by: Person) -> list[CoreIndicator]:
    """Replace the core set of a draft. Raises CharterRefused for a 16th, a repeated one or a foreign concept."""
    draft = _editable(charter, by)
    wanted = [CoreChoice(choice) if isinstance(choice, str) else choice for choice in choices]
    refuse_too_many(len(wanted))
    codes = [choice.indicator_code for choice in wanted]
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise CharterRefused(gettext("Named more than once: %(codes)s.") % {"codes": ", ".join(repeated)})
    draft.core_indicators.all().delete()
    rows = [_core_indicator(draft, number, choice) for number, choice in enumerate(wanted, start=1)]
    CoreIndicator.objects.bulk_create(rows)
    record("charter.core_set", by=by, on=f"circle:{draft.circle.slug}", number=draft.number, indicators=codes)
    return rows


@transaction.atomic
def publish_charter(
    *,
    charter: CharterVersion,
    by: Person,
    valid_from: datetime.date | None = None,
    overrides: Mapping[str, str] | None = None,
) -> CharterVersion:
    """Publish a draft so that members can sign it. `overrides` sets rules aside, each with its reason.

    Raises CharterRefused with every objection that no override answers.
    """
    draft = _editable(charter, by)
    core_set = list(draft.core_indicators.all())
    if not core_set:
        raise CharterRefused(gettext("The core set is empty. Please choose at least one indicator."))
    definitions = [indicator(row.indicator_code, version=row.definition_version) for row in core_set]
    reasons = {Rule(rule): reason.strip() for rule, reason in (overrides or {}).items() if reason.strip()}
    found = objections(definitions, kinds_in(draft.circle))
    unanswered = [objection.sentence for objection in found if objection.rule not in reasons]
    if unanswered:
        raise CharterRefused(" ".join(unanswered))
    used = sorted({objection.rule for objection in found})
    draft.overrides = [Override(rule, reasons[rule], by.name).__dict__ for rule in used]
    draft.valid_from = valid_from or timezone.localdate()
    draft.published_at, draft.published_by = timezone.now(), by.reference
    draft.save()
    record("charter.published", by=by, on=f"circle:{draft.circle.slug}", number=draft.number, overrides=used)
    return draft


@transaction.atomic
def discard_draft(*, charter: CharterVersion, by: Person) -> None:
    """Throw a draft away with its core set. Raises CharterRefused for a published version."""
    draft = _editable(charter, by)
    record("charter.discarded", by=by, on=f"circle:{draft.circle.slug}", number=draft.number)
    draft.delete()


def _editable(charter: CharterVersion, by: Person) -> CharterVersion:
    require_moderator(charter.circle, by)
    draft = CharterVersion.objects.select_for_update().get(pk=charter.pk)
    if draft.published_at is not None:
        raise CharterRefused(gettext("A published charter is never changed. Please draft a new version."))
    return draft


def _copied(newest: CharterVersion) -> dict[str, object]:
    """What a new version starts from; what was agreed under wider limits begins at today's limit."""
    values = {name: within_bounds(name, int(getattr(newest, name))) for name in PARAMETERS}
    return {**values, "drift": bool(values["drift"]), "profile": newest.profile, "statement": newest.statement}


def _core_indicator(draft: CharterVersion, number: int, choice: CoreChoice) -> CoreIndicator:
    try:
        definition: IndicatorDefinition = indicator(choice.indicator_code)
    except UnknownIndicator as error:
        raise CharterRefused(
            gettext("The catalogue has no indicator “%(code)s”.") % {"code": choice.indicator_code}
        ) from error
    concept = choice.concept or definition.default_concept
    groups = list(choice.groups or basis_of(definition.groups))
    if concept not in definition.concepts:
        raise CharterRefused(
            gettext("“%(code)s” cannot be measured by the concept %(concept)s; possible are: %(possible)s.")
            % {"code": definition.code, "concept": concept, "possible": ", ".join(definition.concepts)}
        )
    if unknown := sorted(set(groups) - set(definition.groups)):
        raise CharterRefused(
            gettext("“%(code)s” has no group %(groups)s.") % {"code": definition.code, "groups": ", ".join(unknown)}
        )
    if basis_of(groups) != groups:
        raise CharterRefused(
            gettext("“%(code)s”: one of its groups follows from the others. Please choose at most two of %(groups)s.")
            % {"code": definition.code, "groups": ", ".join(groups)}
        )
    return CoreIndicator(
        charter=draft,
        position=number,
        indicator_code=definition.code,
        definition_version=definition.version,
        concept=concept,
        groups=groups,
    )


def _copy_core_set(source: CharterVersion, target: CharterVersion) -> None:
    CoreIndicator.objects.bulk_create(
        CoreIndicator(
            charter=target,
            position=row.position,
            indicator_code=row.indicator_code,
            definition_version=row.definition_version,
            concept=row.concept,
            groups=row.groups,
        )
        for row in source.core_indicators.all()
    )
