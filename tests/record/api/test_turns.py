from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Kind, Paragraph, Turn
from releases.record.publishing import publish, withdraw
from tests.record.api.reading import LONG_AGO, got, items, problem
from tests.record.making import DOCUMENT, held, no_files, release_of, several

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


def keys(found: list[Any]) -> list[str]:
    """Return where each turn stands, or which release a mark is of."""
    return [
        f"{item['release']}#{item['turn']}" if "turn" in item else f"{item['id']} {item['state']}"
        for item in found
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries", "each"),
    [
        ("", 2, 4),
        ("?speaker=12", 2, 2),
        ("?kind=answer", 2, 1),
        ("?release=20260101-1", 3, None),
        (f"?updated_since={LONG_AGO}", 3, 5),
    ],
)
def test_the_list_takes_few_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    query: str,
    queries: int,
    each: int | None,
) -> None:
    several(number)
    with django_assert_num_queries(queries):
        response = client.get(f"/api/v1/turns{query}")
    assert len(response.json()["items"]) == (number * each if each else 4)


def test_a_turn_has_its_speaker_as_of_that_day(client: Client) -> None:
    answer = replace(DOCUMENT.turns[3], given_on=date(2026, 4, 2))
    release_of(replace(held(DOCUMENT, date(2026, 3, 29)), turns=(*DOCUMENT.turns[:3], answer)))
    question, found = got(client, "turns")["items"][2:]
    assert found.pop("updated_at") == got(client, "releases")["items"][0]["updated_at"]
    assert found == {
        "release": "20260329-1",
        "turn": "t4",
        "url": f"{SITE}/releases/20260329-1/#t4",
        "kind": "answer",
        "speaker": {"ref": "12", "name": "江望舒", "position": "市行政审批局局长"},
        "label": "江望舒",
        "text": "半天之内办结。",
        "answers": "t3",
        "given_on": "2026-04-02",
        "held_on": "2026-03-29",
    }
    assert (question["speaker"], question["label"], question["answers"]) == (None, "澜江日报记者", None)


def test_filters_combine(client: Client) -> None:
    several(2)
    assert keys(items(client, "turns?kind=statement&speaker=12")) == ["20260102-1#t2", "20260101-1#t2"]
    assert keys(items(client, "turns?release=20260101-1&kind=question")) == ["20260101-1#t3"]
    assert keys(items(client, "turns?speaker=99")) == []


def test_turns_of_what_is_not_there_or_was_withdrawn_are_a_problem(client: Client) -> None:
    release_of()
    withdraw(release_id="20260329-1", reason="有误", by="签发人")
    assert problem(client, "turns?release=20260329-1", 410)["reason"] == "有误"
    assert problem(client, "turns?release=x", 404)["detail"] == "没有编号为 x 的发布。"
    assert items(client, "turns") == []


def test_pages_lead_through_conferences_as_they_were_spoken(client: Client) -> None:
    several(2)
    whole = [f"2026010{day}-1#t{turn}" for day in (2, 1) for turn in (1, 2, 3, 4)]
    for limit in (1, 3, 4, 7, 8):
        assert keys(items(client, f"turns?limit={limit}")) == whole


def test_nothing_is_given_twice_or_missed_while_things_change(client: Client) -> None:
    several(3)
    added = Turn("t5", Kind.STATEMENT, "p1", "闻知秋", blocks=(Paragraph("补充一句。"),))

    t1, t2, t3, t4 = DOCUMENT.turns
    assert [t1.id, t2.id] == ["t1", "t2"]
    # One is put in for the one that was given; another is taken out; those left change places.
    corrections = {1: (added, t2, t3, t4), 2: (added, t3, t4), 3: (t3, t4, added)}

    def change(number: int) -> None:
        if number in corrections:
            document = replace(DOCUMENT, turns=corrections[number])
            publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260103-1")
        elif number == 4:
            withdraw(release_id="20260103-1", reason="有误", by="签发人")
            release_of(held(DOCUMENT, date(2026, 5, 1)))

    found = keys(items(client, "turns?limit=1", change))
    assert found == [
        *(f"20260103-1#{turn}" for turn in ("t1", "t5", "t3", "t4")),
        *(f"2026010{day}-1#t{turn}" for day in (2, 1) for turn in (1, 2, 3, 4)),
    ]


