"""The desk in a real browser: no page breaks its own policy, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from releases.desk import workflow
from releases.desk.models import Conference, Leftover, Person
from tests.browser.content import as_migrated
from tests.desk.making import account, client_of, form_data, ready, section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff() -> User:
    as_migrated()
    zhou = account("签发", "zhou")
    # One person for every page: who publishes keeps no accounts, and the other way round.
    zhou.groups.add(Group.objects.get(name="管理员"))
    return zhou


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer, staff: User) -> Iterator[BrowserContext]:
    """Return a browser context that is logged in; what any page of it logs as wrong fails the test."""
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.on("console", hear)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    _log_in(context, staff, live_server.url)
    yield context
    context.close()
    assert wrong == []


def _log_in(context: BrowserContext, user: User, url: str) -> None:
    session = client_of(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{url}/desk/"}])


@pytest.fixture
def draft(staff: User) -> Conference:
    return ready(by=staff)


def review(context: BrowserContext, conference: Conference) -> Page:
    page = context.new_page()
    page.goto(f"/desk/desk/conference/{conference.pk}/review/")
    return page


def kept(page: Page) -> int:
    count: int = page.evaluate("() => sessionStorage.length")
    return count


def test_no_desk_page_breaks_the_policy(context: BrowserContext, draft: Conference, staff: User) -> None:
    public = ready(by=staff, text="另一场发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n", photo="")
    workflow.publish(conference=public, by=staff)
    person = Person.objects.first()
    assert person is not None
    one = f"/desk/desk/conference/{draft.pk}"
    addresses = {
        "/desk/": "工作台",
        "/desk/desk/conference/": "新闻发布会",
        "/desk/desk/conference/add/": "增加 新闻发布会",
        "/desk/desk/conference/import/": "导入文字稿",
        f"{one}/change/": "修改 新闻发布会",
        f"{one}/review/": f"核对：{draft}",
        f"{one}/import/": f"重新导入文字稿：{draft}",
        f"{one}/photos/": "上传图片",
        f"{one}/publish/": f"签发：{draft}",
        f"{one}/signing/": f"审核：{draft}",
        f"{one}/emergency/": f"紧急发布：{draft}",
        "/desk/desk/term/": "选择 规范用语 来修改",
        f"{one}/preview/": str(draft),
        f"{one}/history/": f"变更历史： {draft}",
        f"{one}/delete/": "删除",
        f"/desk/desk/conference/{public.pk}/publish/": f"发布更正或补充：{public}",
        f"/desk/desk/conference/{public.pk}/withdraw/": f"撤回：{public}",
        f"/desk/desk/person/{person.pk}/change/": "修改 人物",
        f"/desk/record/section/{section().pk}/change/": "修改 栏目",
        "/desk/questions/": "问答归类",
        "/desk/record/topic/add/": "增加 问答主题",
        "/desk/record/department/add/": "增加 部门",
        "/desk/auth/user/": "选择 用户 来修改",
        f"/desk/auth/user/{staff.pk}/change/": "修改 用户",
        "/desk/password_change/": "密码修改",
    }
    page = context.new_page()
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = page.locator("h1").first.inner_text().strip()
    assert found == addresses


def test_what_was_typed_outlives_an_expired_session(
    context: BrowserContext, draft: Conference, staff: User, live_server: LiveServer
) -> None:
    page = review(context, draft)
    page.fill("#id_turns-1-body", "改过的话。")
    context.clear_cookies(name="sessionid")
    page.locator("[value=保存草稿]").first.click()
    expect(page).to_have_url(f"{live_server.url}/desk/login/?next=/desk/desk/conference/{draft.pk}/review/")
    page.fill("[name=username]", staff.username)
    page.fill("[name=password]", "x")
    page.click("[type=submit]")
    expect(page.locator(".desk-unsaved p")).to_have_text("上次在这里改了 1 处，还没有保存。")
    expect(page.locator("#id_turns-1-body")).not_to_have_value("改过的话。")
    page.get_by_role("button", name="找回这些修改").click()
    expect(page.locator("#id_turns-1-body")).to_have_value("改过的话。")
    page.locator("[value=保存草稿]").first.click()
    expect(page.locator(".messagelist .success")).to_have_text("已保存。")
    assert (draft.turns.filter(body="改过的话。").count(), kept(page)) == (1, 0)
    expect(page.locator(".desk-unsaved")).to_have_count(0)


def test_what_was_typed_can_be_let_go(context: BrowserContext, draft: Conference) -> None:
    page = review(context, draft)
    page.fill("#id_turns-1-body", "改过的话。")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="不要了").click()
    expect(page.locator(".desk-unsaved")).to_have_count(0)
    assert kept(page) == 0


def test_leaving_asks_when_something_is_unsaved(context: BrowserContext, draft: Conference) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page = review(context, draft)
    page.on("dialog", stay)
    page.fill("#id_turns-1-body", "改过的话。")
    page.get_by_role("link", name="编辑全部内容").click()
    page.wait_for_timeout(200)
    assert (asked, page.url.rpartition("/conference/")[2]) == (["beforeunload"], f"{draft.pk}/review/")


def test_an_overtaken_page_gives_its_words_back(context: BrowserContext, draft: Conference) -> None:
    page = review(context, draft)
    page.fill("#id_turns-1-body", "我的话。")
    other = client_of(account("撰稿"))
    address = f"/desk/desk/conference/{draft.pk}/review/"
    data = form_data(other.get(address).content.decode())
    assert other.post(address, {**data, "turns-0-body": "别人的话。"}).status_code == 302
    page.locator("[value=保存草稿]").first.click()
    expect(page.locator(".messagelist .error")).to_contain_text("已由周撰稿修改")
    expect(page.locator("#id_turns-1-body")).to_have_value("我的话。")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator(".desk-unsaved textarea")).to_have_value("我的话。")
    expect(page.locator("#id_turns-0-body")).to_have_value("别人的话。")


def test_a_leftovers_button_saves_what_was_typed(context: BrowserContext, draft: Conference) -> None:
    row = Leftover.objects.create(
        conference=draft, source=draft.sources.get(), line=7, text="没有归位的话", kind="unplaced"
    )
    page = review(context, draft)
    page.fill("#id_turns-1-body", "没有归位的话，放在这里。")
    page.get_by_role("button", name="已放入正文").click()
    expect(page.locator(".messagelist .success")).to_have_text("已保存。")
    row.refresh_from_db()
    assert (row.state, draft.turns.filter(body="没有归位的话，放在这里。").count()) == ("placed", 1)


def test_enter_in_a_field_saves_and_decides_nothing(context: BrowserContext, draft: Conference) -> None:
    row = Leftover.objects.create(
        conference=draft, source=draft.sources.get(), line=7, text="没有归位的话", kind="unplaced"
    )
    page = review(context, draft)
    page.fill("#id_turns-1-label", "李局长")
    page.press("#id_turns-1-label", "Enter")
    expect(page.locator(".messagelist .success")).to_have_text("已保存。")
    row.refresh_from_db()
    assert (row.state, draft.turns.filter(label="李局长").count()) == ("open", 1)


def test_moving_a_turn_is_kept_too(context: BrowserContext, draft: Conference) -> None:
    page = review(context, draft)
    page.locator("#turn-t1").get_by_role("button", name="下移").click()
    assert kept(page) == 1
    page.locator("[value=保存草稿]").first.click()
    expect(page.locator(".messagelist .success")).to_have_text("已保存。")
    assert list(draft.turns.values_list("number", flat=True))[:2] == [2, 1]


def test_three_people_sign_and_a_fourth_publishes(
    chromium: Browser, live_server: LiveServer, staff: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("复审", "复审"), ("终审", "终审")]
    editor = account("撰稿", "editor")
    draft = ready(by=editor)
    address = f"/desk/desk/conference/{draft.pk}/signing/"

    def seat(user: User) -> Page:
        context = chromium.new_context(base_url=live_server.url)
        _log_in(context, user, live_server.url)
        page = context.new_page()
        page.goto(address)
        return page

    writer = seat(editor)
    writer.get_by_role("button", name="送审").click()
    expect(writer.locator(".messagelist .success")).to_have_text("已送审。")
    first = seat(account("初审", "first"))
    first.get_by_label("保留的理由").fill("与录音核对，原文如此。")
    first.get_by_role("button", name="核实无误").click()
    expect(first.locator(".messagelist .success")).to_have_text("已记下核实的理由。")
    first.get_by_role("button", name="初审签字通过").click()
    expect(first.locator(".messagelist .success")).to_have_text("已签字。")
    writer.goto(f"/desk/desk/conference/{draft.pk}/review/")
    writer.fill("#id_turns-1-body", "改过的话。")
    writer.locator("[value=保存草稿]").first.click()
    expect(writer.locator(".messagelist .success")).to_have_text("已保存。")
    first.reload()
    expect(first.locator(".desk-signatures")).to_contain_text("签过字，之后内容有改动，要重新签字")
    expect(first.locator(".desk-changes ins")).to_have_text(["改过的话。"])
    for page, name in (
        (first, "初审"),
        (seat(account("复审", "second")), "复审"),
        (seat(account("终审", "final")), "终审"),
    ):
        page.reload()
        page.get_by_role("button", name=f"{name}签字通过").click()
        expect(page.locator(".messagelist .success")).to_have_text("已签字。")
    publisher = seat(staff)
    publisher.get_by_role("link", name="签发").click()
    publisher.get_by_role("button", name="确认签发").click()
    expect(publisher.locator(".messagelist .success")).to_have_text("已发布，公开编号 20260329-1，第 1 版。")
    for page in (writer, first, publisher):
        page.context.close()
