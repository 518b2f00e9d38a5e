"""Everything can be reached and used by keyboard, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, remember
from tests.browser.content import Addresses

pytestmark = pytest.mark.browser

# A name for what has the focus, and whether a ring of at least 2 px shows around it or its label.
FOCUSED = """
() => {
  const one = document.activeElement;
  const ringed = (node) => {
    if (!node) return false;
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const name = one.id || one.dataset.mode || one.getAttribute("aria-label") || one.innerText || one.tagName;
  return [name.trim().replace(/\\s+/g, " "), ringed(one) || ringed(one.labels?.[0])];
}
"""


# What has the focus but lies under something else at its upper middle.
COVERED = """
() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  return !top || one.contains(top) || top.contains(one) ? "" : one.outerHTML.slice(0, 100);
}
"""


def walked(page: Page, most: int = 200) -> list[tuple[str, bool]]:
    """Return what Tab reaches, in order, until it leaves the page."""
    steps: list[tuple[str, bool]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        name, ringed = page.evaluate(FOCUSED)
        steps.append((name, ringed))
    return steps


@pytest.mark.parametrize("contrast", [False, True])
def test_focus_is_visible_on_every_step_of_every_page(visit: Open, site: Addresses, contrast: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    page = visit("/")
    remember(page, contrast=contrast)
    hidden = {}
    for name in ("home", "chosen", "release", "corrected", "qr", "leaving", "people"):
        page.goto(site.pages[name])
        steps = walked(page)
        hidden[name] = [step for step, ringed in steps if not ringed]
        assert len(steps) > 10, name
    assert hidden == {name: [] for name in hidden}


def test_tab_order_of_a_release_is_the_order_of_reading(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    names = [name for name, _ in walked(page)]
    assert names[:11] == [
        "跳到正文",
        "elder",
        "contrast",
        "澜江市新闻发布",
        "English",
        "首页",
        "全部发布",
        "问答库",
        "人物",
        "site-search-words",
        "查找",
    ]
    assert names[11:16] == ["首页", "解读回应", "新闻发布会", "size-medium", "打印本页"]
    assert names[16:20] == ["周启明", "茹岚", "欧阳静文", "沈若溪"]
    # Each of the ten turns has its link, in order, and after them comes the way out.
    assert len([name for name in names if name == "本段 链接" or name == "本段链接"]) == 10
    assert names[-1] == "我为政府网站找错"


def test_skip_link_is_first_and_skips(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="中")).to_be_focused()


def test_size_is_chosen_with_arrow_keys(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("radio", name="中").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="大")).to_be_checked()
    expect(page.locator("body")).to_have_css("font-size", "21px")


def test_modes_are_switched_with_enter_and_space(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("button", name="长者版").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出长者版")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="长者版", exact=True)).to_be_focused()


def test_folded_outline_opens_with_enter(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390)
    page.locator(".outline-fold summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".outline-fold a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#t2")).to_be_in_viewport()


def test_focus_is_never_hidden_under_something(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390)
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
    assert {what for what in covered if what} == set()
