"""The file the operator uploads."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class OfficialFileForm(forms.Form):
    """One file as the statistical office published it."""

    file = forms.FileField(
        label=_("File of a statistical office (CSV or XLSX)"),
        max_length=200,
        help_text=_(
            "As it was downloaded, under its own name. Nothing is stored yet; you first see what it would bring."
        ),
    )
