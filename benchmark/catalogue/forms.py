"""The search and filters of the catalogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.catalogue import words
from benchmark.catalogue.browsing import Criteria

ALL = [("", _("all"))]


class BrowseForm(forms.Form):
    """What somebody looks for; every field may stay empty."""

    q = forms.CharField(label=_("Search in questions and names"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Available for"), required=False, choices=[*ALL, *words.KINDS.items()])
    steerability = forms.ChoiceField(
        label=_("Steerability"), required=False, choices=[*ALL, *words.STEERABILITY.items()]
    )
    perspective = forms.ChoiceField(label=_("Perspective"), required=False, choices=[*ALL, *words.PERSPECTIVE.items()])
    core = forms.ChoiceField(
        label=_("Core set"),
        required=False,
        choices=[*ALL, ("core", _("core indicators")), ("optional", _("optional indicators"))],
    )

    def criteria(self) -> Criteria:
        """The criteria as asked for; none where the request makes no sense."""
        if not self.is_valid():
            return Criteria()
        data = self.cleaned_data
        return Criteria(data["q"], data["kind"], data["steerability"], data["perspective"], data["core"])
