"""The form for one line of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.figures.models import AccessStatus, Returned
from benchmark.figures.selectors import AccessRow


class RegisterForm(forms.Form):
    """Where the data of an indicator are, and what became of them."""

    status = forms.ChoiceField(label=_("Where are the data?"), choices=AccessStatus.choices)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed wherever the data are not available here."),
    )
    holder = forms.CharField(
        label=_("Who holds the data?"),
        required=False,
        max_length=200,
        help_text=_("Office or department, not a person."),
    )
    passed_to = forms.CharField(
        label=_("Whom did you pass the data on to?"),
        required=False,
        max_length=200,
        help_text=_("For instance the state statistical office or the health ministry."),
    )
    returned = forms.ChoiceField(
        label=_("Did they come back?"), required=False, choices=[("", _("– not said –")), *Returned.choices]
    )
    since = forms.IntegerField(label=_("Since which year does this hold?"), required=False, localize=False)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Law, ordinance, agreement or decree under which the data are collected or passed on."),
    )

    @classmethod
    def about(cls, known: AccessRow | None, suggested: AccessStatus | None) -> RegisterForm:
        """The line as it is recorded, or with the catalogue's suggestion."""
        initial: dict[str, Any] = {"status": suggested.value if suggested else AccessStatus.AVAILABLE.value}
        if known is not None:
            initial = {name: getattr(known, name) for name in cls.base_fields}
        return cls(initial=initial, use_required_attribute=False)
