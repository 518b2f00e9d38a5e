"""The whole path in a real browser: a Word file, three signatures, the public, a correction, a withdrawal.

Five people, each in a browser of their own, each with a device of their own.
"""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Callable, Iterator

import pytest
from django_otp.oath import totp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from releases.audit.export import rows
from releases.audit.models import Entry
from releases.audit.verify import verify
from releases.desk.models import Conference, SignOff
from releases.record.models import Version
from tests.browser.content import as_migrated
from tests.desk.making import CLEAN, account, photo_bytes, section, word_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "Xun-Qiao-3856-lu"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REVIEWERS = ("初审", "复审", "终审")
WRONG, RIGHT = "预计明年六月底完工。", "预计明年七月底完工。"
NOTE = "王禾回答中“六月底”应为“七月底”，系文字记录有误，特此更正。"
REASON = "通报的完工时间有误，正在核实。"

Seat = Callable[[str], Page]


@pytest.fixture
def seat(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Seat]:
    """Return what logs somebody of a role in, with password and device; what a page logs as wrong fails."""
    settings.SECOND_FACTOR = True
    settings.SIGN_OFF_LEVELS = [(name, name) for name in REVIEWERS]
    as_migrated()
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def sit(role: str) -> Page:
        user = account(role, f"path-{len(contexts)}")
        user.set_password(PASSWORD)
        user.save()
        context = chromium.new_context(base_url=live_server.url)
        contexts.append(context)
        context.on("console", hear)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        page = context.new_page()
        page.goto("/desk/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        secret = page.locator(".desk-secret").inner_text().replace(" ", "")
        page.get_by_label("验证码").fill(f"{totp(b32decode(secret)):06}")
        page.get_by_role("button", name="绑定").click()
        expect(page.locator(".desk-codes li")).to_have_count(10)
        page.get_by_role("link", name="我已保存，继续").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
        return page

    yield sit
    for context in contexts:
        context.close()
    assert wrong == []


def press(page: Page, name: str, said: str) -> None:
    """Press a button, and read what the desk says of it."""
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator(".messagelist .success").first).to_contain_text(said)


def signed_by_all(reviewers: dict[str, Page], one: str) -> None:
    """Let each level sign, in its order."""
    for level, page in reviewers.items():
        page.goto(f"{one}/signing/")
        press(page, f"{level}签字通过", "已签字。")


def test_a_word_file_becomes_a_release_is_corrected_and_withdrawn(
    seat: Seat, chromium: Browser, live_server: LiveServer
) -> None:
    editor, publisher = seat("撰稿"), seat("签发")
    reviewers = {level: seat(level) for level in REVIEWERS}
    public = chromium.new_context(base_url=live_server.url, service_workers="block").new_page()

    # Upload the Word file.
    editor.goto("/desk/desk/conference/import/")
    editor.set_input_files(
        "[name=file]",
        {"name": "实录.docx", "mimeType": WORD, "buffer": word_bytes(CLEAN, photo=photo_bytes())},
    )
    editor.select_option("[name=section]", value=str(section().pk))
    editor.get_by_role("button", name="导入", exact=True).click()
    conference = Conference.objects.get()
    one = f"/desk/desk/conference/{conference.pk}"
    expect(editor).to_have_url(f"{live_server.url}{one}/review/")

    # Mend what the import could not know: what the photo shows.
    editor.goto(f"{one}/change/")
    editor.fill("#id_photos-0-alt", "三人坐在台上")
    editor.fill("#id_photos-0-caption", "发布会现场。")
    editor.locator("[name=_save]").first.click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    # Three people sign, and only then does somebody publish.
    editor.goto(f"{one}/signing/")
    press(editor, "送审", "已送审。")
    publisher.goto(f"{one}/publish/")
    expect(publisher.get_by_role("button", name="确认签发")).to_have_count(0)
    signed_by_all(reviewers, one)
    publisher.goto(f"{one}/publish/")
    press(publisher, "确认签发", "发布")
    conference.refresh_from_db()
    release = f"/releases/{conference.release_id}/"
    public.goto(release)
    expect(public.get_by_text(WRONG)).to_be_visible()

    # Correct it: the public reads the old words until the new ones are out.
    editor.goto(f"{one}/review/")
    turn = editor.locator("textarea", has_text=WRONG).first
    turn.fill(RIGHT)
    press(editor, "保存草稿", "已保存。")
    editor.goto(f"{one}/signing/")
    press(editor, "送审", "已送审。")
    signed_by_all(reviewers, one)
    public.reload()
    expect(public.get_by_text(WRONG)).to_be_visible()
    publisher.goto(f"{one}/publish/")
    publisher.get_by_label("公开说明").fill(NOTE)
    press(publisher, "确认发布更正或补充", "发布")
    public.reload()
    expect(public.get_by_text(RIGHT).first).to_be_visible()
    expect(public.get_by_text(NOTE).first).to_be_visible()

    # Withdraw it: the address stays, and says why.
    publisher.goto(f"{one}/withdraw/")
    publisher.get_by_label("理由").fill(REASON)
    press(publisher, "确认撤回", "撤回")
    answer = public.reload()
    assert answer is not None
    assert answer.status == 410
    expect(public.get_by_text(REASON)).to_be_visible()
    expect(public.get_by_text(RIGHT)).to_have_count(0)
    public.context.close()

    assert list(Version.objects.order_by("number").values_list("number", "kind")) == [
        (1, "first"),
        (2, "correction"),
        (3, "withdrawal"),
    ]
    signatures = SignOff.objects.order_by("pk").values_list("level", "by__groups__name")
    assert list(signatures) == [*enumerate(REVIEWERS, 1)] * 2
    # Each step of the five people stands in one unbroken chain.
    assert (verify(rows()).fault, Entry.objects.filter(action="login").count()) == ("", 5)
