"""Every template of the project, in all rooms, keeps to the strict policy of the pages."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(
    path
    for building in ("benchmark", "tenants", "comparisons", "knowledge_base")
    for path in (ROOT / building).rglob("templates/**/*.html")
)
SUFFIXES = {".txt", ".html"}
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without a file": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "handler in an attribute": re.compile(r"<[^>{%]+\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "other host": re.compile(r"(?:src|<link[^>]*href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def faults(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 40


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template_keeps_to_the_policy_and_compiles(path):
    text = path.read_text(encoding="utf-8")
    assert faults(text) == []
    engines["django"].from_string(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color:red">', "inline style"),
        ("<style>p{}</style>", "style element"),
        ("<script>alert(1)</script>", "script without a file"),
        ('<button onclick="go()">', "handler in an attribute"),
        ('<a href="javascript:go()">', "script address"),
        ('<script src="https://cdn.example/x.js">', "other host"),
    ],
)
def test_the_sweep_sees_each_fault(text, fault):
    assert fault in faults(text)


def test_the_sweep_leaves_good_markup_alone():
    assert faults('<script src="/static/web/app.js" defer></script><a href="https://kern-ux.de">KERN</a>') == []
