"""A release given ahead, in a real browser: given by staff, read by an outlet, marked on screen and on paper."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from releases.desk.models import PreviewUse
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import violations
from tests.browser.test_links import listening
from tests.desk.giving import outlet
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1440)
# Each mark that somebody sees, and whether it stands across the window.
MARKS = """
() => [...document.querySelectorAll(".watermark p")].map((one) => one.checkVisibility()
  && one.getBoundingClientRect().height > 10 && getComputedStyle(one.parentElement).position === "fixed"
  && getComputedStyle(one, "::before").content)
"""


def test_an_outlet_reads_a_marked_copy_that_staff_gave_it(chromium: Browser, live_server: LiveServer) -> None:
    as_migrated()
    staff = account("签发", "zhou")
    outlet()
    draft = ready(text=CLEAN)
    desk = chromium.new_context(base_url=live_server.url)
    session = client_of(staff).cookies["sessionid"].value
    desk.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    page = desk.new_page()
    wrong = listening(page)
    page.goto(f"/desk/desk/conference/{draft.pk}/embargo/")
    page.get_by_label("媒体").select_option(label="江畔日报")
    until = timezone.localtime() + timedelta(days=1)
    page.get_by_label("限时").fill(f"{until:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="建立链接").click()
    given = page.get_by_label("网址").input_value()
    assert wrong == []  # before axe, whose own styles the policy refuses
    assert violations(page, WIDTHS) == {width: [] for width in WIDTHS}
    desk.close()

    outside = chromium.new_context(base_url=live_server.url, accept_downloads=True)
    seen = outside.new_page()
    wrong = listening(seen)
    seen.goto(urlsplit(given).path)
    line = f"稿件限时公开：{until.year}年{until.month}月{until.day}日{until:%H:%M}前不得发布 · 供江畔日报"
    expect(seen.locator(".notice-preview strong")).to_have_text(line)
    assert seen.evaluate(MARKS) == [f'"{line}"'] * 6
    # What is below a mark can be pressed through it.
    with seen.expect_download() as taken:
        seen.get_by_role("link", name="Word").click()
    assert taken.value.suggested_filename.endswith("-供江畔日报.docx")
    assert wrong == []
    assert violations(seen, WIDTHS) == {width: [] for width in WIDTHS}
    seen.emulate_media(media="print")
    assert seen.evaluate(MARKS) == [f'"{line}"'] * 6
    assert outside.cookies() == []
    assert list(PreviewUse.objects.values_list("what", flat=True).order_by("what")) == ["", "docx", "图片"]
    outside.close()
