"""Components of the pages: `{% load web %}`, then one tag per component.

Each tag prepares the words and hands them to a template in `web/components/`. No tag queries anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from benchmark.web.dress import DressedField, dress
from benchmark.web.numbers import is_number, with_unit
from benchmark.web.progress import progress_context
from benchmark.web.signs import SIGNS, STATES, UNKNOWN, meaning_of

register = template.Library()

ALERT_KINDS = {"debug": "info", "error": "danger"}
ALERT_WORDS = {"info": _("Note"), "success": _("Done"), "warning": _("Attention"), "danger": _("Error")}


def _site(context: template.Context) -> Any:
    """The host's own `site` (it names its kind); account pages of allauth lay another `site` over it."""
    layers = [layer["site"] for layer in reversed(context.dicts) if layer.get("site")]
    return next((site for site in layers if _read(site, "kind")), None)


def _read(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, Mapping) else getattr(entry, name, None)


@register.inclusion_tag("web/components/header.html", takes_context=True)
def site_header(context: template.Context) -> dict[str, object]:
    """Name of the host, main navigation, person signed in, language."""
    names = ("navigation", "request", "csrf_token")
    return {"site": _site(context), **{name: context.get(name) for name in names}}


@register.simple_tag(takes_context=True)
def site_name(context: template.Context) -> str:
    """Name of the municipality or platform this host belongs to."""
    return str(_read(_site(context), "name") or "")


@register.inclusion_tag("web/components/alert.html")
def alert(kind: str, title: object, text: object = "", role: str = "") -> dict[str, object]:
    """A notice: kind info, success, warning, danger (or a level of the messages framework)."""
    kind = ALERT_KINDS.get(kind, kind)
    kind = kind if kind in ALERT_WORDS else "info"
    return {"kind": kind, "title": title, "text": text, "role": role, "word": ALERT_WORDS[kind]}


@register.inclusion_tag("web/components/badge.html")
def badge(text: object, kind: str = "info", icon: str = "") -> dict[str, object]:
    """A small label with icon and words, so that colour is never the only carrier."""
    return {"text": text, "kind": kind, "icon": icon or ("" if kind == "neutral" else kind)}


@register.inclusion_tag("web/components/state.html")
def state(code: str) -> dict[str, object]:
    """The state of a figure (draft, checked, approved, provisional, final) as a badge."""
    text, kind = STATES.get(code, (code, "info"))
    return {"text": text, "kind": kind, "icon": kind}


@register.inclusion_tag("web/components/invented.html")
def invented(explain: bool = False) -> dict[str, object]:
    """The mark every invented figure carries; with `explain` the full sentence."""
    return {"explain": explain}


@register.inclusion_tag("web/components/figure_value.html")
def figure_value(
    value: Decimal | float | None,
    unit: str = "",
    year: int | str | None = None,
    *,
    state: str = "",
    invented: bool = False,
    sign: str = "",
    reason: object = "",
    decimals: int = 1,
    compact: bool = False,
) -> dict[str, object]:
    """One figure with unit, year and state; where it is missing, the sign with the reason. Never empty.

    `compact` is for table cells: the reason of a missing figure is then read out and shown as a tooltip only.
    """
    sign = sign or UNKNOWN.sign
    return {
        "text": None if value is None else with_unit(value, str(unit), decimals=int(decimals)),
        "year": "" if year is None else str(year),
        "state": state,
        "invented": invented,
        "sign": sign,
        "reason": reason or meaning_of(sign),
        "compact": compact,
    }


@register.inclusion_tag("web/components/sign_legend.html")
def sign_legend() -> dict[str, object]:
    """Zeichenerklärung: what each sign in tables and charts means."""
    return {"signs": SIGNS}


@register.inclusion_tag("web/components/task_list.html")
def task_list(tasks: Sequence[object], title: object = "", level: int = 2) -> dict[str, object]:
    """Tasks as objects or dicts with label, url, status and kind (info, success, warning, danger)."""
    return {"tasks": tasks, "title": title, "level": level}


@register.inclusion_tag("web/components/data_table.html")
def data_table(table: Any, striped: bool = False, label: object = "") -> dict[str, object]:
    """A table twin (head, rows, caption): first column heads the rows, the scroll region can take focus.

    Columns of numbers and signs stand on the right, columns with words on the left.
    """
    numeric = [bool(place) and all(is_number(row[place]) for row in table.rows) for place in range(len(table.head))]
    rows = [list(zip(row, numeric, strict=True)) for row in table.rows]
    head = list(zip(table.head, numeric, strict=True))
    return {"table": table, "head": head, "rows": rows, "striped": striped, "label": label or table.caption}


