"""What a password must not be."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.fixtures import Settings

from tests.accounts.making import member
from tests.desk.making import account

SHORT, COMMON, DIGITS, LIKE = (
    "password_too_short",
    "password_too_common",
    "password_entirely_numeric",
    "password_too_similar",
)
KINDS, NAME, SITE, RUN = "password_few_kinds", "password_of_username", "password_of_site", "password_run"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    settings.SITE_NAME = "LJ-Portal"


def objections(password: str, username: str = "zhou.mingyuan") -> list[str]:
    """Return the codes of everything that is wrong with a password."""
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        return sorted(str(each.code) for each in error.error_list)
    return []


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("Teal-Otter-42-Rides", []),
        ("teal otter 42 rides", []),
        ("TealOtterRidesFour2", []),
        ("翠鸟-Otter-飞过42", []),
        ("Teal-Otter-4", []),
        ("Teal-Otter4", [SHORT]),
        ("tealotterridesfour", [KINDS]),
        ("teal-otter-rides-on", [KINDS]),
        ("tealotterrides42", [KINDS]),
        ("948271605837", [KINDS, DIGITS]),
        ("Zhou-Otter-42-Rides", [NAME]),
        ("Teal-MINGYUAN-42", [NAME]),
        ("Teal-ｍｉｎｇｙｕａｎ-42", [NAME]),
        ("Springtime2026", [SITE]),
        ("Springtime@2026!", [SITE]),
        ("2026-Springtime", [SITE]),
        ("Springtime20261124", [SITE]),
        ("Springtime-2126", []),
        ("Blue-Springtime-2026", []),
        ("Teal-LanJiang-42", [SITE]),
        ("Teal-lan_jiang-42", [SITE]),
        ("Teal-lj.portal-42", [SITE]),
        ("Teal-Otter-1111", [RUN]),
        ("Teal-Otter-1234", [RUN]),
        ("Teal-Otter-4321", [RUN]),
        ("Teal-Otter-WXYZ7", [RUN]),
        ("Teal-Otter-qwer7", [RUN]),
        ("Teal-Otter-gfds7", [RUN]),
        ("Teal-Otter-123-777", []),
    ],
)
def test_a_password_is_judged(password: str, found: list[str]) -> None:
    assert objections(password) == sorted(found)


@pytest.mark.parametrize(
    ("username", "password", "found"),
    [
        ("wu", "Teal-Wu-Otter-42", []),
        ("周明远", "Teal-明远-Otter-42", []),
        ("周", "Teal-周-Otter-42", []),
        ("明远", "Teal-明远-Otter-42", [NAME]),
        ("lin1987", "Teal-Otter-1987", [NAME]),
        ("lin1987", "Teal-Linen-Otter-7", [NAME]),
    ],
)
def test_a_name_counts_where_it_can_be_recognised(username: str, password: str, found: list[str]) -> None:
    assert objections(password, username) == found


def test_a_site_without_a_telling_name_forbids_no_word(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.SITE_NAME = "门户"
    assert objections("Teal-LanJiang-门户-42") == []


def test_every_rule_is_said_before_a_password_is_typed() -> None:
    texts = password_validators_help_texts()
    assert len(texts) == 5
    assert texts[-1] == (
        "密码要包含大写字母、小写字母、数字、其他符号中的至少三种；不能包含用户名和本站名称，"
        "不能是“地名或单词加年份”，不能有 4 个或更多重复或连续的字符（4 个也不行），如 1111、1234、abcd、qwer。"
    )


def test_all_objections_come_at_once_in_chinese() -> None:
    with pytest.raises(ValidationError) as caught:
        validate_password("zhou1111", User(username="zhou111"))
    assert caught.value.messages == [
        "密码跟 用户名 太相似了。",
        "密码太短，至少要 12 个字符。",
        "密码要包含大写字母、小写字母、数字、其他符号中的至少三种。",
        "密码不能包含用户名或其中一部分。",
        "密码不能有 4 个或更多重复或连续的字符（4 个也不行），如 1111、1234、abcd、qwer。",
    ]


@pytest.mark.django_db
def test_an_account_whose_name_is_taken_is_refused_in_words(client: Client) -> None:
    """A name that the form has refused is None when the password is judged."""
    member("chen")
    client.force_login(account("管理员"))
    data = {"username": "chen", "password1": "Qz7!mLw9#tRk", "password2": "Qz7!mLw9#tRk"}
    response = client.post("/desk/auth/user/add/", data)
    assert response.status_code == 200
    assert "已存在一位使用该名字的用户。" in response.content.decode()
