"""``make screenshots``: every page of the sweep table, light and dark, wide and narrow, into ``.local/screenshots/``.

Each page is seen by the least privileged role that may see it. The small demonstration is made anew for this.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import tests.support.cluster  # noqa: F401  the cluster is there before settings are read

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django

django.setup()

from django.conf import settings  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from playwright.sync_api import Page as Tab  # noqa: E402

from tenants.membership.roles import RoleCode  # noqa: E402
from tests.journeys.visitor import NARROW, SWITCHES, WIDE, Visitor  # noqa: E402
from tests.support import demo_world, worlds  # noqa: E402
from tests.support.server import web_server  # noqa: E402
from tests.sweeps.pages import PAGES, Host, Page, path_of  # noqa: E402

FOLDER = Path(settings.BASE_DIR) / ".local" / "screenshots"
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in (WIDE, NARROW)]
TALLEST = 6000  # pixels; what is longer is cut, since nobody looks at more


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    pages = [page for page in PAGES if page.is_page and page.viewers and wanted in page.label]
    if not wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = settings.DATABASES["default"]["NAME"]
    try:
        worlds.copy_of(demo_world.make_demo_template())
        places = demo_world.landmarks()
        with web_server(database) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
            for (host, role), rows in by_viewer(pages).items():
                photograph(browser, port, host, role, [(row, path_of(row, places)) for row in rows])
            browser.close()
    finally:
        worlds.drop_all_of_this_run()
    print(f"{len(list(FOLDER.glob('*.png')))} Bilder in {FOLDER}")
    return 0


def by_viewer(pages: list[Page]) -> dict[tuple[Host, RoleCode | None], list[Page]]:
    """Pages in the order of the table, by the host and the least privileged role that sees them."""
    found: dict[tuple[Host, RoleCode | None], list[Page]] = {}
    for page in pages:
        found.setdefault((page.host, page.viewers[0]), []).append(page)
    return found


def photograph(browser: Browser, port: int, host: Host, role: RoleCode | None, rows: list[tuple[Page, str]]) -> None:
    """All pages of one viewer in all looks."""
    slug = demo_world.OWN if host == Host.OWN else None
    visitor = Visitor(browser, port, slug)
    if role:
        visitor.sign_in(demo_world.address_of_person(role, slug))
    for row, path in rows:
        tab = visitor.open(path)
        for scheme, size in LOOKS:
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size(size)
            take(tab, FOLDER / f"{file_name(row)}--{role or 'niemand'}--{scheme}-{size['width']}.png")
        tab.set_viewport_size(WIDE)
    visitor.page.context.close()
    for complaint in visitor.complaints:
        print(f"  {host} {role}: {complaint}")


def take(tab: Tab, file: Path) -> None:
    height = min(int(tab.evaluate("document.documentElement.scrollHeight")), TALLEST)
    width = tab.viewport_size["width"] if tab.viewport_size else WIDE["width"]
    tab.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def file_name(row: Page) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "_", row.label).strip("_")


if __name__ == "__main__":
    sys.exit(main())
