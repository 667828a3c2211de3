"""The system's own Chromium before a real web server with the small demonstration."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.visitor import SWITCHES, Visitor
from tests.support.demo_fixtures import demo, demo_of_module, demo_template  # noqa: F401  fixtures
from tests.support.server import web_server

# Playwright keeps an event loop open in the test process; Django then asks to be told that its calls are meant.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": SWITCHES}


@pytest.fixture(scope="module")
def port(demo_of_module: None) -> Iterator[int]:  # noqa: F811  the fixture of that name
    """Port of a web server on this module's copy of the small demonstration."""
    from django.conf import settings

    with web_server(settings.DATABASES["default"]["NAME"]) as number:
        yield number


@pytest.fixture
def visitor(browser: Browser, port: int) -> Iterator[Callable[..., Visitor]]:
    """``visitor("landkreis-peine")`` or ``visitor(None)``: a browser of its own on a host.

    Afterwards it must have met no violation of the policy, no error in the console and no other host.
    """
    opened: list[Visitor] = []

    def visit(slug: str | None, **options: Any) -> Visitor:
        opened.append(Visitor(browser, port, slug, **options))
        return opened[-1]

    yield visit
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.page.context.close()
    assert complaints == []
