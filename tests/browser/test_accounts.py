"""A first log-in as somebody sees it: the real picture is scanned, and its codes open the desk."""

from __future__ import annotations

import io
from base64 import b32decode
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from django.contrib.auth.models import User
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from releases.accounts import sessions
from releases.desk.models import Draft
from tests.accounts.making import PASSWORD, code_of, device_of, member
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import WIDTHS, violations
from tests.desk.making import account, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Sit = Callable[..., Page]


@pytest.fixture
def staff(settings: Settings) -> User:
    as_migrated()
    settings.SECOND_FACTOR = True
    return member()


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, staff: User) -> Iterator[Sit]:  # noqa: ARG001  (order)
    """Return what opens a page in a browser of its own; what it logs as wrong fails the test."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        # A status that a test asked for is logged as if it were a fault.
        if message.type in ("error", "warning") and "responded with a status of" not in message.text:
            wrong.append(message.text)

    def opened(address: str, *, scripts: bool = True, heard: bool = True) -> Page:
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=scripts)
        contexts.append(context)
        if heard:
            context.on("console", hear)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def log_in(page: Page) -> None:
    """Type the password."""
    page.get_by_label("用户名").fill("zhou")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def scanned(page: Page) -> dict[str, list[str]]:
    """Return what a phone reads from the picture on the screen."""
    picture = Image.open(io.BytesIO(page.locator(".desk-qr").screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    address = urlsplit(found[0].text)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    return parse_qs(address.query) | {"label": [address.path]}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_first_log_in_scans_types_and_keeps_the_codes(sit: Sit, scripts: bool) -> None:  # noqa: FBT001  (a parameter of the table)
    page = sit("/desk/desk/conference/", scripts=scripts)
    log_in(page)
    expect(page.get_by_role("heading", name="绑定验证设备", level=1)).to_be_visible()
    read = scanned(page)
    assert (read["issuer"], read["period"], read["digits"]) == (["新闻发布平台"], ["30"], ["6"])
    shown = page.locator(".desk-secret").inner_text().replace(" ", "")
    assert read["secret"] == [shown]
    key = _key(shown)
    page.get_by_label("验证码").fill(code_of(key))
    page.get_by_role("button", name="绑定").click()
    codes = page.locator(".desk-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="我已保存，继续").click()
    expect(page).to_have_url(f"{_base(page)}/desk/desk/conference/")

    other = sit("/desk/", scripts=scripts)
    log_in(other)
    expect(other.get_by_label("验证码")).to_be_visible()
    other.get_by_label("验证码").fill(code_of(key, ahead=1))
    other.get_by_role("button", name="验证", exact=True).click()
    expect(other.get_by_role("heading", name="工作台")).to_be_visible()

    paper = sit("/desk/", scripts=scripts)
    log_in(paper)
    paper.get_by_text("手机不在身边：用恢复码").click()
    paper.get_by_label("恢复码").fill(codes[4])
    paper.get_by_role("button", name="用恢复码验证").click()
    expect(paper.locator(".messagelist .warning")).to_contain_text("还剩 9 个")
    expect(paper.get_by_role("heading", name="工作台")).to_be_visible()


def test_the_codes_are_printed_without_what_stands_around_them(sit: Sit) -> None:
    page = sit("/desk/account/enrol/")
    log_in(page)
    page.get_by_label("验证码").fill(code_of(_key(page.locator(".desk-secret").inner_text())))
    page.get_by_role("button", name="绑定").click()
    page.emulate_media(media="print")
    expect(page.locator(".desk-codes")).to_be_visible()
    expect(page.get_by_role("link", name="我已保存，继续")).to_be_hidden()
    expect(page.locator("#header")).to_be_hidden()


def test_whoever_signs_out_everywhere_reads_so_on_the_way_in(sit: Sit, staff: User) -> None:
    device = device_of(staff)
    page = sit("/desk/account/")
    log_in(page)
    page.get_by_label("验证码").fill(code_of(device.key))
    page.get_by_role("button", name="验证", exact=True).click()
    page.get_by_role("button", name="在所有设备上退出").click()
    expect(page.locator(".messagelist .success")).to_have_text("已在所有设备上退出，请重新登录。")
    expect(page.get_by_label("用户名")).to_be_visible()


def test_a_lock_is_a_page_with_a_way_back(sit: Sit) -> None:
    page = sit("/desk/")
    for _ in range(5):
        page.get_by_label("用户名").fill("zhou")
        page.get_by_label("密码").fill("wrong")
        page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="登录失败次数过多")).to_be_visible()
    page.get_by_role("link", name="回到登录页").click()
    expect(page.get_by_label("用户名")).to_be_visible()


def test_words_outlive_a_session_that_ended_meanwhile(sit: Sit, staff: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    draft = ready(by=staff, photo="")
    address = f"/desk/desk/conference/{draft.pk}/review/"
    page = sit(address)
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page)
    expect(page.locator("#id_turns-1-body")).to_be_visible()
    # Scripts run before the page counts as loaded; typed earlier, words would be what it began with.
    page.wait_for_load_state("load")
    sessions.end_all(user=staff, by=None, reason="")
    page.fill("#id_turns-1-body", "写到一半的话。")
    saved = page.locator("#desk-saved")
    expect(saved).to_contain_text("您已经退出登录。草稿没有自动保存；", timeout=9000)
    expect(page.locator("#id_turns-1-body")).to_have_value("写到一半的话。")
    assert not Draft.objects.exists()
    page.goto(address)
    log_in(page)
    page.get_by_role("button", name="找回这些修改").click()
    expect(page.locator("#id_turns-1-body")).to_have_value("写到一半的话。")


def test_axe_finds_nothing_on_the_pages_of_an_account(sit: Sit, staff: User) -> None:
    # Not heard: the policy refuses axe's own styles.
    page = sit("/desk/login/", heard=False)
    found = {"log-in": violations(page, WIDTHS)}
    log_in(page)
    found["enrolling"] = violations(page, WIDTHS)
    page.get_by_label("验证码").fill("x")
    page.get_by_role("button", name="绑定").click()
    found["mistyped"] = violations(page, WIDTHS)
    key = _key(page.locator(".desk-secret").inner_text())
    page.get_by_label("验证码").fill(code_of(key))
    page.get_by_role("button", name="绑定").click()
    found["codes"] = violations(page, WIDTHS)
    root = account("管理员", "root")
    for name, path in {
        "own": "/desk/account/",
        "new codes": "/desk/account/recovery-codes/",
        "code": "/desk/account/verify/",
    }.items():
        page.goto(path)
        found[name] = violations(page, WIDTHS)
    page.get_by_text("手机不在身边：用恢复码").click()
    page.get_by_label("恢复码").fill("x")
    page.get_by_role("button", name="用恢复码验证").click()
    found["wrong code"] = violations(page, WIDTHS)
    staff.groups.set(root.groups.all())
    page.context.clear_cookies()
    page.goto(f"/desk/account/take-away/{root.pk}/")
    log_in(page)
    page.get_by_label("验证码").fill(code_of(key, ahead=1))
    page.get_by_role("button", name="验证", exact=True).click()
    expect(page.get_by_role("button", name="确认移除")).to_be_visible()
    found["take away"] = violations(page, WIDTHS)
    assert {name: lines for name, lines in found.items() if any(lines.values())} == {}
    assert len(found) == 9


def _key(secret: str) -> str:
    return b32decode(secret.replace(" ", "")).hex()


def _base(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"
