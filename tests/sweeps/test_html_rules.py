"""The rules of the sweep are loud on pages that break them, and quiet on a good one."""

from __future__ import annotations

import pytest
from lxml import html

from tests.sweeps.english import english_left_over
from tests.sweeps.html_rules import complaints, pieces

GOOD = """<!doctype html><html lang="de"><head><title>Werte – Kreis</title><script src="/static/a.js"></script></head>
<body><h1>Werte</h1><h2 id="a">2024</h2><label for="x">Wert</label><input id="x"><a href="#a">Weiter</a>
<table><caption>Werte</caption><tr><th scope="col">Jahr</th></tr><tr><td>2024</td></tr></table></body></html>"""


def broken(old: str, new: str) -> list[str]:
    assert old in GOOD
    return [complaint.partition(":")[0] for complaint in complaints(GOOD.replace(old, new))]


def test_a_good_page_has_no_complaints() -> None:
    assert complaints(GOOD) == []


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<h1>Werte</h1>", "<h1>Werte</h1><h1>Noch einmal</h1>", "one_main_heading"),
        ("<h1>Werte</h1>", "", "one_main_heading"),
        ('<h2 id="a">2024</h2>', '<h3 id="a">2024</h3>', "headings_in_order"),
        ('<label for="x">Wert</label>', "", "controls_have_labels"),
        (">Weiter<", "><", "buttons_and_links_have_words"),
        ("<h1>", '<h1 id="x">', "ids_are_unique"),
        ("#a", "#b", "references_lead_somewhere"),
        ('lang="de"', 'lang="en"', "page_says_its_language_and_title"),
        ("Werte – Kreis", "", "page_says_its_language_and_title"),
        ("<caption>Werte</caption>", "", "tables_name_their_cells"),
        (' scope="col"', "", "tables_name_their_cells"),
        ("<h1>", '<h1 style="color:red">', "nothing_inline"),
        ("<h1>", '<h1 onclick="x()">', "nothing_inline"),
        (' src="/static/a.js"', "", "nothing_inline"),
        ("/static/a.js", "https://cdn.example/a.js", "no_other_host"),
        ("/static/a.js", "//cdn.example/a.js", "no_other_host"),
        (">2024</h2>", ">2.024</h2>", "years_are_not_grouped"),
    ],
)
def test_each_rule_is_broken_by_a_page(old: str, new: str, rule: str) -> None:
    assert rule in broken(old, new)


@pytest.mark.requirement("I2.12")
def test_english_is_found_and_marked_english_is_not() -> None:
    plain = html.document_fromstring("<body><p>Sign out</p><p>Abmelden</p></body>")
    marked = html.document_fromstring('<body><p lang="en">Sign out</p></body>')
    assert english_left_over(pieces(plain)) == ["Sign out"]
    assert english_left_over(pieces(marked)) == []
