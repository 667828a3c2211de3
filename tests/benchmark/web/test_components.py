"""Components: a missing figure is never empty, colour never alone, text never unescaped."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils import translation
from lxml import html

from benchmark.web.progress import answer_progress
from benchmark.web.signs import SIGNS, meaning_of
from benchmark.web.templatetags.web import site_name


def draw(source: str, **context: object) -> str:
    return (
        engines["django"].from_string("{% load web %}" + source).render(context, RequestFactory().get("/liste/?feld=a"))
    )


def text_of(markup: str) -> str:
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


@pytest.fixture(autouse=True)
def in_german():
    with translation.override("de"):
        yield


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize("compact", [True, False])
def test_a_missing_figure_shows_its_sign_and_says_why(compact):
    drawn = draw(
        "{% figure_value None '%' 2024 sign='x' reason='beim Land geführt' compact=compact %}", compact=compact
    )
    assert "x" in text_of(drawn)
    assert "beim Land geführt" in text_of(drawn)


def test_a_missing_figure_without_a_reason_is_unknown_not_empty():
    drawn = text_of(draw("{% figure_value None %}"))
    assert drawn == f". {meaning_of('.')}"


def test_zero_is_a_figure():
    assert text_of(draw("{% figure_value value '%' 2024 %}", value=Decimal(0))) == "0,0\u202f% 2024".replace(
        "\u202f", " "
    )


def test_years_have_no_thousands_mark_and_figures_do():
    drawn = draw("{% figure_value value 'je 1.000' 2024 decimals=2 %}", value=Decimal("12345.678"))
    assert "12.345,68\u00a0je 1.000" in drawn
    assert "2024" in drawn
    assert "2.024" not in drawn


@pytest.mark.parametrize(("value", "written"), [("2.25", "2,3"), ("2.249", "2,2"), ("-0.04", "0,0"), ("-2.25", "-2,3")])
def test_figures_are_rounded_not_cut_off(value, written):
    assert text_of(draw("{% figure_value value %}", value=Decimal(value))) == written


def test_an_invented_figure_carries_its_mark():
    plain, marked = (draw("{% figure_value 1 invented=mark %}", mark=mark) for mark in (False, True))
    assert 'class="invented"' in marked
    assert 'class="invented"' not in plain


def test_text_is_escaped_everywhere():
    evil = "<script>x</script>"
    for tag in (
        "{% alert 'danger' evil evil %}",
        "{% badge evil %}",
        "{% figure_value None reason=evil %}",
        "{% empty_state evil evil %}",
        "{% breadcrumb evil '/' evil %}",
        "{% definition_link '/' evil %}",
    ):
        assert "<script" not in draw(tag, evil=evil)


def test_every_sign_is_explained_once():
    drawn = draw("{% sign_legend %}")
    assert len({entry.sign for entry in SIGNS}) == len(SIGNS) == drawn.count("<dt>")
    assert meaning_of("...") == meaning_of("…") != meaning_of("?")


def test_a_table_names_its_columns_rows_and_region():
    table = SimpleNamespace(
        head=("Jahr", "Wert", "Anmerkung"), rows=(("2024", "58,3 %", "endgültig"), ("2023", ".", "–")), caption="Quote"
    )
    root = html.fromstring(draw("{% data_table table %}", table=table))
    assert (root.get("tabindex"), root.get("aria-label")) == ("0", "Quote")
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "col", "col", "row", "row"]
    assert [cell.get("class") for cell in root.iter("td")] == ["numeric", None, "numeric", None]


@pytest.mark.parametrize(
    ("state", "by_htmx", "status"),
    [("running", True, 200), ("done", True, 286), ("dead", True, 286), ("done", False, 200)],
)
def test_polling_ends_when_the_job_ends(state, by_htmx, status):
    headers = {"HX-Request": "true"} if by_htmx else {}
    job = SimpleNamespace(id="a", state=state, done=3, total=1200, message="Werte werden gelesen", error="Datei fehlt")
    answer = answer_progress(RequestFactory().get("/job/", headers=headers), job, url="/job/", reload_url="/seite/")
    markup = answer.content.decode()
    assert answer.status_code == status
    assert ("hx-get" in markup) == (state == "running")
    if state == "running":
        assert 'value="3" max="1200"' in markup
        assert 'href="/seite/"' in markup
    if state == "dead":
        assert "Datei fehlt" in markup


def test_pages_keep_the_rest_of_the_address():
    drawn = draw("{% pagination page %}", page=Paginator(range(100), 10).page(3))
    assert 'href="?feld=a&amp;page=4"' in drawn
    assert drawn.count('aria-current="page"') == 1


def test_a_foreign_site_object_does_not_hide_the_hosts_name():
    from django.template import Context

    context = Context({"site": {"name": "Kreis Ahausen", "kind": "municipality"}})
    context.push(site=SimpleNamespace(name="ahausen.localhost"))
    assert site_name(context) == "Kreis Ahausen"


@pytest.mark.parametrize("status", [400, 403, 404, 422, 429, 500])
@override_settings(DEBUG=False)
def test_error_pages_are_german_and_need_no_context(status):
    page = engines["django"].get_template(f"{status}.html").render({})
    root = html.fromstring(page)
    assert len(list(root.iter("h1"))) == 1
    assert root.get("lang") == "de"
    assert "Zur Startseite" in page
    assert "Traceback" not in page


def test_not_found_says_nothing_about_what_was_asked():
    page = engines["django"].get_template("404.html")
    first, second = (
        page.render({"request_path": path, "exception": path}, RequestFactory().get(path))
        for path in ("/werte/7/", "/ringe/geheim/")
    )
    assert first == second
