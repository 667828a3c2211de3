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
from comparisons.circles.profiles import BOUNDS, PARAMETERS, Profile, out_of_bounds

SEPARATOR = "|"
TYPED = PARAMETERS  # what a person types or ticks


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
    """Profile and parameters of a draft, each within its limits; nothing is milder than the chosen profile."""

    class Meta:
        model = CharterVersion
        fields = ("profile", *TYPED, "statement")
        labels = {
            "profile": _("Profile"),
            **{name: BOUNDS[name].label for name in TYPED},
            "statement": _("What the circle agreed on beyond that"),
        }
        help_texts = {
            "profile": _("With “sensitive” no number may be milder than that profile."),
            "n_min": _("5 to 100. With fewer contributions nothing is shown."),
            "k": _("3 to 50. So many others remain unknown to members who tell each other their figures."),
            "c": _("1 to 3. So many members together must not be able to work out another one's figure."),
            "t": _("3 to 20. Counted below and above a median, quartile or tenth."),
            "p": _("10 to 50. Above 10, neighbouring classes of the catalogue are merged."),
            "m": _("3 to 10. Above 3, neighbouring classes of the catalogue are merged."),
            "d_min_group": _("50 to 100,000. A figure resting on fewer persons does not count."),
            "d_min_total": _("50 to 1,000,000, and not smaller than the smallest group."),
            "person_minimum": _("3 to 50. Holds for totals of a Landkreis and its Gemeinden."),
            "drift": _(
                "A year is then not shown if some member's class has moved by more than one since the year before or "
                "until the year after, as far as that year has been shown. Always on with “sensitive”."
            ),
        }
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (name for name in TYPED if name != "drift"):
            self.fields[name].widget.attrs |= {"min": BOUNDS[name].lowest, "max": BOUNDS[name].highest}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        values = {name: int(cleaned[name]) for name in TYPED if cleaned.get(name) is not None}
        for name, sentence in out_of_bounds(values, cleaned.get("profile", Profile.NORMAL)).items():
            self.add_error(name, sentence)
        return cleaned


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
