"""Typing at the desk in a real browser: kept by itself, checked by itself, and not lost to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from releases.desk.models import Conference, Draft
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import violations
from tests.desk.making import account, client_of, form_data, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Sit = Callable[..., Page]


@pytest.fixture
def staff() -> User:
    as_migrated()
    return account("撰稿", "zhou")


@pytest.fixture
def draft(staff: User) -> Conference:
    return ready(by=staff, photo="")


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, staff: User) -> Iterator[Sit]:
    """Return what opens a page in a browser of its own, logged in; what it logs as wrong fails the test."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def opened(address: str, *, scripts: bool = True, heard: bool = True) -> Page:
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=scripts)
        contexts.append(context)
        session = client_of(staff).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
        if heard:
            context.on("console", hear)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def address(conference: Conference, page: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/{page}/"


@pytest.mark.parametrize("name", ["review", "change"])
def test_typing_is_kept_and_offered_in_another_browser(sit: Sit, draft: Conference, name: str) -> None:
    page = sit(address(draft, name))
    page.fill("#id_turns-1-body", "写到一半的话。")
    expect(page.locator("#desk-saved")).to_contain_text("草稿已自动保存", timeout=9000)
    other = sit(address(draft, name))
    expect(other.locator("#desk-draft")).to_be_hidden()
    expect(other.locator(".desk-unsaved[role=status] p")).to_have_text(
        "服务器上有您没有保存的草稿，改了 1 处。"
    )
    other.get_by_role("button", name="找回这些修改").click()
    expect(other.locator("#id_turns-1-body")).to_have_value("写到一半的话。")
    other.locator("[value=保存草稿], [name=_save]").first.click()
    expect(other.locator(".messagelist .success")).to_be_visible()
    assert draft.turns.filter(body="写到一半的话。").count() == 1
    assert not Draft.objects.exists()


def test_a_draft_is_let_go_with_and_without_scripts(sit: Sit, draft: Conference, staff: User) -> None:
    row = {"conference": draft, "user": staff, "page": "review", "revision": draft.revision}
    Draft.objects.create(**row, entries={"turns-1-body": "写到一半的话。"})
    page = sit(address(draft, "review"))
    with page.expect_response("**/draft/"):
        page.get_by_role("button", name="不要了").click()
    expect(page.locator(".desk-unsaved:visible")).to_have_count(0)
    assert not Draft.objects.exists()
    Draft.objects.create(**row, entries={"turns-1-body": "写到一半的话。"})
    plain = sit(address(draft, "review"), scripts=False)
    plain.get_by_text("查看草稿（1 处）").click()
    expect(plain.get_by_label("实录第 2 行 内容")).to_have_value("写到一半的话。")
    plain.get_by_role("button", name="不要了").click()
    expect(plain.locator("#desk-draft")).to_have_count(0)
    assert not Draft.objects.exists()


def test_what_is_offered_is_not_overwritten_by_new_typing(sit: Sit, draft: Conference, staff: User) -> None:
    row = Draft.objects.create(
        conference=draft,
        user=staff,
        page="review",
        revision=draft.revision,
        entries={"turns-1-body": "先写的。"},
    )
    page = sit(address(draft, "review"))
    page.fill("#id_turns-2-body", "后写的。")
    expect(page.locator("#desk-saved")).to_contain_text("草稿已自动保存", timeout=9000)
    row.refresh_from_db()
    assert row.entries == {"turns-1-body": "先写的。", "turns-2-body": "后写的。"}
    Draft.objects.update(revision=draft.revision + 7)
    other = sit(address(draft, "review"))
    expect(other.locator(".desk-unsaved textarea:visible")).to_have_value("先写的。\n\n后写的。")
    other.fill("#id_turns-3-body", "又写的。")
    expect(other.locator("#desk-saved")).to_contain_text("上面还有一份草稿没有处理", timeout=9000)
    assert Draft.objects.get().entries == row.entries


def test_a_draft_that_cannot_be_kept_is_told(sit: Sit, draft: Conference) -> None:
    # Not heard: the browser logs the 401 that this is about.
    page = sit(address(draft, "review"), heard=False)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_turns-1-body", "写到一半的话。")
    expect(page.locator("#desk-saved")).to_contain_text("还保留在这个标签页里", timeout=9000)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["review", "change"])
