"""Preview links in a real browser: made and copied by staff, opened by somebody without an account."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from releases.desk.models import Conference, PreviewUse
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import WIDTHS, violations
from tests.desk.making import account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff() -> User:
    as_migrated()
    return account("撰稿", "zhou")


@pytest.fixture
def draft(staff: User) -> Conference:
    return ready(by=staff)


def listening(page: Page) -> list[str]:
    """Return the list of what the page will log as wrong."""
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    page.on("console", hear)
    return wrong


def test_a_link_is_made_copied_and_opened_by_somebody_without_an_account(
    chromium: Browser, live_server: LiveServer, staff: User, draft: Conference
) -> None:
    desk = chromium.new_context(base_url=live_server.url, permissions=["clipboard-read", "clipboard-write"])
    session = client_of(staff).cookies["sessionid"].value
    desk.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    page = desk.new_page()
    wrong = listening(page)
    page.goto(f"/desk/desk/conference/{draft.pk}/links/")
    page.get_by_label("给谁看").fill("王科长")
    page.get_by_role("button", name="建立链接").click()
    page.get_by_role("button", name="复制").click()
    expect(page.locator(".desk-copy [role=status]")).to_have_text("已复制")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.get_by_label("网址").input_value()
    assert wrong == []  # before axe, whose own styles the policy refuses
    assert violations(page, WIDTHS) == {width: [] for width in WIDTHS}
    desk.close()

    outside = chromium.new_context(base_url=live_server.url)
    seen = outside.new_page()
    wrong = listening(seen)
    seen.goto(urlsplit(copied).path)
    expect(seen.locator(".notice-preview strong")).to_contain_text("预览 · 仅供核对，请勿转发 · 有效期至")
    seen.locator(".photo img").first.scroll_into_view_if_needed()
    expect(seen.locator(".photo img").first).to_have_js_property("complete", value=True)
    assert seen.locator(".photo img").first.evaluate("(image) => image.naturalWidth") > 0
    assert wrong == []
    assert violations(seen, WIDTHS) == {width: [] for width in WIDTHS}
    assert (outside.cookies(), PreviewUse.objects.count()) == ([], 1)
    outside.close()