@register.inclusion_tag("web/components/job_progress.html", takes_context=True)
def job_progress(context: template.Context, job: object, url: str, reload_url: str = "") -> dict[str, object]:
    """Progress of a job: asks `url` again each second until it answers 286; without JavaScript a reload link."""
    request = context.get("request")
    return progress_context(job, url=url, reload_url=reload_url or (request.get_full_path() if request else ""))


@register.inclusion_tag("web/components/definition_link.html")
def definition_link(url: str, name: object) -> dict[str, object]:
    """Link to the definition sheet of an indicator."""
    return {"url": url, "name": name}


@register.inclusion_tag("web/components/download_links.html")
def download_links(*pairs: str, label: object = "") -> dict[str, object]:
    """Downloads as pairs of format and address: `{% download_links "CSV" csv_url "XLSX" xlsx_url %}`."""
    return {"downloads": list(zip(pairs[::2], pairs[1::2], strict=True)), "label": label}


@register.inclusion_tag("web/components/chart.html")
def chart(
    drawn: Any,
    caption: object = "",
    source: object = "",
    *,
    invented: bool = False,
    opened: bool = False,
    captioned: bool = True,
) -> dict[str, object]:
    """A chart of `comparisons.charts` as figure with caption, source and its table twin.

    `captioned` False leaves the caption out where a heading just above says the same.
    """
    return {
        "svg": mark_safe(drawn.svg),  # noqa: S308 - built by our own chart room, every label escaped by lxml
        "table": drawn.table,
        "caption": (caption or drawn.title) if captioned else "",
        "source": source,
        "invented": invented,
        "opened": opened,
    }


@register.inclusion_tag("web/components/empty_state.html")
def empty_state(title: object, text: object = "", url: str = "", action: object = "") -> dict[str, object]:
    """What to say, and to do next, where there is nothing to show yet."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any) -> dict[str, object]:
    """Pages of a long list; keeps the other parts of the address."""
    return {"page": page, "numbers": page.paginator.get_elided_page_range(page.number), "request": context["request"]}


@register.inclusion_tag("web/components/confirm.html", takes_context=True)
def confirm(
    context: template.Context,
    url: str,
    question: object,
    button: object,
    *,
    text: object = "",
    cancel_url: str = "",
    fields: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """A question before something that cannot be undone: one form, one way back."""
    csrf = context.get("csrf_token")
    return {
        "url": url,
        "question": question,
        "button": button,
        "text": text,
        "cancel_url": cancel_url,
        "fields": dict(fields or {}),
        "csrf_token": csrf,
    }


@register.inclusion_tag("web/components/breadcrumb.html")
def breadcrumb(*pairs: object) -> dict[str, object]:
    """Way back as pairs of label and address; the last label stands alone: `{% breadcrumb "Rings" url "Weser" %}`."""
    labels, urls = pairs[::2], [*pairs[1::2], ""]
    return {"steps": list(zip(labels, urls, strict=False))}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Sequence[object], label: object = "") -> dict[str, object]:
    """Sections of one subject as links; items with label, url, current."""
    return {"items": items, "label": label}


@register.simple_tag
def kern_field(field: BoundField) -> DressedField:
    """A form field drawn with KERN classes; used by the form templates of this room."""
    return dress(field)


@register.inclusion_tag("web/components/figure_card.html")
def figure_card(
    title: object,
    value: Decimal | float | None,
    unit: str = "",
    year: int | str | None = None,
    *,
    url: str = "",
    state: str = "",
    invented: bool = False,
    sign: str = "",
    reason: object = "",
    decimals: int = 1,
    note: object = "",
    sparkline: str = "",
    level: int = 3,
) -> dict[str, object]:
    """One indicator as a card: title, figure, small own line (SVG) and a sentence below it."""
    return {
        "title": title,
        "value": value,
        "unit": unit,
        "year": year,
        "url": url,
        "state": state,
        "invented": invented,
        "sign": sign,
        "reason": reason,
        "decimals": decimals,
        "note": note,
        "sparkline": mark_safe(sparkline),  # noqa: S308 - built by our own chart room
        "level": level,
    }


@register.simple_tag
def sparkline_svg(svg: str) -> SafeString:
    """A sparkline of `comparisons.charts` inside a line or a card."""
    return mark_safe(svg)  # noqa: S308 - built by our own chart room


@register.filter
def number(value: Decimal | float | None, decimals: int = 1) -> str:
    """A number in the language of the page; a missing one is the sign for unknown."""
    return str(UNKNOWN.sign) if value is None else with_unit(value, decimals=int(decimals))