def test_a_finding_appears_while_typing_and_leads_to_its_field(
    sit: Sit, draft: Conference, name: str
) -> None:
    page = sit(address(draft, name))
    sent = []
    page.on("request", lambda request: sent.append(request) if "/check/" in request.url else None)
    page.locator("#id_turns-1-body").fill("")
    page.locator("#id_turns-1-body").press_sequentially("定于下午16:00举行。")
    link = page.locator(".desk-findings a[href='#id_turns-1-body']")
    expect(link).to_contain_text("16:00")
    expect(page.locator("#desk-checked")).to_contain_text("按现在写的检查")
    link.click()
    expect(page.locator("#id_turns-1-body")).to_be_focused()
    page.wait_for_timeout(1500)
    assert {request.headers.get("x-background") for request in sent} == {"typed"}
    assert len(sent) <= 2
    assert not draft.turns.filter(body__contains="16:00").exists()


@pytest.mark.parametrize("name", ["review", "change"])
def test_both_versions_are_shown_and_both_are_kept(sit: Sit, draft: Conference, name: str) -> None:
    page = sit(address(draft, name))
    page.fill("#id_turns-1-body", "我的话。")
    other = client_of(account("签发"))
    data = form_data(other.get(address(draft, "review")).content.decode())
    typed = {**data, "turns-0-body": "别人的另一段。", "turns-1-body": "别人的话。"}
    assert other.post(address(draft, "review"), typed).status_code == 302
    page.locator("[value=保存草稿], [name=_save]").first.click()
    both = page.locator(".desk-overtaken")
    expect(both.locator("del", has_text="别人")).to_have_count(1)
    expect(both.locator("ins", has_text="我")).to_have_count(1)
    expect(page.locator("#id_turns-0-body")).to_have_value("别人的另一段。")
    expect(page.locator("#id_turns-1-body")).to_have_value("我的话。")
    page.get_by_role("button", name="在现在的内容上保存我写的").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert list(draft.turns.values_list("body", flat=True))[:2] == ["别人的另一段。", "我的话。"]
    page.goto(address(draft, name))
    expect(page.locator(".desk-unsaved:visible")).to_have_count(0)


def test_letting_mine_go_reloads_what_is_saved(sit: Sit, draft: Conference) -> None:
    page = sit(address(draft, "review"))
    page.fill("#id_turns-1-body", "我的话。")
    expect(page.locator("#desk-saved")).to_contain_text("草稿已自动保存", timeout=9000)
    other = client_of(account("签发"))
    data = form_data(other.get(address(draft, "review")).content.decode())
    assert other.post(address(draft, "review"), {**data, "turns-1-body": "别人的话。"}).status_code == 302
    page.locator("[value=保存草稿]").first.click()
    page.get_by_role("button", name="放弃我写的，重新打开").click()
    expect(page.locator("#id_turns-1-body")).to_have_value("别人的话。")
    expect(page.locator(".desk-unsaved:visible")).to_have_count(0)
    assert not Draft.objects.exists()


def test_axe_finds_nothing_beside_an_overtaken_page(sit: Sit, draft: Conference, staff: User) -> None:
    row = {"conference": draft, "user": staff, "page": "review", "revision": draft.revision}
    Draft.objects.create(**row, entries={"turns-1-body": "写到一半的话。"})
    # Not heard: the policy refuses axe's own styles.
    page = sit(address(draft, "review"), heard=False)
    assert violations(page) == {1440: []}
    page.fill("#id_turns-1-body", "我的话。")
    other = client_of(account("签发"))
    data = form_data(other.get(address(draft, "review")).content.decode())
    assert other.post(address(draft, "review"), {**data, "turns-1-body": "别人的话。"}).status_code == 302
    page.locator("[value=保存草稿]").first.click()
    expect(page.locator(".desk-overtaken")).to_be_visible()
    assert violations(page) == {1440: []}
