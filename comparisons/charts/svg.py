"""Makes matplotlib's SVG fit a page: strict Content-Security-Policy, several charts side by side, screen readers."""

from __future__ import annotations

import re

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
POINT = "pt|"  # artists whose gid starts so are single readable points
FONT = re.compile(
    r"^(?:(?P<style>italic|oblique)\s+)?(?:(?P<weight>\d{3}|bold|normal)\s+)?(?P<size>[\d.]+)px\s+(?P<family>.+)$"
)
REFERENCE = re.compile(r"url\(#([^)]+)\)")


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _font_attributes(shorthand: str) -> dict[str, str]:
    """The CSS shorthand `font: 500 10px 'Fira Sans'` as presentation attributes."""
    found = FONT.match(shorthand.strip())
    if found is None:
        raise ValueError(f"Font shorthand not understood: {shorthand}")
    named = {
        "font-style": found["style"],
        "font-weight": found["weight"],
        "font-size": found["size"],
        "font-family": found["family"].replace("'", ""),
    }
    return {name: value for name, value in named.items() if value}


def _unstyle(element: etree._Element) -> None:
    """Turn an inline style into presentation attributes, which the policy allows and a style sheet can override."""
    style = element.get("style")
    if style is None:
        return
    del element.attrib["style"]
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        for attribute, text in _font_attributes(value).items() if name == "font" else [(name, value)]:
            element.set(attribute, text)


def _uncolour_shapes(root: etree._Element) -> None:
    """Take colours off shapes that are drawn by `use`: there they inherit, and only so a style sheet can reach them."""
    for shape in root.iterfind(f".//{_tag('defs')}/{_tag('path')}"):
        for paint in ("fill", "stroke", "stroke-width"):
            if paint in shape.attrib:
                del shape.attrib[paint]


def _name_points(root: etree._Element) -> None:
    """Give single points a class, a role and a spoken label; the first one can be reached with the tab key."""
    points = [element for element in root.iter(_tag("g")) if (element.get("id") or "").startswith(POINT)]
    for number, point in enumerate(points):
        label = (point.get("id") or "").removeprefix(POINT)
        point.set("id", f"pt{number}")
        point.set("class", "pt")
        point.set("role", "graphics-symbol")
        point.set("aria-label", label)
        point.set("data-l", label)
        point.set("tabindex", "0" if number == 0 else "-1")


def _prefix_ids(root: etree._Element, prefix: str) -> None:
    """Number all ids under one prefix, and follow every reference, so that charts on one page never collide."""
    names: dict[str, str] = {}
    for element in root.iter():
        if (old := element.get("id")) is not None:
            names[old] = f"{prefix}-{len(names)}"
            element.set("id", names[old])
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name in (f"{{{XLINK}}}href", "href"):
                del element.attrib[name]
                element.set("href", "#" + names[str(value).removeprefix("#")])
            elif "url(#" in str(value):
                element.set(name, REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", str(value)))


def _drop(root: etree._Element) -> None:
    """Remove metadata, comments and matplotlib's own style sheet, which would style the whole page."""
    etree.strip_elements(root, etree.Comment, with_tail=False)
    etree.strip_elements(root, _tag("metadata"), _tag("style"), with_tail=False)
    for defs in root.findall(f".//{_tag('defs')}"):
        parent = defs.getparent()
        if len(defs) == 0 and parent is not None:
            parent.remove(defs)


def for_page(raw: bytes, *, prefix: str, title: str, description: str) -> str:
    """The SVG of a chart, ready to stand inside a page; the same input gives the same bytes."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", prefix):
        raise ValueError(f"Not usable as the beginning of an id: {prefix!r}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    root = etree.fromstring(raw, parser)
    _drop(root)
    for element in root.iter():
        _unstyle(element)
    _uncolour_shapes(root)
    _name_points(root)
    _prefix_ids(root, prefix)
    for size in ("width", "height", "version"):
        if size in root.attrib:
            del root.attrib[size]
    for name, value in (
        ("class", "chart-svg"),
        ("role", "graphics-document"),
        ("aria-labelledby", f"{prefix}-title"),
        ("aria-describedby", f"{prefix}-desc"),
        ("stroke-linejoin", "round"),
        ("stroke-linecap", "butt"),
    ):
        root.set(name, value)
    for position, (name, text) in enumerate((("title", title), ("desc", description))):
        told = etree.Element(_tag(name), id=f"{prefix}-{name}")
        told.text = text
        root.insert(position, told)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")
