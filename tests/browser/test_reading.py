"""A release on the screen, on paper and on its way to somebody else."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.content import DOCUMENT, Addresses

pytestmark = pytest.mark.browser

CANONICAL = "https://news.example.gov.cn"


def decoded(picture: bytes) -> list[str]:
    """Return what a QR reader reads off a picture."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def current(page: Page) -> list[str]:
    """Return the places the visible outline says are being read."""
    return [
        link.get_attribute("href") or ""
        for link in page.locator('.outline-side [aria-current="location"]').all()
    ]


def test_head_is_printed_as_crawlers_read_it(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    trail = page.get_by_role("navigation", name="当前位置").inner_text()
    assert trail == "当前位置：首页 > 解读回应 > 新闻发布会"
    meta = page.locator(".release-meta").inner_text()
    assert re.search(r"^来源：市卫生健康委员会$", meta, re.MULTILINE)
    assert re.search(r"^发布时间：\d{4}-\d\d-\d\d \d\d:\d\d$", meta, re.MULTILINE)


def test_facts_are_in_their_order(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    assert page.locator(".facts dt").all_inner_texts() == ["时间", "主题", "地点", "发布人", "主持人", "出席"]


def test_questions_and_answers_differ_by_more_than_colour(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    names = [re.sub(r"\s+", " ", text) for text in page.locator(".turn-name").all_inner_texts()]
    assert names == [
        "沈若溪",
        "周启明",
        "沈若溪",
        "问 澜江日报记者",
        "答 周启明",
        "答 茹岚",
        "问 媒体提问",
        "答 欧阳静文",
        "沈若溪",
    ]
    assert page.locator("#t5 .turn-words").evaluate("one => getComputedStyle(one).borderLeftWidth") == "5px"
    assert page.locator("#t6 .turn-words").evaluate("one => getComputedStyle(one).borderLeftWidth") == "0px"


def test_outline_follows_the_reader(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    for turn, entry in (("t3", "#t3"), ("t4", "#t3"), ("t5", "#t5"), ("t7", "#t7"), ("t2", "#t2")):
        page.locator(f"#{turn}").evaluate(
            "one => scrollTo(0, scrollY + one.getBoundingClientRect().top - innerHeight / 20)"
        )
        expect(page.locator(f'.outline-side a[href="{entry}"]')).to_have_attribute("aria-current", "location")
        assert current(page) == [entry]


def test_outline_agrees_with_where_it_leads(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    for turn in ("#t6", "#t5", "#t7", "#t2"):
        page.locator(f'.outline-side a[href="{turn}"]').click()
        expect(page.locator(f'.outline-side a[href="{turn}"]')).to_have_attribute("aria-current", "location")
        assert current(page) == [turn]


def test_outline_stays_on_screen_while_reading(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.locator("#t9").scroll_into_view_if_needed()
    expect(page.locator(".outline-side a").first).to_be_in_viewport()


def test_copy_link_puts_the_canonical_address_on_the_clipboard(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#t6 .turn-link").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制，可以粘贴发送")
    expect(page.locator("#t6 .turn-link")).to_have_text("已复制")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{CANONICAL}{site.release}#t6"


def test_copy_link_works_by_keyboard(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#t8 .turn-link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("链接已复制，可以粘贴发送")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{CANONICAL}{site.release}#t8"
    expect(page.locator("#t8 .turn-link")).to_be_focused()


def test_copy_link_works_without_the_clipboard_interface(visit: Open, site: Addresses) -> None:
    # Over plain http, as inside many offices, navigator.clipboard does not exist.
    page = visit(site.release, permissions=["clipboard-read"])
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.locator("#t6 .turn-link").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制，可以粘贴发送")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{CANONICAL}{site.release}#t6"
    expect(page.locator("#t6 .turn-link")).to_be_focused()


def test_copy_link_goes_there_when_nothing_can_be_copied(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.evaluate(
        """() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
                   document.execCommand = () => false }"""
    )
    page.locator("#t6 .turn-link").click()
    expect(page.locator("#t6 .turn-link")).to_have_text("请从地址栏复制")
    assert page.evaluate("() => location.hash") == "#t6"


def test_photos_fit_the_screen_and_load_late(visit: Open, site: Addresses) -> None:
    page = visit(site.release, width=390)
    photos = page.locator(".photo img")
    assert photos.count() == 2
    photos.first.scroll_into_view_if_needed()
    expect(photos.first).to_have_js_property("complete", value=True)
    assert photos.first.get_attribute("alt") == "主席台上坐着四位发布人"
    used = photos.first.evaluate("one => [one.currentSrc.endsWith('-480.webp'), one.naturalWidth > 0]")
    assert used == [True, True]
    assert page.locator(".photo figcaption").first.inner_text() == "新闻发布会现场。 沈一帆 摄"


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("mode", ["normal", "contrast"])
def test_qr_code_on_a_release_is_read_off_the_screen(
    visit: Open, site: Addresses, width: int, mode: str
) -> None:
    page = visit(site.release, width=width)
    if mode == "contrast":
        page.get_by_role("button", name="高对比度").click()
    code = page.locator(".release-qr.on-screen")
    expect(code.locator("figcaption")).to_have_text("扫一扫在手机打开当前页")
    expect(code.locator("img")).to_have_js_property("complete", value=True)
    assert decoded(code.screenshot()) == [f"{CANONICAL}{site.release}"]


@pytest.mark.parametrize("width", [390, 1440])
def test_qr_code_on_the_poster_is_read_off_the_screen(visit: Open, site: Addresses, width: int) -> None:
    page = visit(f"{site.release}qr/", width=width)
    expect(page.locator("h1")).to_have_text(DOCUMENT.title)
    assert decoded(page.screenshot(full_page=True)) == [f"{CANONICAL}{site.release}"]


def test_poster_prints_on_one_sheet(visit: Open, site: Addresses) -> None:
    page = visit(f"{site.release}qr/")
    assert _sheets(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def test_paper_shows_the_words_the_address_and_the_code_alone(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.emulate_media(media="print")
    shown = {
        name: page.locator(f"{selector}:visible").count()
        for name, selector in {
            "header": ".site-header",
            "footer": ".site-footer",
            "breadcrumb": ".trail",
            "outline": ".outline",
            "size": ".size",
            "modes": ".modes",
            "turn links": ".turn-links",
            "buttons": "button",
            "related": ".related",
            "turns": ".turn",
            "address": ".release-address",
            "code": ".release-qr img",
        }.items()
    }
    assert shown == {
        "header": 0,
        "footer": 0,
        "breadcrumb": 0,
        "outline": 0,
        "size": 0,
        "modes": 0,
        "turn links": 0,
        "buttons": 0,
        "related": 0,
        "turns": 10,
        "address": 1,
        "code": 1,
    }
    expect(page.locator(".release-address")).to_have_text(f"本页网址：{CANONICAL}{site.release}")
    version = site.release.replace("/releases/", "/p/") + "1"
    assert decoded(page.locator(".release-qr.on-paper").screenshot()) == [f"{CANONICAL}{version}"]


def test_paper_is_black_on_white_whatever_the_mode(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("button", name="高对比度").click()
    page.get_by_role("button", name="长者版").click()
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
