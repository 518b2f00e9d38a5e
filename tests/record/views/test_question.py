from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.document import Kind, Paragraph, Turn
from releases.record.publishing import publish, withdraw
from tests.record.asking import asked, asked_on, department, topic
from tests.record.making import DOCUMENT, no_files, picture, release_of, with_photo

pytestmark = pytest.mark.django_db

ADDRESS = "/questions/20260329-1/t3/"


def test_a_question_has_its_answers_in_full_and_nothing_else(client: Client) -> None:
    department()
    long = "半天之内办结，资料齐全的当场发照。" * 30
    turns = (
        *DOCUMENT.turns[:3],
        Turn("t4", Kind.ANSWER, "p2", "江望舒", "t3", blocks=(Paragraph(long),)),
        Turn("t5", Kind.QUESTION, None, "江畔都市报记者", blocks=(Paragraph("免税怎么申请？"),)),
        Turn("t6", Kind.ANSWER, "p3", "白砚", "t5", blocks=(Paragraph("按季申报。"),)),
        Turn("t7", Kind.ANSWER, "p3", "白砚", "t3", blocks=(Paragraph("税务登记同时完成。"),)),
    )
    release_of(replace(DOCUMENT, turns=turns))
    response = client.get(ADDRESS)
    page = response.context["page"]
    assert [turn.id for turn in page.turns] == ["t3", "t4", "t7"]
    assert [turn.next_question_id for turn in page.turns] == ["", "", ""]
    assert page.turns[0].url == f"https://news.example.gov.cn{ADDRESS}#t3"
    assert (page.place, page.citation) == ("/releases/20260329-1/#t3", f"《{DOCUMENT.title}》，2026年3月29日")
    html = response.content.decode()
    assert long in html
    assert "免税怎么申请" not in html
    assert "<title>企业开办需要几天？ - 澜江市新闻发布</title>" in html
    assert f'<link rel="canonical" href="https://news.example.gov.cn{ADDRESS}">' in html
    assert response.context["description"] == f"{long[:119]}…"
    assert [one.name for one in page.departments] == ["市行政审批局"]
    assert "还没有" not in html
    assert "实录里没有对这个提问的回答" not in html


def test_links_and_photos_are_those_of_the_transcript(client: Client) -> None:
    first, second, question, answer = DOCUMENT.turns
    turns = (
        replace(first, blocks=(Paragraph("见 https://one.example.com/ 。"),)),
        second,
        question,
        replace(answer, blocks=(Paragraph("见 https://two.example.com/ 。"),)),
    )
    master = picture()
    release_of(with_photo(replace(DOCUMENT, turns=turns), master), master)
    html = client.get(ADDRESS).content.decode()
    assert 'href="/releases/20260329-1/v1/links/2/"' in html
    assert "/links/1/" not in html
    assert master.digest not in html


def test_an_unanswered_question_says_so(client: Client) -> None:
    release_of(replace(DOCUMENT, turns=DOCUMENT.turns[:3]))
    response = client.get(ADDRESS)
    assert "实录里没有对这个提问的回答" in response.content.decode()
    assert response.context["description"] == ""


@pytest.mark.parametrize(
    ("days", "given", "words"),
    [
        (4, False, "</time></p>"),
        (-4, False, "，已超过期限 4 天"),
        (-4, True, '书面答复 <time datetime="2026-04-10">2026年4月10日</time>'),
        (None, False, ""),
    ],
)
def test_what_was_promised_is_said(client: Client, days: int | None, given: bool, words: str) -> None:  # noqa: FBT001  (a case)
    due = None if days is None else timezone.localdate() + timedelta(days=days)
    release_of(asked(due=due, given_on=date(2026, 4, 10) if given else None))
    html = client.get(ADDRESS).content.decode()
    assert words in html
    assert ('<p class="promise' in html) is (days is not None)
    assert ("已超过期限" in html) is (days == -4 and not given)


def test_what_was_answered_later_and_before_stands_below(client: Client) -> None:
    business = topic()
    asked_on(date(2026, 3, 29), "企业开办需要几天？", business)
    asked_on(date(2025, 3, 29), "开办企业现在需要几天？", business, answer="那时要三天。")
    asked_on(date(2026, 9, 1), "企业开办还需要几天？", business, answer="现在只要两小时。")
    asked_on(date(2026, 9, 2), "小店排污许可去哪里办？", business)
    secret = asked_on(date(2026, 9, 3), "企业开办需要几天？", business, answer="说错了的答复。")
    withdraw(release_id=secret.pk, reason="有误", by="签发人")
    response = client.get(ADDRESS)
    page = response.context["page"]
    assert [(row.question.title, row.answer.words) for row in page.later] == [
        ("企业开办还需要几天？", "现在只要两小时。")
    ]
    assert [row.answer.words for row in page.earlier] == ["那时要三天。"]
    assert [row.question.title for row in page.others] == ["小店排污许可去哪里办？"]
    html = response.content.decode()
    assert html.index("后来又问到") < html.index("以前的回答") < html.index("同一主题的其他提问")
    assert "说错了的答复" not in html
    assert "后来又问到" not in client.get("/questions/20260902-1/t3/").content.decode()


def test_a_correction_is_shown_at_once(client: Client) -> None:
    release = release_of()
    changed = asked("企业开办需要几天？", "两小时之内办结。")
    publish(document=changed, files=no_files, by="签发人", note="更正", release_id=release.pk)
    html = client.get(ADDRESS).content.decode()
    assert "两小时之内办结" in html
    assert "半天之内办结" not in html


def test_a_withdrawn_question_is_gone_with_its_reason(client: Client) -> None:
    withdraw(release_id=release_of().pk, reason="数据有误，正在核实。", by="签发人")
    response = client.get(ADDRESS)
    html = response.content.decode()
    assert (response.status_code, "数据有误，正在核实。" in html, "企业开办" in html) == (410, True, False)


@pytest.mark.parametrize(
    "address",
    [
        "/questions/20260329-1/t4/",
        "/questions/20260329-1/t99/",
        "/questions/20260329-9/t3/",
        "/questions/20260329-1/",
    ],
)
def test_what_is_no_question_is_404(client: Client, address: str) -> None:
    release_of()
    assert client.get(ADDRESS).status_code == 200
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("others", "queries"), [(0, 6), (1, 7), (3, 7)])
def test_a_question_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int, queries: int
) -> None:
    business = topic()
    asked_on(date(2026, 3, 29), "企业开办需要几天？", business)
    for day in range(1, others + 1):
        asked_on(date(2026, 9, day), "企业开办需要几天？", business)
        asked_on(date(2026, 8, day), f"{'许可证' * day}去哪里办？", business)
    with django_assert_num_queries(queries):
        client.get(ADDRESS)
