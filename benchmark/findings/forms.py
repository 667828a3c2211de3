"""Choosing which findings are listed, and answering one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.findings.models import AnswerKind
from benchmark.findings.words import WEIGHTS

OPEN, ANSWERED, ALL = "open", "answered", "all"
STATES: list[tuple[str, str | Promise]] = [(OPEN, _("without an answer")), (ANSWERED, _("answered")), (ALL, _("all"))]


class FilterForm(forms.Form):
    """Which findings are shown; what is not chosen, or unknown, is taken as the usual choice."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    weight = forms.ChoiceField(label=_("Weight"))
    state = forms.ChoiceField(label=_("Answer"))

    def __init__(self, asked: Mapping[str, str], *, indicators: Sequence[tuple[str, str]]) -> None:
        weights = [(weight.value, name) for weight, (name, _kind) in WEIGHTS.items()]
        choices: dict[str, list[tuple[str, str | Promise]]] = {
            "indicator": [(ALL, _("all")), *indicators],
            "weight": [(ALL, _("all")), *weights],
            "state": STATES,
        }
        self.chosen = {
            name: asked[name] if asked.get(name) in dict(offered) else str(offered[0][0])
            for name, offered in choices.items()
        }
        super().__init__(self.chosen)
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def fits(self, name: str, value: str) -> bool:
        """Whether this choice lets the value through."""
        return self.chosen[name] in (ALL, value)


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
