"""The form for the use of an indicator: question, target or why it is still open, goal and decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.catalogue.selectors import IndicatorDefinition
from benchmark.figures import words
from benchmark.figures.forms import THOUSANDS
from benchmark.goals.models import Direction
from benchmark.goals.selectors import UseRow
from benchmark.goals.targets import Target
from benchmark.harmonisation.numbers import Ambiguous, parse_german


class UseForm(forms.Form):
    """Why an indicator is used and what is to be reached."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    question = forms.CharField(
        label=_("What do you want to know with this indicator?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The question is printed wherever your municipality shows the indicator."),
    )
    leading_group = forms.ChoiceField(label=_("Group that the target is about"))
    target_value = forms.CharField(label=_("Target value"), required=False, max_length=60)
    threshold_value = forms.CharField(
        label=_("Threshold"),
        required=False,
        max_length=60,
        help_text=_("The line that must not be crossed on the way to the target."),
    )
    dot = forms.ChoiceField(
        label=_("What does the dot mean?"), required=False, choices=THOUSANDS, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=_("Direction"), required=False, choices=[("", _("– please choose –")), *Direction.choices]
    )
    base_year = forms.IntegerField(label=_("Base year"), required=False, localize=False)
    target_year = forms.IntegerField(label=_("Target year"), required=False, localize=False)
    still_open_reason = forms.CharField(
        label=_("If the target is still open: why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    still_open_until = forms.DateField(
        label=_("Until when will it be set?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )
    goal = forms.CharField(
        label=_("Goal it belongs to"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    decision_title = forms.CharField(label=_("Decision of the council"), required=False, max_length=200)
    decision_link = forms.URLField(
        label=_("Link to the decision"), required=False, max_length=500, assume_scheme="https"
    )
    change_reason = forms.CharField(
        label=_("Why is this changed?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    NUMBERS = ("target_value", "threshold_value")

    def __init__(self, *args: Any, definition: IndicatorDefinition, use: UseRow | None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(definition, use))
        super().__init__(*args, **kwargs)
        self.fields["leading_group"].choices = [  # type: ignore[attr-defined]
            (code, words.group(code)) for code in definition.groups
        ]
        for name in self.NUMBERS:
            self.fields[name].label = f"{self.fields[name].label} ({definition.unit})"
        if use is None:
            del self.fields["change_reason"]
        self._dot = self.fields.pop("dot")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.NUMBERS:
            if name in cleaned:
                cleaned[name] = self._read(name, cleaned[name])
        return cleaned

    def _read(self, name: str, text: str) -> Decimal | None:
        if not text:
            return None
        answer = self.data.get("dot", "")
        parsed = parse_german(text, thousands=True if answer == "yes" else None)
        if isinstance(parsed, Ambiguous):
            if answer == "no":
                return parsed.readings[1]
            self.fields["dot"] = self._dot
            self.add_error(name, words.TWO_READINGS % {"text": text})
        elif parsed.error is not None or parsed.value is None:
            sentence = words.NUMBER_ERRORS.get(parsed.error, words.NOT_A_NUMBER) if parsed.error else words.NOT_A_NUMBER
            self.add_error(name, sentence % {"text": text})
        return parsed.value

    def target(self) -> Target:
        """What was typed as a target; only after the form is valid."""
        cleaned = self.cleaned_data
        return Target(
            target_value=cleaned["target_value"],
            threshold_value=cleaned["threshold_value"],
            direction=cleaned["direction"],
            base_year=cleaned["base_year"],
            target_year=cleaned["target_year"],
            still_open_reason=cleaned["still_open_reason"],
            still_open_until=cleaned["still_open_until"],
        )


def _initial(definition: IndicatorDefinition, use: UseRow | None) -> dict[str, Any]:
    if use is None:
        return {"version": 0, "leading_group": definition.leading_group}
    said = {name: getattr(use, name) for name in UseForm.base_fields if hasattr(use, name)}
    typed = {name: words.typed(getattr(use, name)) for name in UseForm.NUMBERS}
    return said | typed | {"change_reason": ""}
