"""Every page of the desk in a real browser, under the policy that it is sent with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ConsoleMessage
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.access.addresses import address, patterns, samples
from tests.access.matrix import read
from tests.access.world import LEVELS, SUPERUSER, made
from tests.browser.content import as_migrated
from tests.test_access import GOLDEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Handed out to be saved, a picture, a script: no pages.
FILES = ("/export/", "/jsi18n/", "<path:name>")


def pages() -> list[str]:
    """Return the patterns under which somebody who may do everything finds a page."""
    found = {
        row.pattern
        for row in read(GOLDEN.read_text(encoding="utf-8"))
        if row.method == "GET" and row.pattern.startswith("/desk/") and row.answer(SUPERUSER) == "200"
    }
    return [pattern for pattern in patterns() if pattern in found and not pattern.endswith(FILES)]


def test_no_page_of_the_desk_breaks_the_policy(
    chromium: Browser, live_server: LiveServer, settings: Settings
) -> None:
    as_migrated()
    settings.SIGN_OFF_LEVELS = LEVELS
    world = made()
    wrong: list[str] = []
    context = chromium.new_context(base_url=live_server.url)
    context.add_cookies(
        [{"name": "sessionid", "value": world.cookies[SUPERUSER], "url": f"{live_server.url}/desk/"}]
    )
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        # The browser logs the status of an address that has no page in this state.
        is_status = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if message.type in ("error", "warning") and not is_status:
            wrong.append(f"{page.url}: {message.text}")

    context.on("console", hear)
    context.on("weberror", lambda error: wrong.append(f"{page.url}: {error.error}"))
    opened = []
    for pattern in pages():
        for values in samples(world, pattern).values():
            response = page.goto(address(pattern, values))
            assert response is not None
            if response.status == 200:
                assert "content-security-policy" in response.headers, page.url
                opened.append(pattern)
                break
    context.close()
    assert wrong == []
    assert opened == pages()
