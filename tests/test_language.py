"""The address of a page says which language it is in, and nothing else does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status", "language"),
    [
        ("/", 200, "zh-CN"),
        ("/people/", 200, "zh-CN"),
        ("/en/", 200, "en"),
        ("/en/people/", 200, "en"),
        ("/en/nowhere/", 404, "en"),
        ("/nowhere/", 404, "zh-CN"),
        # Neither the desk nor files have another address.
        ("/en/desk/", 404, "en"),
        ("/en/sitemap.xml", 404, "en"),
        ("/en/robots.txt", 404, "en"),
        ("/en/media/photos/x.jpg", 404, "en"),
        ("/en/releases/20260329-1/qr.svg", 404, "en"),
        ("/zh-hans/", 404, "zh-CN"),
        ("/enough/", 404, "zh-CN"),
        ("/en/sections/x%00y/", 400, "en"),
    ],
)
def test_the_address_says_the_language(client: Client, path: str, status: int, language: str) -> None:
    response = client.get(path, headers={"accept-language": "en, zh;q=0.5"})
    assert response.status_code == status
    assert f'<html lang="{language}">' in response.content.decode()
    assert "Vary" not in response.headers
    assert "Content-Language" not in response.headers


def test_neither_cookie_nor_browser_changes_it(client: Client) -> None:
    plain = client.get("/").content
    client.cookies["django_language"] = "en"
    assert client.get("/", headers={"accept-language": "en"}).content == plain


def test_the_english_home_page_is_found_without_its_slash(client: Client) -> None:
    response = client.get("/en")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/")


def test_a_request_leaves_the_thread_as_it_was(client: Client) -> None:
    client.get("/en/people/")
    assert translation.get_language() == "zh-hans"


def test_the_desk_speaks_chinese(admin_client: Client) -> None:
    admin_client.get("/en/")
    response = admin_client.get("/desk/", headers={"accept-language": "en"})
    assert '<html lang="zh-hans"' in response.content.decode()
