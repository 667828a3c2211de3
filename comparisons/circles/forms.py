"""Forms of the circles: what people type, checked before an action sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benchmark.catalogue.selectors import concepts, indicators
from comparisons.circles.charters import CoreChoice, Rule
from comparisons.circles.levels import CircleKind
from comparisons.circles.models import MOST_CORE_INDICATORS, CharterVersion

SEPARATOR = "|"


class DateInput(forms.DateInput):
    """A date as browsers offer it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CircleForm(forms.Form):
    """A new circle."""

    name = forms.CharField(label=_("Name of the circle"), max_length=120)
    kind = forms.ChoiceField(label=_("Who can take part"), choices=CircleKind.choices)
    kreis_ags = forms.CharField(
        label=_("Key of the Landkreis"),
        max_length=5,
        required=False,
        help_text=_("Five digits, only for a Landkreis with its Gemeinden."),
    )
    purpose = forms.CharField(
        label=_("What the circle is for"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class InviteForm(forms.Form):
    """Whom to invite."""

    ags = forms.CharField(
        label=_("Key of the municipality (AGS)"),
        max_length=8,
        help_text=_("Five digits for a Kreis, eight for a Gemeinde."),
    )


class ModeratorForm(forms.Form):
    """Who is to prepare the circle too."""

    email = forms.EmailField(
        label=_("E-mail address of the moderator"),
        help_text=_("The address with which this person signs in on the platform."),
    )


class LeaveForm(forms.Form):
    """The last day of a membership."""

    on = forms.DateField(label=_("Last day of membership"), widget=DateInput())


class DeclineForm(forms.Form):
    """Why an invitation is declined."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(label=_("Title of the round"), max_length=120)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990)
    last_year = forms.IntegerField(label=_("Last year"), min_value=1990)
    opens_at = forms.DateField(label=_("Opens on"), widget=DateInput())
    closes_at = forms.DateField(label=_("Last day of handing over"), widget=DateInput())


class ParametersForm(forms.ModelForm):  # type: ignore[type-arg]
    """The parameters of a draft; limits come from the model."""

    class Meta:
        model = CharterVersion
        fields = ("n_min", "k", "c", "t", "p", "m", "d_min_group", "d_min_total", "statement")
        labels = {
            "n_min": _("Fewest contributing members"),
            "k": _("Fewest members unknown to others"),
            "c": _("Members who may tell each other their figures"),
            "t": _("Unknown members on each side of a quantile"),
            "p": _("Width of a class in percent of its lower edge"),
            "m": _("Different numbers of persons in a class"),
            "d_min_group": _("Smallest group (persons)"),
            "d_min_total": _("Smallest population (persons)"),
            "statement": _("What the circle agreed on beyond that"),
        }
        help_texts = {
            "n_min": _("At least 5. With fewer contributions nothing is shown."),
            "k": _("At least 3."),
            "c": _("1 to 3: so many members together must not be able to work out another one's figure."),
            "t": _("At least 3."),
            "p": _("5 to 10. The classes of the catalogue are at least 10 percent wide."),
            "m": _("Always 3; the classes of the catalogue are made for it."),
            "d_min_group": _("At least 50. A figure resting on fewer persons does not count."),
            "d_min_total": _("At least 50, and not smaller than the smallest group."),
        }
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}


class CoreSetForm(forms.Form):
    """The core set: each choice is an indicator in one concept; a 16th is refused, as in action and database."""

    choices = forms.MultipleChoiceField(label=_("Core indicators"), widget=forms.CheckboxSelectMultiple, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choices"]
        names = {one.code: one.name for one in concepts()}
        field.help_text = _(
            "At most %(most)s, each in one concept. The first ones are those that the catalogue recommends."
        ) % {"most": MOST_CORE_INDICATORS}
        field.choices = [  # type: ignore[attr-defined]
            (f"{one.code}{SEPARATOR}{code}", f"{one.short_name} – {names.get(code, code)} ({one.code})")
            for one in indicators()
            for code in one.concepts
        ]

    def clean_choices(self) -> list[CoreChoice]:
        chosen = self.cleaned_data["choices"]
        if len(chosen) > MOST_CORE_INDICATORS:
            raise forms.ValidationError(
                gettext("A core set holds at most %(most)s indicators, and you chose %(count)s.")
                % {"most": MOST_CORE_INDICATORS, "count": len(chosen)}
            )
        return [CoreChoice(*value.split(SEPARATOR, 1)) for value in chosen]


class PublishForm(forms.Form):
    """Publishing a draft; a reason sets a rule aside and is shown to everybody who signs."""

    valid_from = forms.DateField(label=_("Valid from"), widget=DateInput(), initial=timezone.localdate)
    balance = forms.CharField(
        label=_("Why there may be more needs than strengths"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    availability = forms.CharField(
        label=_("Why an indicator may be unavailable for some"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def overrides(self) -> dict[str, str]:
        """Given reasons by rule."""
        return {rule.value: self.cleaned_data[rule.value] for rule in Rule if self.cleaned_data[rule.value]}
