"""Forms in KERN dress: labels, hints, errors and the summary belong together."""

import pytest
from django import forms
from django.utils import translation
from lxml import html

from benchmark.web.forms import KernRenderer


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="Wie im Register")
    count = forms.DecimalField(label="Anzahl", localize=True)
    note = forms.CharField(label="Bemerkung", widget=forms.Textarea, required=False)
    source = forms.ChoiceField(label="Quelle", choices=[("", "Bitte wählen"), ("azr", "AZR")])
    quality = forms.ChoiceField(
        label="Qualität", choices=[("f", "endgültig"), ("p", "vorläufig")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Abgestimmt", help_text="mit der Statistikstelle")
    groups = forms.MultipleChoiceField(
        label="Gruppen", choices=[("t", "alle"), ("g", "deutsch")], widget=forms.CheckboxSelectMultiple
    )
    table = forms.FileField(label="Tabelle", required=False)
    day = forms.DateField(label="Stichtag", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


def drawn(form: forms.Form) -> html.HtmlElement:
    with translation.override("de"):
        return html.fromstring(f"<form>{form}</form>")


@pytest.fixture
def bad() -> html.HtmlElement:
    return drawn(Sample({"count": "<b>", "token": "t"}, renderer=KernRenderer()))


@pytest.fixture
def fresh() -> html.HtmlElement:
    return drawn(Sample(renderer=KernRenderer()))


def test_every_control_has_a_label_or_a_legend(fresh):
    labelled = {label.get("for") for label in fresh.iter("label")}
    controls = [control for control in fresh.iter("input", "select", "textarea") if control.get("type") != "hidden"]
    assert len(controls) == 11
    assert {control.get("id") for control in controls} == labelled
    assert [legend.text_content().strip() for legend in fresh.iter("legend")] == ["Qualität", "Gruppen"]


def test_each_kind_of_control_wears_its_class(fresh):
    worn = {control.get("name"): control.get("class") for control in fresh.iter("input", "select", "textarea")}
    assert worn["name"] == worn["note"] == worn["table"] == worn["day"] == "kern-form-input__input"
    assert worn["source"] == "kern-form-input__select"
    assert worn["quality"] == "kern-form-check__radio"
    assert worn["agreed"] == worn["groups"] == "kern-form-check__checkbox"


def test_a_fresh_form_has_no_errors(fresh):
    assert not fresh.find_class("error-summary")
    assert not fresh.find_class("kern-error")


@pytest.mark.requirement("I2.12")
def test_the_summary_links_to_every_wrong_field(bad):
    (summary,) = bad.find_class("error-summary")
    targets = [link.get("href")[1:] for link in summary.iter("a")]
    assert targets
    assert all(bad.get_element_by_id(target) is not None for target in targets)
    assert "Bitte prüfen Sie 6 Angaben" in summary.text_content()
    assert len(targets) == 6


def test_wrong_fields_name_their_error_and_hint(bad):
    name = bad.get_element_by_id("id_name")
    assert name.get("aria-invalid") == "true"
    for target in name.get("aria-describedby").split():
        assert bad.get_element_by_id(target) is not None


def test_what_was_typed_comes_back_escaped(bad):
    assert bad.get_element_by_id("id_count").get("value") == "<b>"
    assert not list(bad.iter("b"))


def test_a_hidden_fields_error_is_told_too():
    form = drawn(Sample({"name": "a"}, renderer=KernRenderer()))
    assert "token" in form.find_class("error-summary")[0].text_content().lower()
