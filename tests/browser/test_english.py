"""The English pages by hand: the way there and back, and what their scripts say."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from releases.record.languages import in_english
from tests.browser.conftest import Open, remember
from tests.browser.content import Addresses
from tests.browser.test_reading_tools import VOICE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_switch_leads_there_and_back_by_keyboard(
    visit: Open, site: Addresses, width: int, *, elder: bool
) -> None:
    page = visit(site.pages["chosen"], width=width)
    if elder:
        remember(page, elder=True)
    chinese = page.url
    page.get_by_role("link", name="English", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == chinese.replace("/releases/", "/en/releases/")
    expect(page.get_by_role("textbox", name="Words in the title")).to_have_value("托育")
    assert page.locator("html[data-elder]").count() == elder
    page.get_by_role("link", name="中文", exact=True).click()
    assert page.url == chinese


def test_the_switch_needs_no_script_and_no_paper(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    switch = page.locator("a.language")
    switch.click()
    assert page.url.endswith(in_english(site.release))
    expect(switch).to_be_visible()
    page.emulate_media(media="print")
    expect(switch).to_be_hidden()


def test_scripts_speak_the_language_of_the_page(visit: Open, site: Addresses) -> None:
    page = visit(in_english(site.release), permissions=["clipboard-read", "clipboard-write"])
    status = page.get_by_role("status")
    link = page.locator("#t5 .turn-link")
    expect(link).to_have_text("This passage: Link")
    link.click()
    expect(status).to_have_text("The link has been copied and can be pasted")
    expect(link).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(f"{in_english(site.release)}#t5")
    page.get_by_role("button", name="High contrast").click()
    expect(status).to_have_text("High contrast is on")
    page.get_by_role("button", name="Leave high contrast").click()
    expect(status).to_have_text("High contrast is off")
    page.evaluate("() => scrollTo(0, 0)")
    page.keyboard.press("Alt+ArrowUp")
    expect(status).to_have_text("There are no more questions above")


def test_a_chinese_voice_reads_the_chinese_words(visit: Open, site: Addresses) -> None:
    page = visit("/en/")
    page.add_init_script(VOICE)
    page.goto(in_english(site.release))
    page.locator("#t5").get_by_role("button", name="Read from here").click()
    expect(page.locator(".player-words")).to_have_text("Reading: Q 澜江日报记者")
    page.evaluate("() => finish()")
    assert page.evaluate("() => spoken") == [
        ["zh-CN", "Q 澜江日报记者"],
        ["zh-CN", "今年的2400个普惠托位怎么分布？"],
    ]
    pause = page.locator("[data-player=pause]")
    expect(pause).to_have_text("Pause")
    pause.click()
    expect(pause).to_have_text("Go on")
