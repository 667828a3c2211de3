"""Forms of onboarding."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AdmissionForm(forms.Form):
    """What is needed to admit a municipality: everything else follows from its AGS."""

    ags = forms.CharField(
        label=_("AGS"), max_length=12, help_text=_("5 digits for a district, 8 digits for a municipality, as text.")
    )
    slug = forms.SlugField(label=_("Address"), max_length=63, help_text=_("The part before the platform's name."))
    person_name = forms.CharField(label=_("Name of the first person"), max_length=120)
    email = forms.EmailField(label=_("E-mail address of the first person"))
