"""A person's own page, and signing out everywhere."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from tests.accounts.making import device_of, enrolled, member, said, verified
from tests.desk.admin.test_pages import inline
from tests.desk.making import client_of

pytestmark = pytest.mark.django_db

PAGE, OUT = "/desk/account/", "/desk/account/sign-out-everywhere/"


def lines(client: Client) -> list[str]:
    """Return the page's words, without what stands around them."""
    page = client.get(PAGE).content.decode()
    main = re.sub(r"<[^>]+>", "", page.partition('<div id="content-main">')[2].partition("</div>")[0])
    return [line.strip() for line in main.splitlines() if line.strip()]


def test_the_page_shows_what_guards_the_account() -> None:
    client = client_of(member())
    assert lines(client)[:3] == ["两步验证", "还没有绑定验证设备。", "绑定验证设备"]
    user, _, _ = enrolled("chen")
    assert lines(client_of(user))[:4] == [
        "两步验证", "验证设备：手机。未用的恢复码：10 个。", "更换验证设备", "生成新的恢复码",
    ]  # fmt: skip


def test_every_page_of_the_desk_leads_to_it() -> None:
    assert f'<a href="{PAGE}">账号安全</a>' in client_of(member()).get("/desk/").content.decode()


def test_signing_out_everywhere_ends_every_session_of_ones_own() -> None:
    user = member()
    here, there, other = client_of(user), client_of(user), client_of(member("chen"))
    answer = here.post(OUT)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/login/")
    assert said(answer) == ["已在所有设备上退出，请重新登录。"]
    assert [client.get("/desk/").status_code for client in (here, there, other)] == [302, 302, 200]
    assert LogEntry.objects.get().get_change_message() == "退出了全部登录"


def test_a_link_signs_nobody_out() -> None:
    client = client_of(member())
    assert client.get(OUT).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get())
    assert strict.post(OUT).status_code == 403
    assert [each.get("/desk/").status_code for each in (client, strict)] == [200, 200]


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}verify/", f"{PAGE}enrol/", f"{PAGE}recovery-codes/"])
def test_a_page_wants_a_log_in(page: str) -> None:
    visitor = client_of(User.objects.create_user("guest"))
    for client in (Client(), visitor):
        assert client.get(page)["Location"] == f"/desk/login/?next={page}"
        assert client.post(page).status_code == 302


def test_nothing_inline_on_any_page() -> None:
    user = member()
    pages = [client_of(user).get(f"{PAGE}enrol/"), client_of(user).get(PAGE)]
    client = verified(user, device_of(user))
    pages += [client.get(f"{PAGE}{page}") for page in ("", "verify/", "enrol/", "recovery-codes/")]
    pages += [client.post(f"{PAGE}recovery-codes/")]
    assert [(page.status_code, inline(page.content)) for page in pages] == [(200, [])] * 7
    assert ["no-store" in page["Cache-Control"] for page in pages] == [True] * 7
