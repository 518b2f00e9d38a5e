from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.audit.models import Entry
from releases.desk import roles, workflow
from releases.record.models import Filing, Question, Topic
from releases.record.publishing import withdraw
from tests.desk.making import CLEAN, account, client_of, form_data, ready
from tests.record.making import DOCUMENT, held, release_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/questions/"


@pytest.fixture
def topics() -> list[Topic]:
    return [
        Topic.objects.create(slug="business", name="开办企业", words="企业开办", position=1),
        Topic.objects.create(slug="tax", name="纳税", position=2),
    ]


@pytest.fixture
def editor() -> User:
    return account(roles.EDITOR)


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


def filed() -> list[tuple[str, str]]:
    rows = Filing.objects.order_by("question", "topic__position")
    return [(row.question_id, row.topic.slug) for row in rows.select_related("topic")]


def posted(desk: Client, query: str = "") -> dict[str, str]:
    """Return what a browser posts of the page; of several boxes it knows one."""
    return form_data(desk.get(PAGE + query).content.decode())


@pytest.mark.usefixtures("topics")
def test_suggested_topics_are_saved_with_one_button(desk: Client, editor: User) -> None:
    release_of()
    html = desk.get(PAGE).content.decode()
    assert "企业开办需要几天？" in html
    assert "答：半天之内办结。" in html
    assert html.count("建议</span>") == 1
    response = desk.post(PAGE, posted(desk), follow=True)
    assert filed() == [("20260329-1/t3", "business")]
    assert "已保存，1 个提问的主题有变化。" in response.content.decode()
    assert response.redirect_chain == [(PAGE, 302)]
    row = Entry.objects.get(what="record.question:20260329-1/t3")
    assert (row.account, row.label, row.detail) == (editor.username, "企业开办需要几天？", "归入“开办企业”")
    assert "这里没有提问。" in response.content.decode()


def test_a_question_may_have_several_topics_or_none(topics: list[Topic], desk: Client) -> None:
    release_of()
    several = {"20260329-1/t3-topics": [str(topic.pk) for topic in topics]}
    desk.post(PAGE, {**posted(desk), **several})
    assert filed() == [("20260329-1/t3", "business"), ("20260329-1/t3", "tax")]
    data = posted(desk, "?show=*")
    del data["20260329-1/t3-topics"]
    seen = " ".join(str(topic.pk) for topic in topics)
    response = desk.post(PAGE + "?show=*", {**data, "20260329-1/t3-seen": seen}, follow=True)
    assert (filed(), response.redirect_chain) == ([], [(PAGE + "?show=*", 302)])
    again = desk.post(PAGE + "?show=*", {**data, "20260329-1/t3-seen": ""}, follow=True)
    assert "没有变化。" in again.content.decode()


def test_what_somebody_else_filed_meanwhile_is_kept_and_shown(topics: list[Topic], desk: Client) -> None:
    release_of()
    data = posted(desk)
    Filing.objects.create(question_id="20260329-1/t3", topic=topics[1])
    html = desk.post(PAGE, data, follow=True).content.decode()
    assert filed() == [("20260329-1/t3", "tax")]
    assert (
        '“<a href="/desk/questions/?show=*&amp;release=20260329-1">企业开办需要几天？</a>”已由别人归类：“纳税”；'
        "您选的“开办企业”没有保存，请再看一遍。"
    ) in html
    assert "没有变化" not in html


def test_a_topic_deleted_meanwhile_is_refused_at_its_question(topics: list[Topic], desk: Client) -> None:
    release_of()
    data = posted(desk)
    topics[0].delete()
    response = desk.post(PAGE, data)
    assert (response.status_code, filed()) == (200, [])
    assert '<ul class="errorlist" id="id_20260329-1/t3-topics_error">' in response.content.decode()


@pytest.mark.usefixtures("topics")
def test_a_question_withdrawn_meanwhile_is_left_out(desk: Client) -> None:
    release = release_of()
    data = posted(desk)
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert desk.post(PAGE, data).status_code == 302
    assert filed() == []


@pytest.mark.usefixtures("topics")
def test_questions_of_drafts_are_not_among_them(desk: Client) -> None:
    ready(text=CLEAN)
    public = ready(text=CLEAN.replace("请问工程何时完工？", "请问水质如何？"), photo="")
    workflow.publish(conference=public, by=None)
    public.turns.filter(number=3).update(body="请问改过的话是什么？")
    html = desk.get(PAGE + "?show=*").content.decode()
    assert ("水质如何？" in html, "何时完工" in html, "改过的话" in html) == (True, False, False)


@pytest.mark.usefixtures("topics")
def test_long_lists_have_pages_and_keep_what_is_shown(desk: Client) -> None:
    for day in range(21):
        release_of(held(DOCUMENT, date(2026, 4, 1) + timedelta(days=day)))
    html = desk.get(PAGE + "?show=*").content.decode()
    assert html.count("<fieldset") == 20
    assert '<a href="?show=*&amp;page=2">下一页</a>' in html.replace("%2A", "*")
    last = desk.get(PAGE + "?page=99").content.decode()
    assert (last.count("<fieldset"), '<a href="?page=1">上一页</a>' in last) == (1, True)


def test_more_questions_than_a_page_has_are_not_read(topics: list[Topic], desk: Client) -> None:
    for _ in range(21):
        release_of()
    keys = list(Question.objects.values_list("pk", flat=True))
    sent = {"question": keys, **{f"{key}-topics": [str(topics[0].pk)] for key in keys}}
    desk.post(PAGE, sent)
    assert len(filed()) == 20


def test_without_topics_it_says_who_makes_them(desk: Client) -> None:
    release_of()
    assert "还没有主题。请“签发”先在" in desk.get(PAGE).content.decode()


@pytest.mark.usefixtures("topics")
def test_the_conference_leads_to_its_own_questions(desk: Client) -> None:
    conference = ready(text=CLEAN, photo="")
    change = f"/desk/desk/conference/{conference.pk}/change/"
    assert "提问归类" not in desk.get(change).content.decode()
    workflow.publish(conference=conference, by=None)
    release_of()
    conference.refresh_from_db()
    where = f"{PAGE}?show=*&amp;release={conference.release_id}"
    assert f'<a href="{where}">这一场的提问归类</a>' in desk.get(change).content.decode()
    html = desk.get(where.replace("&amp;", "&")).content.decode()
    assert (html.count("<fieldset"), "只看这一场：" in html) == (1, True)


@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_many_it_shows(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        release_of()
    desk.get(PAGE)
    with django_assert_num_queries(11):
        desk.get(PAGE)


@pytest.mark.parametrize("role", roles.ROLES)
def test_those_who_work_on_conferences_file(topics: list[Topic], role: str) -> None:
    release_of()
    files = role not in (roles.AUDITOR, roles.ADMINISTRATOR)
    desk = client_of(account(role))
    assert desk.get(PAGE).status_code == (200 if files else 403)
    sent = {"question": "20260329-1/t3", "20260329-1/t3-topics": str(topics[1].pk)}
    assert desk.post(PAGE, sent).status_code == (302 if files else 403)
    assert filed() == [("20260329-1/t3", "tax")] * files
