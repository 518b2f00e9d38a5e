"""A real Chromium, a real server, and content to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.content import Addresses, published
from tests.browser.keeping import Kept, keep

CHROMIUM = Path("/usr/bin/chromium")
JAVA = shutil.which("java")

Open = Callable[..., Page]

# What Playwright writes where a page wants a worker.
BLOCKED = "Service Worker registration blocked by Playwright"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine lacks the tool for; where everything is installed on purpose, fail.

    Here, not in a fixture: the summary then says it in one line for all tests, not one for each.
    """
    missing = ""
    if item.get_closest_marker("browser") and not CHROMIUM.exists():
        missing = "Chromium is not installed: apt-get install chromium fonts-noto-cjk"
    elif item.get_closest_marker("html") and JAVA is None:
        missing = "Java is not installed: apt-get install default-jre-headless"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def chromium(live_server: LiveServer) -> Iterator[Browser]:  # noqa: ARG001  (order)
    """Return one browser for all tests.

    It asks for the server so as to be closed before it: a connection that the browser still kept
    open would otherwise end after the test database had been taken from the server's threads.
    """
    # Playwright's own event loop runs in this thread, so Django would refuse its database here;
    # no test awaits anything, and the pages are served from another thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def _kept() -> Iterator[list[Kept]]:
    """Hold what the first test published for the others."""
    kept: list[Kept] = []
    yield kept
    for one in kept:
        one.database.close()


@pytest.fixture
def site(
    chromium: Browser,  # noqa: ARG001  (order)
    transactional_db: None,  # noqa: ARG001  (order)
    live_server: LiveServer,
    _kept: list[Kept],
    tmp_path_factory: pytest.TempPathFactory,
) -> Addresses:
    """Return the addresses of published pages on a running server."""
    if not _kept:
        folder = tmp_path_factory.mktemp("kept") / "public"
        _kept.append(keep(lambda: published(live_server.url), folder))
        return _kept[0].addresses
    return _kept[0].put_back()


@pytest.fixture
def visit(chromium: Browser, site: Addresses) -> Iterator[Open]:
    """Return what opens a page in a context of its own, and judge afterwards what went wrong in it.

    A page that breaks the Content-Security-Policy, logs an error, throws, sets a cookie or asks
    another host for anything fails its test, whatever the test is about.
    """
    wrong: list[str] = []
    contexts: list[BrowserContext] = []
    host = urlsplit(site.base).netloc

    def hear(message: ConsoleMessage) -> None:
        # The browser logs the status of a 404 or 410 page that a test asked for.
        is_status = message.text.startswith("Failed to load resource") and message.location["url"] in asked
        if message.type in ("error", "warning") and not is_status and message.text != BLOCKED:
            wrong.append(f"console: {message.text}")

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != host:
            wrong.append(f"request to {request.url}")

    asked: set[str] = set()

    def opened(
        path: str, *, width: int = 1440, scripts: bool = True, permissions: Sequence[str] = ()
    ) -> Page:
        context = chromium.new_context(
            base_url=site.base,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            permissions=permissions,
            # What a worker asks for or answers with would not be seen here.
            service_workers="block",
        )
        context.on("request", watch)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
        page.on(
            "request", lambda request: asked.add(request.url) if request.is_navigation_request() else None
        )
        page.goto(path)
        return page

    with ExitStack() as closing:
        yield opened
        for context in contexts:
            closing.callback(context.close)
            wrong.extend(f"cookie: {cookie.get('name')}" for cookie in context.cookies())
    assert wrong == []


def remember(page: Page, **choices: object) -> None:
    """Keep display choices as the page's own script keeps them, and show the page anew."""
    page.evaluate("kept => localStorage.setItem('display', JSON.stringify(kept))", choices)
    page.reload()
