"""Forms for lending the check."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DelegationForm(forms.Form):
    """To whom, for which office, from when until when."""

    office = forms.CharField(
        label=_("Office that checks"),
        max_length=200,
        help_text=_("For instance the statistics office of the Landkreis."),
    )
    name = forms.CharField(label=_("First and last name"), max_length=120)
    email = forms.EmailField(
        label=_("Official e-mail address"),
        max_length=254,
        help_text=_("The person gets an account of your municipality, apart from the account of their own office."),
    )
    first_day = forms.DateField(label=_("First day"), widget=_day(), input_formats=["%Y-%m-%d", "%d.%m.%Y"])
    last_day = forms.DateField(
        label=_("Last day"),
        widget=_day(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        help_text=_("After this day the right to check ends by itself. Two years at most."),
    )


class EndForm(forms.Form):
    """Why a delegation ends early."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
