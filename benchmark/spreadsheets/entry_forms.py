"""Which indicator a series of numbers belongs to, as people choose it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.catalogue.selectors import ConceptDefinition, IndicatorDefinition
from benchmark.figures import words as figure_words
from benchmark.spreadsheets import words
from benchmark.spreadsheets.reading.mapping import Entry
from benchmark.spreadsheets.reading.proposing import PlaceFound


class EntryForm(forms.Form):
    """One series of figures: which indicator, and which numbers of the table."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False, choices=[*figure_words.GROUPS.items()])
    concept = forms.ChoiceField(label=gettext_lazy("Concept"), required=False)
    numerator = forms.ChoiceField(label=gettext_lazy("Numerator"), required=False)
    denominator = forms.ChoiceField(label=gettext_lazy("Denominator"), required=False)
    value = forms.ChoiceField(label=gettext_lazy("or the finished value"), required=False)
    scale = forms.TypedChoiceField(
        label=gettext_lazy("The finished value is given"),
        required=False,
        coerce=int,
        empty_value=0,
        choices=[*words.SCALES.items()],
    )

    def __init__(
        self, *args: Any, definitions: dict[str, IndicatorDefinition], concepts: Sequence[ConceptDefinition],
        places: Sequence[PlaceFound], **kwargs: Any,
    ):  # fmt: skip
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.definitions, self.places = definitions, places
        chosen = [(code, f"{one.short_name} ({code})") for code, one in definitions.items()]
        self.fields["indicator"].choices = [("", _("– none –")), *chosen]  # type: ignore[attr-defined]
        named = [(one.code, one.name) for one in concepts]
        self.fields["concept"].choices = [("", _("the usual one of the indicator")), *named]  # type: ignore[attr-defined]
        options = [("", "–"), *((str(at), place_name(one)) for at, one in enumerate(places))]
        for name in ("numerator", "denominator", "value"):
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        definition = self.definitions.get(cleaned.get("indicator", ""))
        if definition is None:
            return cleaned
        parts = [bool(cleaned.get(name)) for name in ("numerator", "denominator", "value")]
        if parts not in ([True, True, False], [False, False, True]):
            self.add_error("numerator", _("Please choose either numerator and denominator, or the finished value."))
        if cleaned.get("group") not in definition.groups:
            allowed = ", ".join(figure_words.group(code) for code in definition.groups)
            self.add_error("group", _("For this indicator there are: %(allowed)s.") % {"allowed": allowed})
        concept = cleaned.get("concept") or definition.default_concept
        if concept not in definition.concepts:
            names = dict(self.fields["concept"].choices)  # type: ignore[attr-defined]
            allowed = ", ".join(str(names.get(code, code)) for code in definition.concepts)
            self.add_error("concept", _("For this indicator there are: %(allowed)s.") % {"allowed": allowed})
        cleaned["concept"] = concept
        return cleaned

    def entry(self) -> Entry | None:
        """The series, or nothing where no indicator is chosen."""
        said = self.cleaned_data
        if not said["indicator"]:
            return None
        numerator, denominator, value = (
            self.places[int(said[name])].place if said[name] else None for name in ("numerator", "denominator", "value")
        )
        scale = said["scale"] if value else 0
        return Entry(said["indicator"], said["group"], said["concept"], numerator, denominator, value, scale)


def entry_initial(entry: Entry, places: Sequence[PlaceFound]) -> dict[str, Any]:
    """What the form of an entry shows first."""
    at = {one.place: str(number) for number, one in enumerate(places)}
    parts = {name: at.get(getattr(entry, name), "") for name in ("numerator", "denominator", "value")}
    return {"indicator": entry.indicator, "group": entry.group, "concept": entry.concept, "scale": entry.scale, **parts}


def place_name(found: PlaceFound) -> str:
    """Numbers of the table as people choose them: labels and an example."""
    labels = " · ".join(found.labels) or found.place.column
    unit = f" [{found.unit}]" if found.unit else ""
    example = found.example if len(found.example) <= 20 else f"{found.example[:20]}…"
    return _("%(labels)s, for instance %(example)s") % {"labels": labels + unit, "example": example or "–"}
