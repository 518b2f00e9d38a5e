"""What the desk says when it refuses: in Chinese, on pages of its own."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.desk.making import account, client_of

pytestmark = pytest.mark.django_db


def heading(content: bytes) -> list[str]:
    return re.findall(r"<(?:title|h1)>(.*?)</", content.decode())


def test_a_page_beyond_ones_role_says_whom_to_ask() -> None:
    response = client_of(account("撰稿")).get("/desk/auth/user/")
    assert response.status_code == 403
    assert heading(response.content) == ["没有权限打开这个页面"] * 2
    assert "请联系管理员" in response.content.decode()


def test_a_form_from_before_a_login_says_what_to_do() -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(account("撰稿"))
    response = desk.post("/desk/desk/conference/import/", {"text": "x"})
    assert response.status_code == 403
    assert heading(response.content) == ["页面已过期，没有保存"] * 2
    assert '<a class="button" href="">' in response.content.decode()
