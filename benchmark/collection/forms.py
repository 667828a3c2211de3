"""Forms of the yearly collection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.collection.selectors import ItemRow
from tenants.membership.permissions import Permission, rights_of
from tenants.membership.selectors import staff_accounts


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class YearForm(forms.Form):
    """Which data year, and until when."""

    year = forms.IntegerField(label=_("Year of the figures"), localize=False)
    deadline = forms.DateField(label=_("Deadline"), widget=_day(), input_formats=["%Y-%m-%d", "%d.%m.%Y"])


class DeadlineForm(forms.Form):
    """Another deadline."""

    deadline = forms.DateField(label=_("New deadline"), widget=_day(), input_formats=["%Y-%m-%d", "%d.%m.%Y"])


class ItemForm(forms.Form):
    """Who collects one indicator, and how."""

    responsible = forms.ChoiceField(label=_("Person responsible"), required=False)
    office = forms.CharField(label=_("Office or department"), required=False, max_length=200)
    source = forms.CharField(
        label=_("Source"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    question = forms.CharField(
        label=_("What do you want to know with this indicator?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=_("Note for next year"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [
            (account.reference, account.name)
            for account in staff_accounts()
            if Permission.FIGURES_EDIT in rights_of(account.roles)
        ]
        self.fields["responsible"].choices = [("", _("– nobody yet –")), *people]  # type: ignore[attr-defined]

    @classmethod
    def about(cls, item: ItemRow) -> ItemForm:
        """The item as it is stored now."""
        initial = {name: getattr(item, name) for name in cls.base_fields}
        return cls(initial=initial, use_required_attribute=False)