def test_a_further_page_takes_a_query_more_and_two_after_a_correction(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    several(3)
    following = got(client, "turns?limit=2")["next"]
    with django_assert_num_queries(3):
        assert keys(got(client, following)["items"]) == ["20260103-1#t3", "20260103-1#t4"]
    shorter = replace(DOCUMENT, turns=DOCUMENT.turns[1:])
    publish(document=shorter, files=no_files, by="签发人", note="更正", release_id="20260103-1")
    with django_assert_num_queries(4):
        assert keys(got(client, following)["items"]) == ["20260103-1#t3", "20260103-1#t4"]


def test_what_changed_is_a_mark_and_all_turns_after_it(client: Client) -> None:
    several(2)
    withdraw(release_id="20260101-1", reason="有误", by="签发人")
    asked = f"turns?updated_since={LONG_AGO}"
    whole = ["20260102-1 current", *(f"20260102-1#t{turn}" for turn in (1, 2, 3, 4)), "20260101-1 withdrawn"]
    for limit in (1, 2, 5, 6, 100):
        assert keys(items(client, f"{asked}&limit={limit}")) == whole
    mark = items(client, asked)[-1]
    assert mark == items(client, f"releases?updated_since={LONG_AGO}")[-1]


def test_a_release_that_is_corrected_while_it_is_read_comes_again(client: Client) -> None:
    several(2)

    def change(number: int) -> None:
        if number == 1:
            shorter = replace(DOCUMENT, turns=DOCUMENT.turns[:1])
            publish(document=shorter, files=no_files, by="签发人", note="更正", release_id="20260101-1")

    found = keys(items(client, f"turns?updated_since={LONG_AGO}&limit=3", change))
    assert found == [
        *("20260101-1 current", "20260101-1#t1", "20260101-1#t2"),
        *("20260102-1 current", *(f"20260102-1#t{turn}" for turn in (1, 2, 3, 4))),
        *("20260101-1 current", "20260101-1#t1"),
    ]


def test_a_copy_that_follows_ends_up_the_same(client: Client) -> None:
    several(4)
    copy: dict[str, dict[str, Any]] = {}
    since = LONG_AGO

    def follow() -> None:
        nonlocal since

        def between(number: int) -> None:
            if number == 2 and changes:
                changes.pop()()

        for item in items(client, f"turns?updated_since={since.replace('+', '%2B')}&limit=3", between):
            if "turn" in item:
                copy[item["release"]][item["turn"]] = item
            else:
                copy.pop(item["id"], None)
                if item["state"] == "current":
                    copy[item["id"]] = {}
            since = item["updated_at"]

    def corrected(pk: str, *turns: Turn) -> None:
        publish(
            document=replace(DOCUMENT, turns=turns), files=no_files, by="签发人", note="更正", release_id=pk
        )

    changes: list[Callable[[], object]] = [
        lambda: corrected("20260103-1"),
        lambda: publish(document=DOCUMENT, files=no_files, by="签发人", note="恢复", release_id="20260101-1"),
        lambda: corrected("20260104-1", *DOCUMENT.turns[1:]),
        lambda: withdraw(release_id="20260101-1", reason="有误", by="签发人"),
        lambda: release_of(held(DOCUMENT, date(2025, 1, 1))),
    ]
    while changes:
        before = len(changes)
        follow()
        if len(changes) == before:
            changes.pop()()
    follow()
    now = items(client, "turns?limit=100")
    assert [turn for pk in sorted(copy, reverse=True) for turn in copy[pk].values()] == now
    assert sorted(copy) == ["20250101-1", "20260101-1", "20260102-1", "20260103-1", "20260104-1"]
    assert copy["20260103-1"] == {}
