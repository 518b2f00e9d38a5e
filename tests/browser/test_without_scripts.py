"""Everything a citizen came for works with JavaScript off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from releases.document import Paragraph
from tests.browser.conftest import Open
from tests.browser.content import DOCUMENT, Addresses

pytestmark = pytest.mark.browser


def test_every_page_can_be_read(visit: Open, site: Addresses) -> None:
    page = visit("/", scripts=False)
    headings = {}
    for name, path in site.pages.items():
        page.goto(path)
        headings[name] = page.locator("h1:visible").count()
        expect(page.get_by_role("main")).to_be_visible()
    assert headings == dict.fromkeys(site.pages, 1)


def test_the_whole_transcript_is_there(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    spoken = [block.text for turn in DOCUMENT.turns for block in turn.blocks if isinstance(block, Paragraph)]
    assert [text.strip() for text in page.locator(".turn-words p").all_inner_texts()] == spoken


def test_search_from_home_finds_a_release(visit: Open, site: Addresses) -> None:
    page = visit("/", scripts=False)
    page.get_by_role("searchbox", name="您想了解什么？").fill("托育")
    page.get_by_role("search", name="查找提问和回答").get_by_role("button", name="查找").click()
    best = page.locator(".row-title").first
    expect(best).to_have_text(DOCUMENT.title)
    expect(best.locator("mark")).to_have_text(["托育"])
    best.locator("a").click()
    expect(page).to_have_url(f"{site.base}{site.release}")


def test_a_chosen_filter_can_be_taken_away(visit: Open) -> None:
    page = visit("/releases/?words=托育&year=2026", scripts=False)
    assert page.locator(".row").count() == 1
    page.get_by_role("link", name="全部清除").click()
    expect(page.locator(".row")).to_have_count(20)
    page.get_by_role("navigation", name="分页").get_by_role("link", name="下一页").click()
    expect(page.locator(".row")).to_have_count(2)


def test_the_outline_leads_to_a_turn(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390, scripts=False)
    expect(page.locator(".outline-fold a").first).to_be_hidden()
    page.get_by_text("本场目录").locator("visible=true").click()
    page.locator('.outline-fold a[href="#t8"]').click()
    expect(page.locator("#t8")).to_be_in_viewport()
    assert page.url == f"{site.base}{site.release}#t8"


def test_a_code_on_paper_leads_to_what_changed_since(visit: Open, site: Addresses) -> None:
    page = visit(site.corrected.replace("/releases/", "/p/") + "1", width=390, scripts=False)
    notice = page.locator(".notice-printed")
    expect(notice).to_contain_text("纸上印的是第 1 版，此后改动了 1 处。")
    notice.get_by_role("link", name="改动：地点").click()
    assert page.url == f"{site.base}{site.corrected}changes/?since=1#since-venue"
    expect(page.locator("#since-venue")).to_be_in_viewport()
    expect(page.locator("#since-venue ins")).to_contain_text("市水利局一楼会议室")


def test_a_turn_is_cited_without_a_button(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390, scripts=False)
    page.locator("#t6").get_by_role("link", name="引用").click()
    expect(page.locator("#references")).to_contain_text("周启明. 在")
    expect(page.get_by_role("button", name="复制")).to_have_count(0)


def test_a_turn_has_an_address_of_its_own(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    page.locator("#t6 .turn-link").click()
    assert page.url == f"{site.base}{site.release}#t6"
    page.locator("#t6").get_by_role("link", name="回到问题").click()
    assert page.url == f"{site.base}{site.release}#t5"


def test_size_and_modes_work_for_the_page_at_hand(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    body = page.locator("body")
    page.get_by_role("radio", name="大").check()
    expect(body).to_have_css("font-size", "21px")
    page.get_by_role("checkbox", name="长者版").check()
    expect(body).to_have_css("font-size", "30px")
    page.get_by_role("checkbox", name="高对比度").check()
    expect(body).to_have_css("background-color", "rgb(0, 0, 0)")
    page.get_by_role("checkbox", name="长者版").uncheck()
    expect(body).to_have_css("font-size", "21px")


def test_what_needs_scripts_is_not_shown(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    assert page.locator("button[data-print]").count() == 1
    assert page.locator("button[data-print]:visible, button[data-mode]:visible").count() == 0
