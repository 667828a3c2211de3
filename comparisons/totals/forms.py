"""What a moderator chooses when a nested circle agrees on sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comparisons.circles.selectors import CoreEntry
from comparisons.releases.presenters import group_words
from comparisons.totals.actions.agreeing import FIRST_YEAR, Terms, TotalChoice, addable
from comparisons.totals.models import Method, Smallest

SEPARATOR, NOTHING = "|", "-"


class AgreementForm(forms.Form):
    """An agreement: one question per core indicator that can be added up, then how the figures are protected."""

    method = forms.ChoiceField(
        label=_("How the numbers are protected"),
        choices=Method.choices,
        initial=Method.ROUNDING,
        widget=forms.RadioSelect,
        help_text=_(
            "Rounding is what statistical offices use and shows more sums. In both cases a number is withheld wherever "
            "somebody could work out a single Gemeinde from it."
        ),
    )
    smallest = forms.TypedChoiceField(
        label=_("Smallest number of persons that may be told"),
        choices=Smallest.choices,
        coerce=int,
        initial=Smallest.THREE,
        widget=forms.RadioSelect,
        help_text=_("For indicators that touch people closely it is always 10."),
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR)
    last_year = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR)

    def __init__(self, *args: Any, entries: Sequence[CoreEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = timezone.localdate().year - 1
        self.fields["first_year"].initial, self.fields["last_year"].initial = last - 4, last
        self.codes = [entry.indicator_code for entry in entries if addable(entry)]
        asked = {
            self.name_of(entry.indicator_code): forms.ChoiceField(
                label=entry.definition.short_name,
                help_text=entry.definition.numerator,
                choices=_choices(entry),
            )
            for entry in entries
            if addable(entry)
        }
        self.fields = asked | self.fields

    @staticmethod
    def name_of(code: str) -> str:
        """The name of the question about an indicator."""
        return f"total-{code}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and (first > last or last > timezone.localdate().year):
            raise forms.ValidationError(gettext("Please give the years in order, and none in the future."))
        return cleaned

    def choices(self) -> list[TotalChoice]:
        """The chosen indicators with their groups, in the order of the core set."""
        answers = {code: str(self.cleaned_data[self.name_of(code)]) for code in self.codes}
        return [
            TotalChoice(code, tuple(answer.split(SEPARATOR))) for code, answer in answers.items() if answer != NOTHING
        ]

    def terms(self) -> Terms:
        """How tables are protected and for which years."""
        return Terms(
            first_year=self.cleaned_data["first_year"],
            last_year=self.cleaned_data["last_year"],
            method=self.cleaned_data["method"],
            smallest=self.cleaned_data["smallest"],
        )


def _choices(entry: CoreEntry) -> list[tuple[str, str]]:
    found = [(NOTHING, gettext("no sums"))]
    if len(entry.groups) > 1:
        together = ", ".join(group_words(group) for group in entry.groups)
        found.append((SEPARATOR.join(entry.groups), together))
    return [*found, *((group, _only(entry, group)) for group in entry.groups)]


def _only(entry: CoreEntry, group: str) -> str:
    if len(entry.groups) == 1:
        return group_words(group)
    return gettext("only: %(group)s") % {"group": group_words(group)}
