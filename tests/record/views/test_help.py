import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.record.making import release_of

pytestmark = pytest.mark.django_db


def test_accessibility_page_says_how(client: Client) -> None:
    html = client.get("/help/accessibility/").content.decode()
    for words in ("长者版", "高对比度", "键盘"):
        assert words in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/help/accessibility/">' in html


def test_search_help_says_what_is_not_found(client: Client) -> None:
    html = client.get("/help/search/").content.decode()
    assert "<h2>找不到什么</h2>" in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/help/search/">' in html


def test_press_page_leads_to_all_there_is(client: Client) -> None:
    html = client.get("/press/").content.decode()
    for address in (
        *("/verify/", "/releases/feed/", "/releases/corrections/feed/", "/releases/calendar.ics", "/api/"),
        *("/record/head.json", "/record/chain.json"),
    ):
        assert f'href="{address}">' in html
        assert client.get(address).status_code == 200
    assert "sha256sum" in html
    assert "联系方式：" in html


def test_press_page_without_a_contact_names_none(client: Client, settings: Settings) -> None:
    settings.SITE_CONTACT = ""
    assert "联系方式：" not in client.get("/press/").content.decode()


def test_press_page_shows_addresses_that_there_are(client: Client) -> None:
    assert "<kbd>/releases/" not in client.get("/press/").content.decode()
    release_of()
    html = client.get("/press/").content.decode()
    for address in ("/releases/20260329-1.docx", "/releases/20260329-1/v1.docx"):
        assert f"<kbd>{address}</kbd>" in html
        assert client.get(address).status_code == 200
