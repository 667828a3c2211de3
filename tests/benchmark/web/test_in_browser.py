"""One page with every component, seen by a browser under the strict policy: axe, 320 px, dark, keyboard, no script."""

import mimetypes
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, expect

from benchmark.web.forms import KernRenderer
from comparisons.charts import small_multiple, sparkline
from tests.benchmark.web.test_forms import Sample
from tests.comparisons.charts.samples import OWN, circle_chart, own_chart, panels

pytestmark = pytest.mark.journey
HOST = "http://seite.localhost"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (1366, 320)]


def sample_page() -> str:
    """The page as HTML, with an error summary, in German."""
    labels = ("Wir und unsere Ziele", "Indikatoren", "Werte", "Vergleichsringe")
    links = [
        SimpleNamespace(label=label, url=f"/{number}/", current=number == 0) for number, label in enumerate(labels)
    ]
    job = {"id": "1", "done": 34, "total": 120, "message": "Werte werden gelesen", "error": ""}
    context = {
        "site": {"name": "Landkreis Ahausen", "kind": "municipality", "person": "Maren Albers", "sign_out_url": "/ab/"},
        "navigation": links,
        "tabs": links[:3],
        "value": Decimal("58.34"),
        "own": own_chart(),
        "ring": circle_chart(),
        "panels": [
            small_multiple(panel, key=f"feld{number}", description="d", indicator="Indikator")
            for number, panel in enumerate(panels())
        ],
        "spark": sparkline(OWN, label="Verlauf"),
        "tasks": [SimpleNamespace(label="Werte prüfen", url="#a", status="offen", kind="warning")],
        "running": SimpleNamespace(**job, state="running"),
        "done": SimpleNamespace(**{**job, "id": "2"}, state="done"),
        "form": Sample({"count": "abc", "token": "t"}, renderer=KernRenderer()),
        "page": Paginator(range(400), 20).page(7),
    }
    source = (Path(__file__).parent / "sample.html").read_text(encoding="utf-8")
    with translation.override("de"):
        return engines["django"].from_string(source).render(context, RequestFactory().get("/"))


@pytest.fixture(scope="module")
def markup() -> str:
    return sample_page()


def answer(route: Route, markup: str) -> None:
    """Serve the page under its policy and static files from where they lie; everything else is not there."""
    path = route.request.url.removeprefix(HOST)
    if path == "/":
        route.fulfill(body=markup, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
    elif path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
        route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "application/octet-stream")
    else:
        route.fulfill(status=404)


def opened(browser: Browser, markup: str, complaints: list[str] | None = None, **options: object) -> Page:
    page = browser.new_context(locale="de-DE", **options).new_page()
    page.route("**/*", lambda route: answer(route, markup))
    if complaints is not None:
        page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{HOST}/")
    return page


@pytest.mark.requirement("I2.12")
@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_no_accessibility_fault_and_no_sideways_scrolling(browser, markup, scheme, width):
    complaints: list[str] = []
    page = opened(browser, markup, complaints, color_scheme=scheme, viewport={"width": width, "height": 768})
    for details in page.locator("details.chart__twin").all():
        details.evaluate("element => { element.open = true }")
    violations = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in complaints if "Content Security Policy" in text] == []
    page.context.close()


def test_arrow_keys_walk_along_the_points(browser, markup):
    page = opened(browser, markup)
    page.locator(".pt").first.focus()
    expect(page.locator(".chart-tip")).to_have_text("2019: Kreis Ahausen 41,3\u202f%")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".chart-tip")).to_contain_text("2020")
    page.keyboard.press("Escape")
    expect(page.locator(".chart-tip")).to_have_count(0)
    page.context.close()


def test_menu_and_table_open_without_script(browser, markup):
    page = opened(browser, markup, java_script_enabled=False, viewport={"width": 320, "height": 640})
    link = page.locator(".site-nav--narrow a").first
    expect(link).to_be_hidden()
    page.locator(".site-nav--narrow summary").click()
    expect(link).to_be_visible()
    page.locator(".chart__twin summary").first.click()
    expect(page.locator(".chart__twin table").first).to_be_visible()
    expect(page.locator(".without-script a").first).to_be_visible()
    page.context.close()


def test_dark_mode_changes_the_own_line(browser, markup):
    colours = []
    for scheme in ("light", "dark"):
        page = opened(browser, markup, color_scheme=scheme)
        colours.append(page.locator('.chart-svg [stroke="#925400"]').first.evaluate("e => getComputedStyle(e).stroke"))
        page.context.close()
    assert colours[0] != colours[1]
