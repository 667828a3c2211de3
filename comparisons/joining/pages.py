"""What the pages about one municipality show, ready for their templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.catalogue.selectors import FieldInfo
from benchmark.territories.selectors import TerritoryInfo
from benchmark.web.numbers import with_unit, written
from comparisons.joining import words
from comparisons.joining.cards import card_of, newest_year, population_line
from comparisons.joining.gaps import Place
from comparisons.joining.profile import Profile
from comparisons.joining.readiness import QUESTIONS, TIERS, Answer, readiness_of
from comparisons.joining.structure import Structure


def tabs_of(place: TerritoryInfo, current: str) -> list[dict[str, Any]]:
    """The pages about one municipality."""
    labels = (
        ("profile", _("Profile")),
        ("neighbours", _("Similar municipalities")),
        ("readiness", _("Readiness check")),
        ("report", _("Sample report")),
        ("apply", _("Take part")),
    )
    return [
        {"label": label, "url": reverse(f"joining:{name}", args=[place.ags]), "current": name == current}
        for name, label in labels
    ]


def facts_of(place: TerritoryInfo) -> str:
    """Kind, Land and size in one sentence."""
    sentence = _("%(kind)s in %(land)s, %(people)s")
    return sentence % {
        "kind": words.KINDS[place.kind],
        "land": words.land(place.ags),
        "people": words.people(place.population or 0),
    }


def profile_page(profile: Profile) -> dict[str, Any]:
    """Structure, cards by perspective, further figures, what the Kreis has and what is not there."""
    newest = newest_year((*profile.core, *profile.further))
    cards = [card_of(one, profile.concept_names, newest=newest) for one in profile.core]
    line, table = population_line(profile.structure.population, profile.place.full_name)
    return {
        "place": profile.place,
        "facts": facts_of(profile.place),
        "structure": _structure(profile.structure),
        "population_line": line,
        "population_table": table,
        "sections": [
            {"code": code, "title": title, "cards": [card for card in cards if card.perspective == code]}
            for code, title in words.PERSPECTIVES.items()
            if any(card.perspective == code for card in cards)
        ],
        "core_there": len(profile.core),
        "core_count": profile.core_count,
        "further": [card_of(one, profile.concept_names) for one in profile.further],
        "kreis": profile.structure.kreis,
        "at_kreis": [card_of(one, profile.concept_names) for one in profile.at_kreis],
        "gaps": gap_groups(profile),
        "gap_count": len(profile.gaps),
    }


def gap_groups(profile: Profile) -> list[dict[str, Any]]:
    """Indicators that are not there, by the place where they lie, with whom to ask."""
    groups = []
    for place in Place:
        gaps = [gap for gap in profile.gaps if gap.place is place]
        if gaps:
            rows = [
                {
                    "name": gap.definition.short_name,
                    "url": reverse("catalogue:indicator", args=[gap.definition.code]),
                    "state": words.AT_HOME if place is Place.OWN else words.OBTAINABLE.get(gap.obtainable, ""),
                    "note": gap.definition.availability_note,
                    "source": gap.definition.source,
                    "kreis_has_it": gap.kreis_has_it,
                }
                for gap in gaps
            ]
            groups.append({"title": words.PLACES[place], "whom": words.WHOM[place], "rows": rows})
    return groups


def _structure(structure: Structure) -> dict[str, Any]:
    place, density = structure.place, structure.density
    return {
        "kind": words.KINDS[place.kind],
        "land": words.land(place.ags),
        "ags": place.ags,
        "population": written(place.population, decimals=0) if place.population else "",
        "population_year": place.population_year,
        "area": with_unit(place.area_km2, "km²", decimals=1) if place.area_km2 else "",
        "density": with_unit(density, _("inhabitants per km²"), decimals=0) if density else "",
        "kreis": structure.kreis,
        "gemeinden": structure.gemeinden,
        "gemeinden_words": ngettext("%(count)s Gemeinde", "%(count)s Gemeinden", len(structure.gemeinden))
        % {"count": len(structure.gemeinden)},
        "history": structure.history,
    }


def readiness_page(
    profile: Profile, answers: Mapping[str, Answer], chosen: Sequence[str], fields: Sequence[FieldInfo]
) -> dict[str, Any]:
    """Questions with the answers given, and what follows from them."""
    found = readiness_of(profile, answers, chosen)
    return {
        "place": profile.place,
        "facts": facts_of(profile.place),
        "questions": [
            {"code": one.code, "text": one.text, "why": one.why, "answer": answers.get(one.code, "")}
            for one in QUESTIONS
        ],
        "fields": [{"code": one.code, "name": one.name, "chosen": one.code in chosen} for one in fields],
        "answered": bool(answers),
        "found": found,
        "tier": TIERS[found.tier] if found.tier else None,
        "tiers": list(TIERS.values()),
        "core_there": len(profile.core),
        "core_count": profile.core_count,
        "gaps": gap_groups(profile),
    }
