"""What people type about figures, read strictly: a number that can be read two ways comes back as a question."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.figures import words
from benchmark.figures.models import AccessStatus
from benchmark.figures.rows import FigureRow
from benchmark.harmonisation.missing import read_sign
from benchmark.harmonisation.numbers import Ambiguous, parse_german

THOUSANDS = [("yes", _("It separates thousands.")), ("no", _("It was meant as a decimal comma."))]


class RowForm(forms.Form):
    """One row of the data entry grid: one year of one series."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    numerator = forms.CharField(required=False, max_length=60)
    denominator = forms.CharField(required=False, max_length=60)
    value = forms.CharField(required=False, max_length=60)
    missing = forms.ChoiceField(required=False, choices=[("", "–"), *words.REASONS.items()])
    source = forms.CharField(required=False, max_length=500)
    note = forms.CharField(required=False, max_length=2000)
    dot = forms.ChoiceField(required=False, choices=THOUSANDS)

    NUMBERS = ("numerator", "denominator", "value")

    @classmethod
    def about(cls, year: int, figure: FigureRow | None) -> RowForm:
        """The row as it is stored now."""
        initial: dict[str, Any] = {"year": year, "version": 0}
        if figure is not None:
            counted = figure.numerator is not None
            initial |= {
                "version": figure.version,
                "numerator": words.typed(figure.numerator),
                "denominator": words.typed(figure.denominator),
                "value": "" if counted else words.typed(figure.value),
                "missing": figure.missing,
                "source": figure.source,
                "note": figure.note,
            }
        return cls(initial=initial, prefix=str(year), use_required_attribute=False)

    @property
    def asks_about_dot(self) -> bool:
        """Whether a number of this row can be read in two ways."""
        return self.is_bound and getattr(self, "_ambiguous", False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        signs: set[str] = set()
        for name in self.NUMBERS:
            if name in cleaned:
                cleaned[name] = self._read(name, cleaned[name], signs)
        if signs and not cleaned.get("missing"):
            cleaned["missing"] = sorted(signs)[0]
        if cleaned.get("value") is not None and cleaned.get("numerator") is not None:
            self.add_error("value", _("Please give either the counts or the value; the value is computed from counts."))
        return cleaned

    def _read(self, name: str, text: str, signs: set[str]) -> Decimal | None:
        """The number typed into one field; a printed sign becomes the reason for a missing figure."""
        if not text:
            return None
        thousands = {"yes": True, "no": None}.get(self.cleaned_data.get("dot", ""))
        parsed = parse_german(text, thousands=thousands)
        if isinstance(parsed, Ambiguous):
            if self.cleaned_data.get("dot") == "no":
                return parsed.readings[1]
            self._ambiguous = True
            self.add_error(name, words.TWO_READINGS % {"text": text})
            return None
        if parsed.error is not None:
            self.add_error(name, words.NUMBER_ERRORS.get(parsed.error, words.NOT_A_NUMBER) % {"text": text})
            return None
        if parsed.value is None and parsed.sign is not None:
            meant = read_sign(parsed.sign, unit_existed=True)
            if isinstance(meant, Decimal):
                return meant
            signs.add(str(meant))
        return parsed.value


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
