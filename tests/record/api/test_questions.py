from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Kind, Paragraph, Turn
from releases.record.publishing import publish, withdraw
from tests.record.api.reading import LONG_AGO, got, items
from tests.record.asking import department, topic
from tests.record.making import DOCUMENT, held, no_files, release_of, several

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"
SECOND = (
    Turn(
        "t5",
        Kind.QUESTION,
        None,
        "澜江晚报记者",
        blocks=(Paragraph("什么时候实行？"),),
        due=date(2026, 4, 10),
    ),
    Turn("t6", Kind.ANSWER, "p3", "白砚", "t5", blocks=(Paragraph("年内。"),)),
    Turn("t7", Kind.ANSWER, "p2", "江望舒", "t5", blocks=(Paragraph("下月。"),), given_on=date(2026, 4, 2)),
)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 4), ("?topic=topic&department=approvals&year=2026", 4), (f"?updated_since={LONG_AGO}", 5)],
)
def test_the_list_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, query: str, queries: int
) -> None:
    filed = topic("topic")
    department("approvals", "市行政审批局")
    for release in several(number):
        filed.filings.create(question=release.questions.get())
    with django_assert_num_queries(queries):
        response = client.get(f"/api/v1/questions{query}")
    assert sum("question" in item for item in response.json()["items"]) == number


def test_a_question_has_all_its_answers_and_where_it_is_filed(client: Client) -> None:
    department("approvals", "市行政审批局")
    release = release_of(replace(held(DOCUMENT, date(2026, 3, 29)), turns=(*DOCUMENT.turns, *SECOND)))
    filed = topic("topic")
    filed.filings.create(question=release.questions.get(turn="t5"))
    first, second = got(client, "questions")["items"]
    turns = {turn["turn"]: turn for turn in got(client, "turns")["items"]}
    assert second == {
        "release": "20260329-1",
        "turn": "t5",
        "url": f"{SITE}/questions/20260329-1/t5/",
        "title": "什么时候实行？",
        "held_on": "2026-03-29",
        "answered": True,
        "due": "2026-04-10",
        "settled_on": "2026-04-02",
        "topics": [{"slug": "topic", "name": filed.name}],
        "departments": [{"slug": "approvals", "name": "市行政审批局"}],
        "question": turns["t5"],
        "answers": [turns["t6"], turns["t7"]],
    }
    assert (first["turn"], first["topics"], first["due"], first["settled_on"]) == ("t3", [], None, None)
    assert (first["question"], first["answers"]) == (turns["t3"], [turns["t4"]])


def test_a_question_without_answer_has_none(client: Client) -> None:
    release_of(replace(DOCUMENT, turns=DOCUMENT.turns[:3]))
    (item,) = got(client, "questions")["items"]
    assert (item["answered"], item["answers"], item["departments"]) == (False, [], [])


def test_filters_are_those_of_the_page(client: Client) -> None:
    filed = topic("topic")
    topic("another", "另一个主题")
    department("approvals", "市行政审批局")
    department("taxes", "市税务局")
    first, second = several(2)
    release_of(held(DOCUMENT, date(2025, 5, 1)))
    filed.filings.create(question=first.questions.get())

    def found(query: str) -> list[str]:
        return [item["release"] for item in items(client, f"questions?{query}")]

    assert found("topic=topic") == [first.pk]
    assert found("topic=another") == []
    assert found("department=approvals&limit=1") == [second.pk, first.pk, "20250501-1"]
    assert found("department=taxes") == []
    assert found("year=2025") == ["20250501-1"]
    assert found("year=2026&topic=topic&department=approvals") == [first.pk]


def test_nothing_is_given_twice_or_missed_while_things_change(client: Client) -> None:
    several(3)

    def change(number: int) -> None:
        if number == 1:
            turns = (*SECOND, *DOCUMENT.turns)
            publish(
                document=replace(DOCUMENT, turns=turns),
                files=no_files,
                by="签发人",
                note="补充",
                release_id="20260103-1",
            )
            withdraw(release_id="20260102-1", reason="有误", by="签发人")

    # One that came meanwhile, before what was given, and then on from there.
    found = [(item["release"], item["turn"]) for item in items(client, "questions?limit=1", change)]
    assert found == [("20260103-1", "t3"), ("20260103-1", "t5"), ("20260101-1", "t3")]


def test_what_changed_is_a_mark_and_all_questions_after_it(client: Client) -> None:
    several(3)
    withdraw(release_id="20260102-1", reason="有误", by="签发人")
    publish(
        document=replace(DOCUMENT, turns=()),
        files=no_files,
        by="签发人",
        note="更正",
        release_id="20260101-1",
    )
    expected = [
        ("20260103-1", "current"),
        ("20260103-1", "t3"),
        ("20260102-1", "withdrawn"),
        ("20260101-1", "current"),
    ]
    for limit in (1, 2, 3, 4, 5):
        found = items(client, f"questions?updated_since={LONG_AGO}&limit={limit}")
        assert [
            (item.get("release") or item["id"], item.get("turn") or item["state"]) for item in found
        ] == expected
