"""Choosing which findings are listed, and answering one."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.findings.models import AnswerKind
from benchmark.findings.words import WEIGHTS

OPEN, ANSWERED, ALL = "open", "answered", "all"
STATES = [(OPEN, _("without an answer")), (ANSWERED, _("answered")), (ALL, _("all"))]


class FilterForm(forms.Form):
    """Which findings are shown; an unknown choice shows everything of its kind."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    weight = forms.ChoiceField(label=_("Weight"), required=False)
    state = forms.ChoiceField(label=_("Answer"), required=False, choices=STATES, initial=OPEN)

    def __init__(self, data: object, *, indicators: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        weights = [(weight.value, name) for weight, (name, _kind) in WEIGHTS.items()]
        self._field("indicator").choices = [("", _("all")), *indicators]
        self._field("weight").choices = [("", _("all")), *weights]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def chosen(self, name: str) -> str:
        """The choice, or an empty text where there is none or an unknown one."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class AnswerForm(forms.Form):
    """What follows from one finding, with a comment."""

    kind = forms.ChoiceField(label=_("What follows from this?"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever checks and approves the figure reads it."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
