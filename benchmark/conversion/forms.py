"""The parts of a figure, typed in and read strictly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.conversion import words
from benchmark.conversion.offers import Offer
from benchmark.figures.forms import THOUSANDS
from benchmark.harmonisation.numbers import Ambiguous, parse_german

SIDES = {"numerator": words.NUMERATOR, "denominator": words.DENOMINATOR}


class PartsForm(forms.Form):
    """One number per part, for numerator and denominator."""

    dot = forms.ChoiceField(
        label=_("What does the dot mean?"), required=False, choices=THOUSANDS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = (*offer.reduction.keep, *offer.reduction.drop)
        self._ambiguous = False
        question = self.fields.pop("dot")
        for side, side_name in SIDES.items():
            for part in self.names:
                self.fields[f"{side}_{part}"] = forms.CharField(
                    label=f"{side_name}: {words.PARTS[part]}",
                    max_length=60,
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                )
        self.fields["dot"] = question

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        dot = {"yes": True, "no": False}.get(cleaned.get("dot", ""))
        for side in SIDES:
            for part in self.names:
                name = f"{side}_{part}"
                if name not in cleaned:
                    continue
                parsed = parse_german(cleaned[name], thousands=dot)
                if isinstance(parsed, Ambiguous):
                    self._ambiguous = True
                    self.add_error(name, _("Please say below what the dot means."))
                elif parsed.value is None or parsed.value < 0:
                    self.add_error(name, _("“%(text)s” is not a count.") % {"text": cleaned[name]})
                else:
                    cleaned[name] = parsed.value
        return cleaned

    def visible_fields(self) -> list[forms.BoundField]:
        """The question about the dot appears only where a number can be read in two ways."""
        return [field for field in super().visible_fields() if field.name != "dot" or self._ambiguous]

    def parts(self, side: str) -> dict[str, Decimal]:
        """The numbers of one side by part."""
        return {part: self.cleaned_data[f"{side}_{part}"] for part in self.names}
