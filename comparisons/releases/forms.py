"""Forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comparisons.releases.models import SHORTEST_PURPOSE

LARGEST_RECEIPT = 2_000_000  # bytes


class ResearchForm(forms.Form):
    """What a download is for."""

    purpose = forms.CharField(
        label=_("What you need this file for"),
        help_text=_(
            "At least 10 characters. The moderators of the circle read this together with your name and the day."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST_PURPOSE,
        max_length=1000,
    )


class ReceiptForm(forms.Form):
    """A receipt as file or as text."""

    file = forms.FileField(label=_("Receipt file"), required=False)
    pasted = forms.CharField(
        label=_("Or the text of the receipt"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Puts the receipt's text into `text`."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST_RECEIPT:
            raise forms.ValidationError(gettext("This file is too large for a receipt."))
        if file is not None:
            try:
                cleaned["text"] = file.read().decode("utf-8")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(gettext("This file is not a text file.")) from error
        else:
            cleaned["text"] = cleaned.get("pasted") or ""
        if not cleaned["text"]:
            raise forms.ValidationError(gettext("Please choose a file or paste its text."))
        return cleaned
