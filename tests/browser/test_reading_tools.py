"""Reading a transcript one's own way: only questions, by key, aloud, shared and quoted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.content import DOCUMENT, Addresses

pytestmark = pytest.mark.browser

CANONICAL = "https://news.example.gov.cn"
# A browser without a screen has no voice: one that notes what it is given, and ends each sentence when told.
VOICE = """
window.spoken = []; window.cancelled = 0;
const voice = {
  speak(said) { window.spoken.push([said.lang, said.text]); window.saying = said; },
  cancel() { window.cancelled += 1; },
};
Object.defineProperty(window, "speechSynthesis", { value: voice, configurable: true });
window.finish = () => window.saying.dispatchEvent(new Event("end"));
"""


def shown(page: Page) -> list[str]:
    """Return the turns one sees."""
    return [turn.get_attribute("id") or "" for turn in page.locator(".turn:visible").all()]


@pytest.mark.parametrize("scripts", [True, False])
def test_only_questions_and_answers_are_shown_when_asked_for(
    visit: Open, site: Addresses, *, scripts: bool
) -> None:
    page = visit(site.release, scripts=scripts)
    assert len(shown(page)) == 10
    page.get_by_role("radio", name="只看问答").check()
    assert shown(page) == ["t5", "t6", "t7", "t8", "t9"]
    expect(page.get_by_text("这里只有提问和回答，其余发言没有显示。")).to_be_visible()
    marks = page.locator(".outline-side > .outline-scroll > ol > li:visible")
    assert {entry.get_attribute("class") for entry in marks.all()} == {"outline-question"}
    page.get_by_role("radio", name="全文").check()
    assert len(shown(page)) == 10


def test_the_link_of_another_turn_still_leads_to_it(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.get_by_role("radio", name="只看问答").check()
    page.evaluate("() => { location.hash = 't3' }")
    expect(page.locator("#t3")).to_be_in_viewport()


def test_an_announcement_offers_no_choice_of_questions(visit: Open, site: Addresses) -> None:
    page = visit(site.announcement)
    assert (page.locator(".view").count(), page.get_by_text("朗读全文").count()) == (0, 0)


def test_questions_are_reached_by_key(visit: Open, site: Addresses) -> None:
    page = visit(site.release)

    def pressed(key: str) -> list[str]:
        page.keyboard.press(f"Alt+{key}")
        return page.evaluate("() => [location.hash, document.activeElement.closest('.turn')?.id]")  # type: ignore[no-any-return]

    assert [pressed(key) for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")] == [
        ["#t5", "t5"],
        ["#t8", "t8"],
        ["#t8", "t8"],
        ["#t5", "t5"],
    ]
    expect(page.locator("#t5")).to_be_in_viewport()
    pressed("ArrowUp")
    expect(page.get_by_role("status")).to_have_text("前面没有提问了")


def test_a_question_leads_to_the_next_without_scripts(visit: Open, site: Addresses) -> None:
    page = visit(site.release, scripts=False)
    page.locator("#t5").get_by_role("link", name="下一问").click()
    assert page.url.endswith("#t8")
    assert page.locator("#t8").get_by_role("link", name="下一问").count() == 0


def test_a_copied_passage_names_its_source(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    words = page.locator("#t6 .turn-words p").first
    words.evaluate("one => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+C")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    text, _, source = copied.partition("\n\n")
    assert text == words.inner_text()
    assert source == (
        f"——周启明（市卫生健康委员会党组书记、主任），《{DOCUMENT.title}》，2026年4月15日\n{CANONICAL}{site.release}#t6"
    )


def test_a_passage_of_two_people_says_who_said_what(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    question, answer = page.locator("#t5 .turn-words p").first, page.locator("#t6 .turn-words p").first
    page.evaluate(
        """([from, to]) => getSelection().setBaseAndExtent(from.firstChild, 2, to.firstChild, 9)""",
        [question.element_handle(), answer.element_handle()],
    )
    page.keyboard.press("Control+C")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    asked = "\n".join(page.locator("#t5 .turn-words p").all_inner_texts())[2:]
    assert copied == (
        f"澜江日报记者：{asked}\n\n周启明：{answer.inner_text()[:9]}\n\n"
        f"——《{DOCUMENT.title}》，2026年4月15日\n{CANONICAL}{site.release}#t5"
    )


def test_a_copied_word_stays_a_word(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#t6 .turn-words p").first.evaluate(
        "one => getSelection().setBaseAndExtent(one.firstChild, 0, one.firstChild, 4)"
    )
    page.keyboard.press("Control+C")
    first = page.locator("#t6 .turn-words p").first.inner_text()[:4]
    assert page.evaluate("() => navigator.clipboard.readText()") == first


def test_a_citation_is_copied_with_a_button(visit: Open, site: Addresses) -> None:
    page = visit(site.release, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#t6").get_by_role("link", name="引用").click()
    form = page.get_by_role("region", name="出处", exact=True)
    form.get_by_role("button", name="复制").click()
    expect(form.get_by_role("button")).to_have_text("已复制")
    expect(page.get_by_role("status")).to_have_text("已复制，可以粘贴")
    assert page.evaluate("() => navigator.clipboard.readText()") == (
        f"周启明（市卫生健康委员会党组书记、主任），《{DOCUMENT.title}》，2026年4月15日，第 1 版，"
        f"{CANONICAL}{site.release}v1/#t6"
    )


def test_a_citation_that_cannot_be_copied_says_what_to_do(visit: Open, site: Addresses) -> None:
    page = visit(f"{site.release}v1/cite/t6/")
    page.evaluate(
        """() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"))
          document.execCommand = () => false
        }"""
    )
    form = page.get_by_role("region", name="出处", exact=True)
    form.get_by_role("button", name="复制").click()
    expect(form.get_by_role("button")).to_have_text("请选中文字复制")


def test_a_phone_shares_a_turn_with_its_own_sheet(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.add_init_script(
        """navigator.share = (data) => { window.sharedWith = data; return Promise.resolve() };
           const match = window.matchMedia.bind(window);
           window.matchMedia = (query) => query === "(pointer: coarse)" ? { matches: true } : match(query);"""
    )
    page.reload()
    link = page.locator("#t6 .turn-link")
    expect(link).to_have_text("本段分享")
    link.click()
    assert page.evaluate("() => window.sharedWith.url") == f"{CANONICAL}{site.release}#t6"
    expect(page.get_by_role("status")).to_have_text("")


def test_the_transcript_is_read_aloud_turn_by_turn(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.add_init_script(VOICE)
    page.reload()
    page.locator("#t5").get_by_role("button", name="从这里朗读").click()
    player = page.get_by_role("group", name="朗读")
    expect(player.get_by_role("button", name="暂停")).to_be_focused()
    expect(page.locator("[data-reading]")).to_have_attribute("id", "t5")
    assert page.evaluate("() => window.spoken") == [["zh-CN", "问 澜江日报记者"]]
    page.evaluate("() => window.finish()")
    first = page.evaluate("() => window.spoken.at(-1)[1]")
    assert page.locator("#t5 .turn-words").inner_text().startswith(first)
    player.get_by_role("button", name="暂停").click()
    page.evaluate("() => window.finish()")
    assert page.evaluate("() => window.spoken.length") == 2
    # The sentence that was broken off is begun again.
    player.get_by_role("button", name="继续").click()
    assert page.evaluate("() => window.spoken.at(-1)[1]") == first
    player.get_by_role("button", name="下一段").click()
    expect(page.locator("[data-reading]")).to_have_attribute("id", "t6")
    expect(player.locator("p")).to_have_text("正在读：答 周启明")
    player.get_by_role("button", name="上一段").click()
    expect(page.locator("[data-reading]")).to_have_attribute("id", "t5")
    player.get_by_role("button", name="停止").click()
    expect(player).to_be_hidden()
    expect(page.locator("[data-reading]")).to_have_count(0)
    expect(page.get_by_role("button", name="朗读全文")).to_be_focused()


def test_reading_aloud_passes_over_what_is_not_shown_and_ends(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.add_init_script(VOICE)
    page.reload()
    page.get_by_role("radio", name="只看问答").check()
    page.get_by_role("button", name="朗读全文").click()
    read = []
    while page.locator("[data-reading]").count():
        read.append(page.locator("[data-reading]").get_attribute("id"))
        page.evaluate("() => window.finish()")
    assert list(dict.fromkeys(read)) == ["t5", "t6", "t7", "t8", "t9"]
    expect(page.get_by_role("button", name="朗读全文")).to_be_visible()


def test_a_browser_without_a_voice_says_so(visit: Open, site: Addresses) -> None:
    page = visit(site.release)
    page.add_init_script(VOICE)
    page.reload()
    page.get_by_role("button", name="朗读全文").click()
    page.evaluate(
        """() => window.saying.dispatchEvent(Object.assign(new Event("error"), { error: "voice-unavailable" }))"""
    )
    expect(page.get_by_role("button", name="这台设备没有可用的朗读声音")).to_be_focused()
    expect(page.get_by_role("group", name="朗读")).to_be_hidden()
