"""Nothing that axe or a ruler can find is wrong, at three widths, in each way of showing a page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open, remember
from tests.browser.content import Addresses

pytestmark = pytest.mark.browser

WIDTHS = (390, 768, 1440)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

VIOLATIONS = """
async (rules) => (await axe.run({ ...rules, resultTypes: ["violations"] })).violations
  .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`))
"""
# Anything that can be pressed, but not a link inside a running text.
TARGETS = """
() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip, .turn-words p, .prose p, .empty p"))
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.min(box.width, box.height) < 59.9)
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)
"""
SMALL_WORDS = """
(least) => [...document.body.querySelectorAll("*")]
  .filter((one) => one.checkVisibility())
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < least)
  .map((one) => one.outerHTML.slice(0, 120))
"""


def violations(page: Page, widths: tuple[int, ...] = (1440,)) -> dict[int, list[str]]:
    """Return what axe finds at each width, a line for each rule and place."""
    page.evaluate(Axe().axe_script)
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(VIOLATIONS, RULES)
    return found


def all_violations(page: Page, pages: dict[str, str], widths: tuple[int, ...]) -> dict[str, list[str]]:
    """Return what axe finds on each of the pages."""
    found = {}
    for name, path in pages.items():
        page.goto(path)
        for width, lines in violations(page, widths).items():
            found[f"{name} at {width}"] = lines
    assert len(found) == len(pages) * len(widths)
    return {where: lines for where, lines in found.items() if lines}


def test_axe_finds_nothing_in_normal_mode(visit: Open, site: Addresses) -> None:
    assert all_violations(visit("/"), site.pages, WIDTHS) == {}


def test_axe_finds_nothing_on_english_pages(visit: Open, site: Addresses) -> None:
    assert all_violations(visit("/"), site.english, (390,)) == {}


def test_axe_finds_nothing_in_elder_mode(visit: Open, site: Addresses) -> None:
    page = visit("/")
    remember(page, elder=True)
    assert all_violations(page, site.pages, (390, 1440)) == {}


def test_axe_finds_nothing_in_high_contrast(visit: Open, site: Addresses) -> None:
    page = visit("/")
    remember(page, contrast=True)
    assert all_violations(page, site.pages, (1440,)) == {}


def test_axe_sees_what_is_wrong(visit: Open) -> None:
    # The tests above would pass as well if axe ran on nothing.
    page = visit("/")
    page.evaluate("() => document.querySelector('label[for=hero-words]').remove()")
    found = violations(page)
    assert [line.split(":")[0] for line in found[1440]] == ["label"]


def test_elder_mode_has_large_words_and_targets(visit: Open, site: Addresses) -> None:
    page = visit("/")
    remember(page, elder=True)
    found = {}
    for name, path in site.pages.items():
        page.goto(path)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{name} at {width}"] = [*page.evaluate(TARGETS), *page.evaluate(SMALL_WORDS, 18)]
    assert {where: what for where, what in found.items() if what} == {}


def test_elder_words_grow_to_thirty_pixels(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390)
    sizes = {}
    for size in ("small", "medium", "large"):
        remember(page, elder=True, size=size)
        sizes[size] = page.evaluate(
            "() => getComputedStyle(document.querySelector('#t2 .turn-words p')).fontSize"
        )
    assert sizes == {"small": "20px", "medium": "24px", "large": "30px"}


@pytest.mark.parametrize(("width", "size"), [(390, "17px"), (1440, "18px")])
def test_body_text_is_large_and_airy(visit: Open, site: Addresses, width: int, size: str) -> None:
    page = visit(site.release, width=width)
    style = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector("#t2 .turn-words p"));
            return [style.fontSize, parseFloat(style.lineHeight) / parseFloat(style.fontSize)] }"""
    )
    assert style == [size, pytest.approx(1.8)]


def test_lines_hold_about_38_characters_on_a_wide_screen(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    box = page.locator("#t3 .turn-words").bounding_box()
    assert box is not None
    assert box["width"] / 18 == pytest.approx(38, abs=1)


def test_no_page_scrolls_sideways(visit: Open, site: Addresses) -> None:
    page = visit("/")
    wide = {}
    for elder in (False, True):
        remember(page, elder=elder, size="large")
        for name, path in (site.pages | site.english).items():
            page.goto(path)
            page.set_viewport_size({"width": 320, "height": 900})
            wide[name, elder] = page.evaluate("() => document.documentElement.scrollWidth") - 320
    assert {where: pixels for where, pixels in wide.items() if pixels > 0} == {}
