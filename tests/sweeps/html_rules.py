"""Rules every page keeps, each as a function from a parsed page to complaints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lxml import html

Root = html.HtmlElement
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "hx-get", "hx-post")


def complaints(markup: str) -> list[str]:
    """Everything that is wrong with a page; an empty list for a good one."""
    root = html.document_fromstring(markup)
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(root)]


def one_main_heading(root: Root) -> Iterator[str]:
    count = len(list(root.iter("h1")))
    if count != 1:
        yield f"{count} h1"


def headings_in_order(root: Root) -> Iterator[str]:
    before = 0
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > before + 1:
            yield f"h{level} after h{before}: {heading.text_content().strip()[:60]}"
        before = level


def controls_have_labels(root: Root) -> Iterator[str]:
    named = {label.get("for") for label in root.iter("label")}
    for control in root.iter("input", "select", "textarea"):
        if control.get("type") in ("hidden", "submit", "button"):
            continue
        labelled = control.get("aria-label") or control.get("aria-labelledby") or control.get("id") in named
        if not labelled and not any(parent.tag == "label" for parent in control.iterancestors()):
            yield html.tostring(control, encoding="unicode")[:100]


def buttons_and_links_have_words(root: Root) -> Iterator[str]:
    for element in root.iter("button", "a"):
        if not (element.text_content().strip() or element.get("aria-label")):
            yield html.tostring(element, encoding="unicode")[:100]


def ids_are_unique(root: Root) -> Iterator[str]:
    seen: set[str] = set()
    for element in root.xpath("//*[@id]"):
        if element.get("id") in seen:
            yield element.get("id")
        seen.add(element.get("id"))


def references_lead_somewhere(root: Root) -> Iterator[str]:
    known = {element.get("id") for element in root.xpath("//*[@id]")}
    for attribute in ("for", "aria-describedby", "aria-labelledby", "headers"):
        for element in root.xpath(f"//*[@{attribute}]"):
            yield from (f"{attribute}={name}" for name in element.get(attribute).split() if name not in known)
    for link in root.xpath("//a[starts-with(@href, '#')]"):
        if link.get("href")[1:] not in known:
            yield link.get("href")


def page_says_its_language_and_title(root: Root) -> Iterator[str]:
    if root.get("lang") != "de":
        yield f"lang={root.get('lang')}"
    if len((root.findtext(".//title") or "").strip()) < 5:
        yield "no title"


def tables_name_their_cells(root: Root) -> Iterator[str]:
    for table in root.iter("table"):
        if table.find("caption") is None:
            yield "a table without caption"
        yield from (
            f"th without scope: {cell.text_content().strip()[:40]}"
            for cell in table.iter("th")
            if not cell.get("scope")
        )


def nothing_inline(root: Root) -> Iterator[str]:
    yield from ("<style>" for _ in root.iter("style"))
    yield from ("<script> without src" for script in root.iter("script") if not script.get("src"))
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from (
                f"{name} on <{element.tag}>" for name in element.attrib if name == "style" or name.startswith("on")
            )


def no_other_host(root: Root) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ADDRESSES:
            target = urlsplit(element.get(name) or "")
            foreign = target.netloc and not re.fullmatch(r"([a-z0-9-]+\.)*localhost(:\d+)?", target.netloc)
            if foreign or target.scheme in ("javascript", "data"):
                yield f"{name}={element.get(name)}"


def years_are_not_grouped(root: Root) -> Iterator[str]:
    """A year is not a quantity: never "2.024" where years stand."""
    for element in root.iter("title", "h1", "h2", "h3", "caption", "th", "option", "label", "legend", "dt"):
        yield from re.findall(r"(?<![\d.,])(?:1\.9|2\.0)\d\d(?![\d.,])", element.text_content())


def pieces(root: Root) -> Iterator[str]:
    """Pieces of text in the page's own language, and texts of attributes that are read aloud."""
    body = root.find("body")
    for element in body.iter() if body is not None else ():
        if not isinstance(element.tag, str) or _foreign(element):
            continue
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip():
                yield " ".join(text.split())
        for name in ("aria-label", "placeholder", "alt", "title"):
            if element.get(name):
                yield " ".join(element.get(name).split())


def _foreign(element: Root) -> bool:
    marked = next((one.get("lang") for one in [element, *element.iterancestors()] if one.get("lang")), "de")
    return element.tag in ("script", "style") or marked != "de"


RULES: tuple[Callable[[Root], Iterator[str]], ...] = (
    one_main_heading,
    headings_in_order,
    controls_have_labels,
    buttons_and_links_have_words,
    ids_are_unique,
    references_lead_somewhere,
    page_says_its_language_and_title,
    tables_name_their_cells,
    nothing_inline,
    no_other_host,
    years_are_not_grouped,
)
