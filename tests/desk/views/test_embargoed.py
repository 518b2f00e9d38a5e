"""The staff's page of what was given ahead."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import scheduling, sharing, workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, Outlet, PreviewLink, Turn
from tests.desk.giving import address, given, outlet
from tests.desk.making import CLEAN, account, client_of, ready
from tests.desk.views.test_links import addresses, told

pytestmark = pytest.mark.django_db
SITE = "https://news.example.gov.cn"


@pytest.fixture
def draft() -> Conference:
    outlet()
    return ready(text=CLEAN, photo="")


@pytest.fixture
def desk() -> Client:
    return client_of(account("签发"))


def place(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/embargo/"


def page(client: Client, conference: Conference) -> str:
    return client.get(place(conference)).content.decode()


def posted(conference: Conference, **values: str) -> dict[str, str]:
    """Return what the form sends, but for the values."""
    until = timezone.localtime() + timedelta(days=1)
    whole = {
        "outlet": str(Outlet.objects.get().pk),
        "until": f"{until:%Y-%m-%dT%H:%M}",
        "digest": freeze(conference).digest,
    }
    return {**whole, **values}


def test_who_publishes_gives_ahead_and_finds_the_address(desk: Client, draft: Conference) -> None:
    assert f'name="digest" value="{freeze(draft).digest}"' in page(desk, draft)
    response = desk.post(place(draft), posted(draft))
    assert (response.status_code, response["Location"]) == (302, place(draft))
    link = draft.preview_links.get()
    html = page(desk, draft)
    assert "链接已建立。请复制下面列表中第一个网址，发给这家媒体。" in html
    assert told(html) == [("有效", "江畔日报")]
    assert addresses(html) == [f"{SITE}{address(link)}"]
    assert f"{timezone.localtime(link.embargo_until):%Y-%m-%d %H:%M} 前不得发布" in html
    # Each kind of link stands on its own page.
    assert "已建立的链接（0）" in desk.get(f"/desk/desk/conference/{draft.pk}/links/").content.decode()


def test_a_set_time_is_proposed(desk: Client, draft: Conference) -> None:
    due = timezone.now() + timedelta(days=2)
    scheduling.schedule(conference=draft, by=account("签发", "other"), due_at=due)
    assert f'name="until" value="{timezone.localtime(due):%Y-%m-%dT%H:%M}"' in page(desk, draft)
    desk.post(place(draft), posted(draft, until=f"{timezone.localtime(due):%Y-%m-%dT%H:%M}"))
    assert draft.preview_links.get().embargo_until == due


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"outlet": ""}, "这个字段是必填项。"),
        ({"outlet": "0"}, "选择一个有效的选项： 该选择不在可用的选项中。"),
        ({"until": ""}, "这个字段是必填项。"),
        ({"until": "2026-01-01T09:00"}, "限时要在现在之后、30 天之内。"),
        ({"digest": "\x00"}, "您打开页面之后内容又有改动，请看过改动再供稿。"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    desk: Client, draft: Conference, values: dict[str, str], sentence: str
) -> None:
    html = desk.post(place(draft), posted(draft, **values)).content.decode()
    assert re.findall(r'<ul class="errorlist"[^>]*>\s*<li>(.*?)</li>', html) == [sentence]
    assert not PreviewLink.objects.exists()


def test_an_outlet_that_is_off_is_not_offered(desk: Client, draft: Conference) -> None:
    assert ">江畔日报</option>" in page(desk, draft)
    Outlet.objects.update(accredited=False)
    assert ">江畔日报</option>" not in page(desk, draft)


def test_what_is_not_signed_is_told_and_no_form_shown(
    desk: Client, draft: Conference, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    html = page(desk, draft)
    assert "<li>还缺初审签字。</li>" in html
    assert "建立链接" not in html
    html = desk.post(place(draft), posted(draft)).content.decode()
    assert "还缺初审签字。" in html
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("role", ["撰稿", "初审", "复审", "终审", "审计"])
def test_nobody_else_gives_ahead(draft: Conference, role: str) -> None:
    client = client_of(account(role))
    assert client.post(place(draft), posted(draft)).status_code == 403
    html = page(client, draft)
    assert ("建立链接" in html, PreviewLink.objects.exists()) == (False, False)


def test_who_works_on_it_may_revoke_and_an_auditor_only_looks(draft: Conference) -> None:
    link = given(draft)
    auditor, editor = client_of(account("审计")), client_of(account("撰稿"))
    html = page(auditor, draft)
    assert (told(html), addresses(html)) == ([("有效", "江畔日报")], [])
    assert "/revoke/" not in html
    response = editor.post(f"/desk/desk/conference/{draft.pk}/links/{link.pk}/revoke/", follow=True)
    assert response.redirect_chain == [(place(draft), 302)]
    assert told(response.content.decode()) == [("已撤销", "江畔日报")]


def test_the_list_says_what_became_of_each_and_what_was_taken(desk: Client, draft: Conference) -> None:
    off, kept = given(draft, name="江畔晚报"), given(draft)
    Outlet.objects.filter(name="江畔晚报").update(accredited=False)
    sharing.used(link=kept, address="192.0.2.7", agent="甲", what="docx")
    html = page(desk, draft)
    assert told(html) == [("有效", "江畔日报"), ("已停用", "江畔晚报")]
    assert "192.0.2.7，甲，docx" in html
    # What is only stopped might open again, and can be ended for good.
    assert f"/links/{off.pk}/revoke/" in html
    workflow.publish(conference=draft, by=None)
    html = page(desk, draft)
    assert told(html) == [("已正式发布", "江畔日报"), ("已停用", "江畔晚报")]
    assert addresses(html) == []


def test_words_that_changed_since_are_told_where_they_were_given(desk: Client, draft: Conference) -> None:
    given(draft)
    told_so = "供稿以后内容又有改动，对方看到的仍是供稿时的内容。"
    assert page(desk, draft).count(told_so) == 0
    Turn.objects.filter(conference=draft, kind="answer").update(body="预计明年九月底完工。")
    given(draft, name="江畔晚报")
    assert page(desk, draft).count(told_so) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_links(
    desk: Client, draft: Conference, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        sharing.used(link=given(draft), address="192.0.2.7", agent="x")
    page(desk, draft)
    with django_assert_num_queries(24):
        page(desk, draft)
