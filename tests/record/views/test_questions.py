from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.record import question_filter
from releases.record.models import Question, Topic
from releases.record.publishing import publish, withdraw
from tests.record.asking import asked, asked_on, dangling, department, topic
from tests.record.making import no_files, release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[Topic]:
    """Ask three questions: of two topics, two departments, two years; return the topics."""
    business, water, empty = topic(), topic("water", "水价", 1), topic("empty", "没有问过", 2)
    department()
    asked_on(date(2025, 5, 1), "水价会不会涨？", business, water)
    asked_on(date(2026, 5, 1), "开店需要几天？", business)
    department("tax", "市税务局")
    release_of(asked("小微企业怎么免税？", "按季申报即可免征。", on=date(2026, 5, 2), speaker="p3"))
    dangling(empty)
    dangling(business)
    return [business, water, empty]


def found(client: Client, address: str) -> list[str]:
    """Return the lines of a list, with the count it states checked."""
    response = client.get(address)
    assert response.status_code == 200
    titles = [row.question.title for row in response.context["rows"]]
    assert response.context["count"] == len(titles)
    return titles


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 4), ("?topic=business&year=2026", 4), ("?topic=business&department=approval&year=2026", 5)],
)
def test_questions_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, query: str, queries: int
) -> None:
    business = topic()
    department()
    for day in range(1, number + 1):
        asked_on(date(2026, 5, day), "开店需要几天？", business)
    for path in ("/questions/", "/topics/business/"):
        asking = query.replace("topic=business&", "") if "topics" in path else query
        # Only those of a topic and a department are counted.
        with django_assert_num_queries(queries):
            response = client.get(f"{path}{asking}")
        assert response.context["count"] == number


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("many", [0, 1_000])
@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/questions/", ["小微企业怎么免税？", "开店需要几天？", "水价会不会涨？"]),
        ("/questions/?topic=business", ["开店需要几天？", "水价会不会涨？"]),
        ("/questions/?topic=water", ["水价会不会涨？"]),
        ("/questions/?topic=empty", []),
        ("/questions/?department=tax", ["小微企业怎么免税？"]),
        ("/questions/?year=2026", ["小微企业怎么免税？", "开店需要几天？"]),
        ("/questions/?year=2024", []),
        ("/questions/?topic=business&department=approval&year=2025", ["水价会不会涨？"]),
        ("/questions/?topic=business&department=tax", []),
        (
            "/questions/?topic=&department=&year=&utm_source=x",
            ["小微企业怎么免税？", "开店需要几天？", "水价会不会涨？"],
        ),
        ("/topics/business/", ["开店需要几天？", "水价会不会涨？"]),
        ("/topics/business/?year=2025", ["水价会不会涨？"]),
        ("/topics/business/?topic=water", ["开店需要几天？", "水价会不会涨？"]),
        ("/topics/empty/", []),
    ],
)
def test_filters_combine_however_many_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch, many: int, address: str, titles: list[str]
) -> None:
    monkeypatch.setattr(question_filter, "MANY", many)
    assert found(client, address) == titles


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("year=abc", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("year=99999", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("topic=nothing", {"topic": ["没有这个主题，请重新选择。"]}),
        ("department=nothing", {"department": ["没有这个部门，请重新选择。"]}),
        ("topic=a%00b", {"topic": ["没有这个主题，请重新选择。"]}),
    ],
)
def test_nonsense_gets_a_message_and_no_rows(
    client: Client, query: str, errors: dict[str, list[str]]
) -> None:
    response = client.get(f"/questions/?{query}")
    assert (response.status_code, response.context["count"], response.context["rows"]) == (400, 0, [])
    assert response.context["filter"].form.errors == errors
    html = response.content.decode()
    assert next(iter(errors.values()))[0] in html
    assert "开店需要几天" not in html


@pytest.mark.usefixtures("three")
def test_chosen_filters_are_called_by_name_and_can_be_taken_away(client: Client) -> None:
    context = client.get("/questions/?year=2025&topic=water&department=approval&page=1").context
    assert context["chosen"] == [
        ("主题", "水价", "/questions/?department=approval&year=2025"),
        ("回答的部门", "市行政审批局", "/questions/?topic=water&year=2025"),
        ("年份", "2025", "/questions/?topic=water&department=approval"),
    ]
    assert client.get("/topics/water/?year=2025").context["chosen"] == [("年份", "2025", "/topics/water/")]


@pytest.mark.usefixtures("three")
def test_choices_are_those_there_are(client: Client) -> None:
    fields = client.get("/questions/?year=1999").context["filter"].form.fields
    assert list(fields) == ["topic", "department", "year"]
    assert [value for value, _ in fields["topic"].choices] == ["", "business", "water", "empty"]
    assert [value for value, _ in fields["department"].choices] == ["", "approval", "tax"]
    assert [value for value, _ in fields["year"].widget.choices] == ["", "2026", "2025", "1999"]
    assert list(client.get("/topics/water/").context["filter"].form.fields) == ["department", "year"]


