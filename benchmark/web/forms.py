"""Django's own form rendering in KERN dress: `FORM_RENDERER = "benchmark.web.forms.KernRenderer"`."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders every `{{ form }}` with an error summary on top and KERN fields below."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
