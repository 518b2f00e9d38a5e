"""The staff's page of preview links."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.desk import sharing
from releases.desk.models import Conference, PreviewLink, Turn
from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


@pytest.fixture
def draft() -> Conference:
    return ready()


@pytest.fixture
def desk() -> Client:
    return client_of(account("撰稿"))


def links(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/links/"


def page(client: Client, conference: Conference) -> str:
    return client.get(links(conference)).content.decode()


def make(client: Client, conference: Conference, note: str = "王科长", hours: str = "24") -> PreviewLink:
    """Make a link as the form does, and return it."""
    response = client.post(links(conference), {"note": note, "hours": hours})
    assert (response.status_code, response["Location"]) == (302, links(conference))
    return conference.preview_links.latest("pk")


def revoke(client: Client, conference: Conference, link: PreviewLink) -> list[str]:
    """Press the button and return what the page then says."""
    response = client.post(f"{links(conference)}{link.pk}/revoke/", follow=True)
    assert response.redirect_chain == [(links(conference), 302)]
    return [str(message) for message in response.context["messages"]]


def told(html: str) -> list[tuple[str, str]]:
    """Return each listed link: its state and for whom it is."""
    return re.findall(r'<span class="desk-state[^"]*">(.*?)</span>\s*<strong>(.*?)</strong>', html)


def addresses(html: str) -> list[str]:
    return re.findall(r'readonly id="id_address_\d+" class="vTextField" value="([^"]*)"', html)


def test_a_new_link_is_listed_first_with_its_whole_address(desk: Client, draft: Conference) -> None:
    first, second = make(desk, draft), make(desk, draft, "李主任", "1")
    assert (first.made_by, second.made_by) == (first.made_by, first.made_by)
    assert [each.expires_at - each.made_at for each in (first, second)] == [
        timedelta(days=1),
        timedelta(hours=1),
    ]
    html = page(desk, draft)
    assert "链接已建立。" in html
    assert told(html) == [("有效", "李主任"), ("有效", "王科长")]
    assert addresses(html) == [f"{SITE}/desk/preview/{sharing.token_of(each)}/" for each in (second, first)]
    seen = Client().get(addresses(html)[0].removeprefix(SITE))
    assert "预计明年六月底完工。" in seen.content.decode()


def test_the_form_offers_four_terms_and_begins_with_a_day(desk: Client, draft: Conference) -> None:
    html = page(desk, draft)
    assert re.findall(r'<option value="(\d+)"( selected)?>(.*?)</option>', html) == [
        ("1", "", "1 小时"),
        ("24", " selected", "1 天"),
        ("72", "", "3 天"),
        ("168", "", "7 天"),
    ]
    assert "已建立的链接（0）" in html


@pytest.mark.parametrize(
    ("note", "hours", "sentence"),
    [
        ("", "24", "这个字段是必填项。"),
        ("\u200b", "24", "请写明给谁看。"),
        ("王" * 201, "24", "确保该变量包含不超过 200 字符 (目前字符数 201)。"),
        ("王科长", "100000", "选择一个有效的选项。 100000 不在可用的选项中。"),
        ("王科长", "", "这个字段是必填项。"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    desk: Client, draft: Conference, note: str, hours: str, sentence: str
) -> None:
    html = desk.post(links(draft), {"note": note, "hours": hours}).content.decode()
    assert re.findall(r'<ul class="errorlist"[^>]*>\s*<li>(.*?)</li>', html) == [sentence]
    assert note in html
    assert not PreviewLink.objects.exists()


def test_contradictions_are_told_and_nothing_typed_is_lost(desk: Client, draft: Conference) -> None:
    Turn.objects.create(conference=draft, number=90, order=90, body="〔图 f9〕")
    html = desk.post(links(draft), {"note": "王科长", "hours": "72"}).content.decode()
    errors = re.findall(r'<ul class="errorlist"[^>]*>\s*<li>(.*?)</li>', html)
    assert errors == ["发言 t90 中有〔图 f9〕，但没有编号为 f9 的图片。"]
    assert 'value="王科长"' in html
    assert '<option value="72" selected>' in html
    assert not PreviewLink.objects.exists()


def test_a_revoked_link_says_by_whom_and_shows_no_address(desk: Client, draft: Conference) -> None:
    link, other = make(desk, draft), make(desk, draft, "李主任")
    assert revoke(client_of(account("签发")), draft, link) == ["已撤销，这个链接现在打不开了。"]
    html = page(desk, draft)
    assert told(html) == [("有效", "李主任"), ("已撤销", "王科长")]
    assert addresses(html) == [f"{SITE}/desk/preview/{sharing.token_of(other)}/"]
    assert sharing.token_of(link) not in html
    assert re.findall(r"；(周签发)\s+[\d-]{10} [\d:]{5} 撤销", html) == ["周签发"]
    assert revoke(desk, draft, link) == ["这个链接已经失效，不用再撤销。"]


def test_an_expired_link_stays_listed_without_address_or_button(desk: Client, draft: Conference) -> None:
    link = make(desk, draft)
    now = timezone.now()
    PreviewLink.objects.update(made_at=now - timedelta(hours=1), expires_at=now)
    html = page(desk, draft)
    assert (told(html), addresses(html)) == ([("已过期", "王科长")], [])
    assert f"{link.pk}/revoke/" not in html


def test_the_list_says_who_looked(desk: Client, draft: Conference) -> None:
    link = make(desk, draft)
    assert "还没有人打开过。" in page(desk, draft)
    at = timezone.now().replace(hour=3, minute=0)
    for minute in range(12):
        sharing.used(link=link, address="192.0.2.7", agent="甲<b>", at=at + timedelta(minutes=minute))
    sharing.used(link=link, address="", agent="", at=at + timedelta(minutes=12))
    html = page(desk, draft)
    last = timezone.localtime(at + timedelta(minutes=12))
    assert f"打开过 13 次，最近一次 {last:%Y-%m-%d %H:%M}" in html
    assert "下面是最近 10 次：" in html
    day = f"{last:%Y-%m-%d %H}"
    uses = [" ".join(each.split()) for each in re.findall(r"<li>\s+(\d{4}-.*?)</li>", html, re.DOTALL)]
    assert uses == [
        f"{day}:12，地址不详，浏览器不详",
        *(f"{day}:{minute:02}，192.0.2.7，甲&lt;b&gt;" for minute in range(11, 2, -1)),
    ]


@pytest.mark.parametrize("role", ["撰稿", "初审", "终审", "签发"])
def test_who_writes_signs_or_publishes_may_share_and_revoke(draft: Conference, role: str) -> None:
    client = client_of(account(role))
    link = make(client, draft)
    assert '<button type="submit" class="button" aria-label="撤销给“王科长”的链接">撤销</button>' in page(
        client, draft
    )
    assert revoke(client, draft, link) == ["已撤销，这个链接现在打不开了。"]


def test_an_auditor_sees_the_list_and_can_give_nobody_a_way_in(desk: Client, draft: Conference) -> None:
    link = make(desk, draft)
    auditor = client_of(account("审计"))
    html = page(auditor, draft)
    assert told(html) == [("有效", "王科长")]
    assert addresses(html) == []
    assert sharing.token_of(link) not in html
    assert "建立链接" not in html
    assert "/revoke/" not in html
    assert auditor.post(links(draft), {"note": "x", "hours": "1"}).status_code == 403
    assert auditor.post(f"{links(draft)}{link.pk}/revoke/").status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_strangers_are_led_to_the_login(desk: Client, draft: Conference, client: Client) -> None:
    link = make(desk, draft)
    for one in (links(draft), f"{links(draft)}{link.pk}/revoke/"):
        for answer in (client.get(one), client.post(one)):
            assert (answer.status_code, answer["Location"]) == (302, f"/desk/login/?next={one}")
    nobody = account("审计", "nobody")
    nobody.groups.clear()
    assert client_of(nobody).get(links(draft)).status_code == 403


def test_a_link_is_revoked_by_a_post_on_its_own_conference(desk: Client, draft: Conference) -> None:
    link = make(desk, draft)
    other = ready(text="另一场发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n", photo="")
    assert desk.get(f"{links(draft)}{link.pk}/revoke/").status_code == 405
    assert desk.post(f"{links(other)}{link.pk}/revoke/").status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_every_page_of_a_conference_leads_here(desk: Client, draft: Conference) -> None:
    html = desk.get(f"/desk/desk/conference/{draft.pk}/change/").content.decode()
    assert f'<a href="{links(draft)}">预览链接</a>' in html


def test_deleting_a_draft_takes_its_links_along(desk: Client, draft: Conference) -> None:
    sharing.used(link=make(desk, draft), address="192.0.2.7", agent="x")
    response = desk.post(f"/desk/desk/conference/{draft.pk}/delete/", {"post": "yes"})
    assert (response.status_code, Conference.objects.count(), PreviewLink.objects.count()) == (302, 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_links(
    desk: Client, draft: Conference, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        sharing.used(link=make(desk, draft), address="192.0.2.7", agent="x")
    page(desk, draft)
    with django_assert_num_queries(8):
        page(desk, draft)
