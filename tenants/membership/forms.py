"""Forms for the people who have an account on a host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tenants.membership.roles import LABELS, MAY, RoleCode


class RolesForm(forms.Form):
    """Which roles somebody has, each with a sentence that says what it may do."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one role.")},
    )

    def __init__(self, *args: Any, offered: Iterable[RoleCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, _in_words(role)) for role in offered]  # type: ignore[attr-defined]

    def clean_roles(self) -> list[RoleCode]:
        return [RoleCode(value) for value in self.cleaned_data["roles"]]


class InvitationForm(RolesForm):
    """Whom to invite, and as what."""

    name = forms.CharField(label=_("First and last name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The invitation goes there; it is also used to sign in.")
    )

    field_order = ("name", "email", "roles")


def _in_words(role: RoleCode) -> SafeString:
    return format_html("<strong>{}:</strong> {}", LABELS[role], MAY[role])
