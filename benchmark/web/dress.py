"""How a form field is drawn: which KERN classes its widget carries and which shape surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class DressedField:
    """A drawn widget: shape is input, select, check or choices (radio buttons, several checkboxes)."""

    shape: str
    widget: SafeString
    choices: list[Any]


def dress(field: BoundField) -> DressedField:
    """Draw a bound field with KERN classes."""
    widget, wrong = field.field.widget, bool(field.errors)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "checkbox" if isinstance(widget, forms.CheckboxSelectMultiple) else "radio"
        css = f"kern-form-check__{kind}" + (f" kern-form-check__{kind}--error" if wrong else "")
        widget.attrs["class"] = css
        return DressedField("choices", SafeString(""), list(field.subwidgets))
    if isinstance(widget, forms.CheckboxInput):
        css = "kern-form-check__checkbox" + (" kern-form-check__checkbox--error" if wrong else "")
        return DressedField("check", field.as_widget(attrs={"class": css}), [])
    if isinstance(widget, forms.Select):
        css = "kern-form-input__select" + (" kern-form-input__select--error" if wrong else "")
        return DressedField("select", field.as_widget(attrs={"class": css}), [])
    css = "kern-form-input__input" + (" kern-form-input__input--error" if wrong else "")
    given = widget.attrs.get("class", "")
    return DressedField("input", field.as_widget(attrs={"class": f"{css} {given}".strip()}), [])
