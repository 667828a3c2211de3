"""What somebody chooses before figures are shown: years and members, none of them chosen beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ALL, SOME = "all", "some"
CHOICES = "named_figures/choices.html"


class ShowForm(forms.Form):
    """Years of one indicator and group, and the members they are meant for."""

    year = forms.TypedMultipleChoiceField(
        label=_("Years we show"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one year.")},
    )
    whom = forms.ChoiceField(
        label=_("Who may see these figures"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who may see these figures.")},
    )
    member = forms.MultipleChoiceField(
        label=_("If only some: which members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, years: Iterable[tuple[int, str]], members: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("year", "member"):
            self.fields[name].template_name = CHOICES  # type: ignore[attr-defined]
        self.everybody = [key for key, _name in members]
        self.fields["year"].choices = list(years)  # type: ignore[attr-defined]
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        self.fields["whom"].choices = [  # type: ignore[attr-defined]
            (ALL, gettext("All %(count)s other members of today") % {"count": len(members)}),
            (SOME, gettext("Only some of them")),
        ]

    def clean(self) -> dict[str, Any]:
        """Puts the keys of the members into `viewers`."""
        cleaned = super().clean() or {}
        if cleaned.get("whom") == SOME and not cleaned.get("member") and "member" not in self.errors:
            self.add_error("member", gettext("Please choose at least one member."))
        if cleaned.get("whom") == ALL and cleaned.get("member"):
            self.add_error("whom", gettext("You chose all members and also single ones. Please choose one of the two."))
        cleaned["viewers"] = self.everybody if cleaned.get("whom") == ALL else cleaned.get("member", [])
        return cleaned
