import io
import json
import urllib.request
from typing import Any

import pytest
from django.test import Client
from lxml import html as markup
from pytest_django.fixtures import Settings

from releases.record.models import Link
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


def test_press_page_shows_programs_how_to_check_a_quotation(client: Client) -> None:
    asked = "curl --data-urlencode text@稿件.txt https://news.example.gov.cn/verify.json"
    assert f"<kbd>{asked}</kbd>" in client.get("/press/").content.decode()
    answer = client.post("/verify.json", {"text": "局长说：“下个月起全市通办。”"}).json()
    assert [one["verdict"] for one in answer["quotations"]] == ["not_found"]


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


def test_press_page_checks_the_chain_with_the_program_it_shows(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    release_of()
    release_of()
    commands, program = (
        "".join(map(str, sample.itertext()))
        for sample in markup.fromstring(client.get("/press/").content).iter("pre")
    )
    assert "curl -s https://news.example.gov.cn/record/head.json > head.json\n" in commands
    answers: list[dict[str, Any]] = []

    def asked(address: str) -> io.BytesIO:
        assert address.startswith("https://news.example.gov.cn/record/chain.json?after=")
        content = client.get(address.removeprefix("https://news.example.gov.cn")).content
        return io.BytesIO(json.dumps(answers.pop()).encode() if answers else content)

    monkeypatch.setattr(urllib.request, "urlopen", asked)
    exec(program, {})  # noqa: S102  (what the page tells people to run)
    last = Link.objects.get(number=2)
    assert capsys.readouterr().out == f"2 {last.hash}\n"
    changed = client.get("/record/chain.json").json()
    changed["links"][0]["digest"] = "0" * 64
    answers.append(changed)
    with pytest.raises(AssertionError):
        exec(program, {})  # noqa: S102
