"""Forms of this room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

TRAP = "website"


class ApplicationForm(forms.Form):
    """What the operator needs for an answer. Besides, the page has a field nobody sees: a trap for programs."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        help_text=_("The address of your administration, so that we know whom we answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    role = forms.CharField(
        label=_("Your task"),
        max_length=120,
        required=False,
        help_text=_("For instance integration officer or social planning."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    message = forms.CharField(
        label=_("Message"),
        max_length=2000,
        required=False,
        help_text=_("What would you like to find out, and what should we know?"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled in what people do not see."""
        return bool(self.data.get(TRAP))
