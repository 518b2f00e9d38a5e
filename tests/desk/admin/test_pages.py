"""Every screen of the desk: no inline script or style, so that the strict policy holds; in Chinese."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from releases.desk import workflow
from releases.desk.models import Leftover
from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/desk/",
    "/desk/desk/",
    "/desk/desk/conference/",
    "/desk/desk/conference/add/",
    "/desk/desk/conference/import/",
    "/desk/desk/conference/publish/?pk={pk}",
    "/desk/desk/conference/{pk}/change/",
    "/desk/desk/conference/{pk}/history/",
    "/desk/desk/conference/{pk}/import/",
    "/desk/desk/conference/{pk}/photos/",
    "/desk/desk/conference/{pk}/review/",
    "/desk/desk/conference/{pk}/preview/",
    "/desk/desk/conference/{pk}/publish/",
    "/desk/desk/conference/{pk}/withdraw/",
    "/desk/desk/person/",
    "/desk/auth/user/",
    "/desk/audit/entry/",
    "/desk/record/section/",
)


def inline(page: bytes) -> list[str]:
    """Return what a policy of 'self' would refuse."""
    tree = html.document_fromstring(page)
    runnable = [script for script in tree.iter("script") if script.get("type") != "application/json"]
    found = [html.tostring(script).decode() for script in runnable if not script.get("src")]
    found += [html.tostring(style).decode() for style in tree.iter("style")]
    for element in tree.iter():
        found += [name for name in element.attrib if name == "style" or str(name).startswith("on")]
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_inline_and_a_policy_on_every_screen(address: str) -> None:
    conference = ready()
    source = conference.sources.get()
    Leftover.objects.create(conference=conference, source=source, line=1, text="x", kind="furniture")
    workflow.publish(conference=conference, by=None)
    desk = client_of(User.objects.create_superuser("root"))
    response = desk.get(address.format(pk=conference.pk))
    assert response.status_code == 200
    assert inline(response.content) == []
    assert "default-src 'none'; script-src 'self'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert b'lang="zh' in response.content


def test_the_login_page_is_chinese_and_names_the_desk(client: Client) -> None:
    page = client.get("/desk/login/").content.decode()
    assert inline(page.encode()) == []
    for words in ("新闻发布编辑台", "用户名", "密码", "登录"):
        assert words in page


def test_the_lists_of_the_first_page_are_headed_in_chinese() -> None:
    first: Any = html.document_fromstring(client_of(account("管理员")).get("/desk/").content.decode())
    tables = [
        [each.text_content() for each in table.iter("th", "td", "caption")] for table in first.iter("table")
    ]
    assert [[words.strip() for words in table] for table in tables] == [
        ["认证和授权", "名称", "增加", "查看或修改", "用户", "增加", "修改", "组", "", "查看"],
    ]
    assert first.xpath("//table//a/@aria-label") == ["增加用户", "修改用户", "查看组"]
