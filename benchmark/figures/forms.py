"""What people send about figures, as far as fields and lengths go; numbers are read by `entry.typed`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.figures import words
from benchmark.figures.entry.typed import LEFT_OPEN
from benchmark.figures.models import AccessStatus

THOUSANDS = [("yes", _("It separates thousands.")), ("no", _("It was meant as a decimal comma."))]


class CellForm(forms.Form):
    """The texts of one row of the grid as they were sent; what they mean is read by `entry.typed`."""

    numerator = forms.CharField(required=False, max_length=60)
    denominator = forms.CharField(required=False, max_length=60)
    value = forms.CharField(required=False, max_length=60)
    missing = forms.ChoiceField(required=False, choices=[(code, code) for code in ("", *words.REASONS, LEFT_OPEN)])
    source = forms.CharField(required=False, max_length=500)
    note = forms.CharField(required=False, max_length=2000)
    confirmation = forms.CharField(required=False, max_length=1000)
    reference = forms.CharField(required=False, max_length=40)
    mark = forms.RegexField(r"^\d{1,6}-[0-9a-f]{16}$")


class SeriesForm(forms.Form):
    """Which series of the indicator the grid shows."""

    concept = forms.ChoiceField(label=_("Concept"))
    group = forms.ChoiceField(label=_("Group"))

    def __init__(self, *args: Any, concepts: list[tuple[str, str]], groups: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["concept"].choices = concepts  # type: ignore[attr-defined]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class AccessForm(forms.Form):
    """How the municipality gets at the data of an indicator."""

    status = forms.ChoiceField(label=_("How do you get at the data?"), choices=AccessStatus.choices)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed unless the data are available here. Your circle sees that you decided this, not a gap."),
    )


class UploadForm(forms.Form):
    """A filled workbook."""

    workbook = forms.FileField(
        label=_("Filled workbook (XLSX)"),
        help_text=_("Nothing is stored yet: you first see what would change."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why is it reopened?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