@pytest.mark.usefixtures("three")
def test_a_row_says_who_answered_what_and_under_which_topics(client: Client) -> None:
    first = client.get("/questions/?topic=water").context["rows"][0]
    assert (first.answer.who, first.answer.position, first.answer.words) == (
        "江望舒",
        "市行政审批局局长",
        "半天之内办结。",
    )
    assert [topic.name for topic in first.topics] == ["开办企业", "水价"]
    assert [department.name for department in first.departments] == ["市行政审批局"]
    html = client.get("/questions/").content.decode()
    assert 'href="/questions/20250501-1/t3/">水价会不会涨？</a>' in html
    assert 'href="/topics/water/"><span aria-hidden="true">#</span>水价</a>' in html


def test_questions_page_by_page_keep_their_filters(client: Client) -> None:
    business = topic()
    for day in range(1, 22):
        asked_on(date(2026, 5, day), f"第{day}件事怎么办？", business)
    response = client.get("/questions/?topic=business&page=2")
    assert [row.question.title for row in response.context["rows"]] == ["第1件事怎么办？"]
    assert response.context["page_title"] == "问答库（第 2 页）"
    html = response.content.decode()
    assert 'href="?topic=business&amp;page=1"' in html
    assert (
        '<link rel="canonical" href="https://news.example.gov.cn/questions/?topic=business&amp;page=2">'
        in html
    )
    assert client.get("/topics/business/?page=2").context["page_title"] == "开办企业（第 2 页）"
    assert client.get("/questions/?page=3").status_code == 404


def test_nothing_asked_yet_is_said_so(client: Client) -> None:
    response = client.get("/questions/")
    assert (response.status_code, response.context["owed"]) == (200, 0)
    assert "还没有提问。" in response.content.decode()
    assert client.get("/topics/nothing/").status_code == 404


@pytest.mark.usefixtures("three")
def test_what_is_withdrawn_is_in_no_list(client: Client) -> None:
    withdraw(release_id="20250501-1", reason="有误", by="签发人")
    for address in (
        "/questions/",
        "/questions/?topic=business",
        "/topics/water/",
        "/topics/",
        "/questions/years/",
    ):
        assert "水价会不会涨" not in client.get(address).content.decode()
    assert found(client, "/topics/business/") == ["开店需要几天？"]
    assert "还没有提问" in client.get("/topics/water/").content.decode()


def _owed(days: int, on: date) -> str:
    due = timezone.localdate() + timedelta(days=days)
    return release_of(asked(on=on, due=due)).pk


def test_owed_lists_what_is_late_first_and_what_was_settled(client: Client) -> None:
    department()
    soon, late = _owed(5, date(2026, 5, 1)), _owed(-3, date(2026, 5, 2))
    settled = release_of(asked(on=date(2026, 5, 3), due=date(2026, 5, 10))).pk
    given = asked(on=date(2026, 5, 3), due=date(2026, 5, 10), given_on=date(2026, 5, 9))
    publish(document=given, files=no_files, by="签发人", note="补充书面答复", release_id=settled)
    gone = _owed(-9, date(2026, 5, 4))
    withdraw(release_id=gone, reason="有误", by="签发人")
    asked_on(date(2026, 5, 5))
    context = client.get("/questions/owed/").context
    waiting = [(row.question.release_id, row.days_late) for row in context["waiting"]]
    assert waiting == [(late, 3), (soon, 0)]
    assert [row.question.release_id for row in context["settled"]] == [settled]
    assert [row.departments[0].slug for row in context["waiting"]] == ["approval", "approval"]
    html = client.get("/questions/owed/").content.decode()
    assert "，已超过期限 3 天" in html
    assert '书面答复 <time datetime="2026-05-09">2026年5月9日</time>' in html
    assert "期限是 2026年5月10日" in html
    assert "尚待答复 2 个" in client.get("/questions/").content.decode()


def test_owed_shows_what_was_settled_on_its_first_page(client: Client) -> None:
    for number in range(41):
        _owed(number, date(2026, 5, 1))
    given = asked(on=date(2026, 5, 3), due=date(2026, 5, 10), given_on=date(2026, 5, 9))
    release_of(given)
    first, second = client.get("/questions/owed/"), client.get("/questions/owed/?page=2")
    assert (len(first.context["waiting"]), len(first.context["settled"])) == (40, 1)
    assert (len(second.context["waiting"]), second.context["settled"]) == (1, [])
    assert second.context["canonical"] == "https://news.example.gov.cn/questions/owed/?page=2"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_owed_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for day in range(1, number + 1):
        _owed(day, date(2026, 5, day))
        release_of(asked(on=date(2026, 6, day), due=date(2026, 6, 9), given_on=date(2026, 6, 8)))
    assert Question.objects.count() == 2 * number
    with django_assert_num_queries(4 if number else 2):
        response = client.get("/questions/owed/")
    assert response.context["count"] == number
