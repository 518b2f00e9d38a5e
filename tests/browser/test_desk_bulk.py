"""Publishing several conferences in a real browser: from the boxes in the list to the public page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from releases.desk.models import Conference
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import WIDTHS, violations
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff() -> User:
    as_migrated()
    return account("签发", "zhou")


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, staff: User) -> Iterator[Page]:
    """Return a page that is logged in; what it throws fails the test."""
    wrong: list[str] = []
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    session = client_of(staff).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert wrong == []


def looked_at(page: Page) -> dict[str, object]:
    """Return what axe finds at each width, and how far the page can be moved sideways."""
    found: dict[str, object] = {
        # The list's search has a picture for a label, as Django made it.
        f"axe {width}": [line for line in lines if 'id="searchbar"' not in line]
        for width, lines in violations(page, WIDTHS).items()
    }
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[f"wide {width}"] = max(
            0, page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        )
    return {where: what for where, what in found.items() if what}


def test_boxes_are_ticked_the_page_asks_and_what_went_out_is_linked(page: Page, staff: User) -> None:
    first, second, bad = [
        ready(by=staff, text=CLEAN.replace("清水入城", name), photo="")
        for name in ("清水进村", "一个很长的名称" * 12, "缺少来源")
    ]
    Conference.objects.filter(pk=bad.pk).update(source="")
    page.goto("/desk/desk/conference/")
    expect(page.locator(".action-counter")).to_have_text("选中了 3 个中的 0 个")
    assert looked_at(page) == {}
    for row in (first, second, bad):
        page.check(f"input[name=_selected_action][value='{row.pk}']")
    page.select_option("select[name=action]", label="发布所选的发布会")
    page.click("button[name=index]")
    expect(page.locator("h1").first).to_have_text("发布所选的发布会")
    expect(page.locator("#content-main h2")).to_have_text(["将要发布 2 场", "不能发布 1 场"])
    assert looked_at(page) == {}
    page.get_by_role("button", name="确认发布 2 场").click()
    expect(page.locator(".messagelist li")).to_have_text(
        [f"已发布：{first}（20260329-1）", f"已发布：{second}（20260329-2）"]
    )
    assert looked_at(page) == {}
    page.locator(".messagelist a").first.click()
    expect(page.locator("h1").first).to_have_text(str(first))
