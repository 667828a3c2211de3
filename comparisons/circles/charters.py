"""Rules for a core set: at most 15, as many strengths as needs, available to every kind of member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.territories.kinds import TerritoryKind
from comparisons.circles.models import MOST_CORE_INDICATORS, CharterVersion
from comparisons.circles.refusals import CharterRefused


class Rule(models.TextChoices):
    """A rule for core sets that a circle may set aside with a stated reason."""

    BALANCE = "balance", _("At least as many strengths as needs")
    AVAILABILITY = "availability", _("Available to every kind of member")


# Groups of which the last follows from the others: two grids tied by a sum would narrow each other's cells, so a
# charter compares at most all but one of them (docs/method/release-rules.md, "Was sich ergänzt").
IDENTITIES: tuple[tuple[str, ...], ...] = (("total", "foreign", "german"),)


def basis_of(groups: Sequence[str]) -> list[str]:
    """These groups in their order, without those that follow from the others."""
    derived = {identity[-1] for identity in IDENTITIES if set(identity) <= set(groups)}
    return [group for group in groups if group not in derived]


@dataclass(frozen=True)
class CoreChoice:
    """An indicator proposed for a core set; without a concept or groups the catalogue's own apply."""

    indicator_code: str
    concept: str | None = None
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Objection:
    """A rule that a core set breaks, and the sentence that says how."""

    rule: Rule
    sentence: str


@dataclass(frozen=True)
class Override:
    """A rule set aside by the circle, with the reason its members read before they sign."""

    rule: Rule
    reason: str
    by: str


KIND_NAMES = {
    TerritoryKind.LANDKREIS: _("Landkreise"),
    TerritoryKind.KREISFREIE_STADT: _("kreisfreie Städte"),
    TerritoryKind.KREISANGEHOERIGE_GEMEINDE: _("kreisangehörige Gemeinden"),
}


def parameters_of(charter: CharterVersion) -> dict[str, int | Decimal]:
    """The charter's parameters as the disclosure rules name them; `p` becomes a ratio."""
    names = ("n_min", "k", "c", "t", "m", "d_min_group", "d_min_total")
    return {**{name: int(getattr(charter, name)) for name in names}, "p": Decimal(charter.p) / 100}


def refuse_too_many(count: int) -> None:
    """Raises CharterRefused for a 16th core indicator."""
    if count > MOST_CORE_INDICATORS:
        raise CharterRefused(
            gettext(
                "A core set holds at most %(most)s indicators, and this would be %(count)s. "
                "Please take one out before you add another."
            )
            % {"most": MOST_CORE_INDICATORS, "count": count}
        )


def objections(definitions: Sequence[IndicatorDefinition], kinds: Iterable[TerritoryKind]) -> list[Objection]:
    """Every rule that this core set breaks for members of these kinds."""
    found = [balance_objection(definitions), *(_availability_objection(one, kinds) for one in definitions)]
    return [objection for objection in found if objection is not None]


def balance_objection(definitions: Sequence[IndicatorDefinition]) -> Objection | None:
    """Strengths and needs must be shown on equal terms; context indicators do not count."""
    strengths = sum(one.perspective == "strength" for one in definitions)
    needs = sum(one.perspective == "need" for one in definitions)
    if strengths >= needs:
        return None
    sentence = gettext(
        "The core set shows %(needs)s needs but only %(strengths)s strengths. Please add strengths or take needs out."
    ) % {"needs": needs, "strengths": strengths}
    return Objection(Rule.BALANCE, sentence)


def _availability_objection(definition: IndicatorDefinition, kinds: Iterable[TerritoryKind]) -> Objection | None:
    without = [kind for kind in sorted(kinds) if definition.availability.get(kind.value, "no") == "no"]
    if not without:
        return None
    sentence = gettext("“%(indicator)s” (%(code)s) is not available for: %(kinds)s.") % {
        "indicator": definition.short_name,
        "code": definition.code,
        "kinds": ", ".join(str(KIND_NAMES[kind]) for kind in without),
    }
    return Objection(Rule.AVAILABILITY, sentence)
