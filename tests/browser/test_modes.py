"""字体 [大 中 小], 长者版 and 高对比度: they work, they are remembered, they need no cookie."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.content import Addresses

pytestmark = pytest.mark.browser

# What the html element says at the moment the body comes into being: before anything is painted.
AT_FIRST_PAINT = """
new MutationObserver((_, watcher) => {
  if (document.body) { window.firstPaint = {...document.documentElement.dataset}; watcher.disconnect(); }
}).observe(document, { childList: true, subtree: true });
"""


def root_size(page: Page) -> str:
    """Return the size of body text as the browser computes it."""
    size: str = page.evaluate("() => getComputedStyle(document.body).fontSize")
    return size


def kept(page: Page) -> object:
    """Return what the page keeps in the browser."""
    return page.evaluate("() => JSON.parse(localStorage.getItem('display'))")


def test_size_control_reads_as_it_should(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    control = page.get_by_role("group", name="字体")
    assert control.inner_text().split() == ["字体", "[", "大", "中", "小", "]"]
    expect(control.get_by_role("radio", name="中")).to_be_checked()


def test_size_works_and_is_remembered_everywhere(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    assert root_size(page) == "18px"
    page.get_by_role("radio", name="大").check()
    assert root_size(page) == "21px"
    page.reload()
    assert root_size(page) == "21px"
    page.get_by_role("link", name="全部发布", exact=True).click()
    page.wait_for_url("**/releases/")
    assert root_size(page) == "21px"
    expect(page.get_by_role("radio", name="大")).to_be_checked()
    page.get_by_role("radio", name="小").check()
    page.goto(site.announcement)
    assert root_size(page) == "16px"
    page.get_by_role("radio", name="中").check()
    page.reload()
    assert root_size(page) == "18px"


def test_every_page_has_one_size_control(visit: Open, site: Addresses) -> None:
    page = visit("/")
    counted = {}
    for name, path in site.pages.items():
        page.goto(path)
        counted[name] = [
            page.locator(f"#size-{size}:visible").count() for size in ("large", "medium", "small")
        ]
    assert counted == {name: [1, 1, 1] for name in site.pages}


def test_remembered_choices_stand_before_the_first_paint(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("radio", name="大").check()
    page.get_by_role("button", name="长者版").click()
    page.get_by_role("button", name="高对比度").click()
    page.context.add_init_script(AT_FIRST_PAINT)
    page.goto(site.announcement)
    assert page.evaluate("() => window.firstPaint") == {
        "script": "",
        "size": "large",
        "elder": "",
        "contrast": "",
    }


def test_elder_mode_goes_on_and_off(visit: Open, site: Addresses) -> None:
    page = visit("/")
    page.get_by_role("button", name="长者版", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("已切换到长者版")
    assert root_size(page) == "24px"
    page.goto(site.release)
    assert root_size(page) == "24px"
    page.get_by_role("button", name="退出长者版").click()
    expect(page.get_by_role("status")).to_have_text("已退出长者版")
    assert root_size(page) == "18px"
    page.reload()
    assert root_size(page) == "18px"
    expect(page.get_by_role("button", name="长者版", exact=True)).to_be_visible()


def test_elder_mode_keeps_every_word_of_a_release(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    words = page.locator(".turn-words").all_inner_texts()
    facts = page.locator(".facts dd").all_inner_texts()
    page.get_by_role("button", name="长者版").click()
    assert page.locator(".turn-words").all_inner_texts() == words
    assert [" ".join(text.split()) for text in page.locator(".facts dd").all_inner_texts()] == [
        " ".join(text.split()) for text in facts
    ]


def test_high_contrast_is_white_on_black(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("button", name="高对比度").click()
    page.goto("/")
    expect(page.locator("body")).to_have_css("color", "rgb(255, 255, 255)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(0, 0, 0)")
    page.get_by_role("button", name="退出高对比度").click()
    assert kept(page) == {"size": "medium", "elder": False, "contrast": False}


def test_choices_live_in_the_browser_alone(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("radio", name="大").check()
    page.get_by_role("button", name="长者版").click()
    assert kept(page) == {"size": "large", "elder": True, "contrast": False}
    assert page.evaluate("() => document.cookie") == ""
    assert page.context.cookies() == []


def test_another_tab_follows(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    other = page.context.new_page()
    other.goto("/")
    page.get_by_role("radio", name="大").check()
    other.wait_for_function("() => document.documentElement.dataset.size === 'large'")
    assert root_size(other) == "21px"


@pytest.mark.parametrize("nonsense", ["{", "null", '{"size": "huge"}', "[]", '"large"'])
def test_nonsense_in_storage_does_no_harm(visit: Open, site: Addresses, nonsense: str) -> None:
    page = visit(site.release)
    page.evaluate("text => localStorage.setItem('display', text)", nonsense)
    page.reload()
    assert root_size(page) == "18px"
    page.get_by_role("radio", name="大").check()
    assert root_size(page) == "21px"


def test_choices_work_where_storage_is_forbidden(visit: Open, site: Addresses) -> None:
    page = visit("/help/accessibility/")
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })"
    )
    page.goto(site.release)
    page.get_by_role("radio", name="大").check()
    assert root_size(page) == "21px"
    page.get_by_role("button", name="长者版").click()
    assert root_size(page) == "30px"
