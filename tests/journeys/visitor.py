"""Somebody with a browser: signs in, walks by links and buttons, and looks closely at every page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from benchmark.demo.plan import PASSWORD

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


# What sticks to an edge covers whatever lies below it at one position of scrolling; looked at as it lies in the page.
LIE_FLAT = """() => document.querySelectorAll('main *').forEach(element => {
    if (getComputedStyle(element).position === 'sticky') element.style.position = 'static';
})"""

AXE = Axe().axe_script
FIND_FAULTS = """options => axe.run(document, options).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 200)}`)
)"""


class Visitor:
    """One browser context on one host; collects what must not happen in `complaints`."""

    def __init__(self, browser: Browser, port: int, slug: str | None, **options: Any) -> None:
        self.home = f"http://{slug}.localhost:{port}" if slug else f"http://localhost:{port}"
        self.complaints: list[str] = []
        self.page: Page = browser.new_context(locale="de-DE", viewport=WIDE, **options).new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{self.home}/"):
            self.complaints.append(f"another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status != 422:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.home + path)
        return self.page

    def sign_in(self, email: str) -> Page:
        """Sign in as people do: by the link in the header and the form."""
        page = self.open("/konto/login/")
        page.locator("#id_login").fill(email)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Anmelden").click()
        expect(page.get_by_role("link", name="Abmelden")).to_be_visible()
        return page

    def sign_out(self) -> None:
        self.page.get_by_role("link", name="Abmelden").click()
        self.page.locator("main").get_by_role("button", name="Abmelden").click()
        expect(self.page.get_by_role("link", name="Anmelden").first).to_be_visible()

    def follow(self, name: str, *, exact: bool = True) -> Page:
        """Click the first link of the page's content with this name."""
        self.page.locator("main").get_by_role("link", name=name, exact=exact).first.click()
        return self.page

    def look_closely(self) -> None:
        """Accessibility wide and light, narrow and dark; no sideways scrolling at 320 px."""
        page = self.page
        for fold in page.locator("main details").all():
            fold.evaluate("element => { element.open = true }")
        page.evaluate(LIE_FLAT)
        faults = self._faults()
        assert faults == [], f"{page.url}: {faults}"
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], self._too_wide()
        assert self._faults() == [], f"{page.url} in the dark at 320 px"
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)

    def _too_wide(self) -> str:
        """What reaches beyond the right edge, outermost first, without what scrolls inside its own region."""
        script = """Array.from(document.querySelectorAll('main *'))
            .filter(e => e.getBoundingClientRect().right > innerWidth)
            .filter(e => !e.parentElement.closest('.table-region, .chart'))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 150))"""
        return f"{self.page.url} scrolls sideways: {self.page.evaluate(script)}"

    def _faults(self) -> list[str]:
        """Violations of the rules as “rule: element”; axe tells nothing of the thousands of elements that pass."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found: list[str] = self.page.evaluate(FIND_FAULTS, {"runOnly": TAGS, "resultTypes": ["violations"]})
        return found
