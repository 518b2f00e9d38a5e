from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from releases.desk import workflow
from releases.desk.models import Conference, Leftover, Source
from releases.desk.views.review import lines_of
from tests.desk.making import TRANSCRIPT, account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return client_of(account("撰稿"))


def address(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/review/"


def test_a_line_keeps_its_stretches_and_its_doubts() -> None:
    problem = {"line": 2, "message": "？", "turn": "t1", "code": "x", "severity": "note"}
    elsewhere = {**problem, "line": 9}
    source = Source(
        pieces=[
            ["标题", "title"],
            ["\n", "mark"],
            ["李木", "turns.t1.label"],
            ["：\n大家好", "turns.t1.blocks.0"],
        ],
        problems=[problem, elsewhere, {**problem, "line": 0}],
    )
    lines = lines_of(source)
    assert [(line.number, line.stretches) for line in lines] == [
        (1, [("标题", "field", "")]),
        (2, [("李木", "turn", "t1"), ("：", "turn", "t1")]),
        (3, [("大家好", "turn", "t1")]),
    ]
    assert [line.problems for line in lines] == [[], [problem], []]


def test_doubts_stand_beside_their_turn_and_their_line(desk: Client) -> None:
    conference = ready(photo="")
    source = conference.sources.get()
    problem = {"line": 9, "message": "这一段拿不准", "turn": "t2", "code": "x", "severity": "warning"}
    source.problems = [problem]
    source.save()
    page = desk.get(address(conference)).content.decode()
    assert page.count("这一段拿不准") == 3
    turn = page[page.index('id="turn-t2"') :]
    assert "这一段拿不准" in turn[: turn.index('id="turn-t3"')]


def test_turns_are_corrected_beside_the_source(desk: Client) -> None:
    conference = ready(photo="")
    data = form_data(desk.get(address(conference)).content.decode())
    changes = {
        "turns-1-body": "改过的话。",
        "turns-4-DELETE": "on",
        "turns-0-order": "2",
        "turns-1-order": "1",
    }
    response = desk.post(address(conference), {**data, **changes})
    assert (response.status_code, response["Location"]) == (302, address(conference))
    assert list(conference.turns.values_list("number", "body"))[:2] == [
        (2, "改过的话。"),
        (1, "大家下午好！今天请到了市水务局的同志。"),
    ]
    assert conference.turns.count() == 4
    after = Conference.objects.get()
    assert after.revision == conference.revision + 1


def test_only_who_may_delete_turns_deletes_them() -> None:
    conference = ready(photo="")
    user = User.objects.create_user("n", is_staff=True)
    names = ("change_conference", "change_turn")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    desk = client_of(user)
    data = form_data(desk.get(address(conference)).content.decode())
    assert desk.post(address(conference), {**data, "turns-4-DELETE": "on"}).status_code == 302
    assert conference.turns.count() == 5


@pytest.mark.parametrize("revision", ["1", "", "x", "²"])
def test_an_overtaken_page_keeps_what_was_typed_and_saves_nothing(desk: Client, revision: str) -> None:
    conference = ready(photo="")
    data = form_data(desk.get(address(conference)).content.decode())
    response = desk.post(address(conference), {**data, "turns-1-body": "改过的话。", "revision": revision})
    page = response.content.decode()
    assert response.status_code == 200
    assert "您的内容尚未保存" in page
    assert "改过的话。" in page
    assert not conference.turns.filter(body="改过的话。").exists()
    again = desk.post(address(conference), form_data(page))
    assert again.status_code == 200
    assert not conference.turns.filter(body="改过的话。").exists()


def test_the_page_says_what_the_public_does_not_see_yet(desk: Client) -> None:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    assert "有修改尚未发布" not in desk.get(address(conference)).content.decode()
    conference.turns.filter(number=1).update(body="改过的话。")
    assert "有修改尚未发布" in desk.get(address(conference)).content.decode()


def test_a_mistake_keeps_what_was_typed(desk: Client) -> None:
    conference = ready(photo="")
    data = form_data(desk.get(address(conference)).content.decode())
    response = desk.post(
        address(conference),
        {**data, "turns-1-body": "改过的话。", "turns-1-time": "长" * 51, "turns-3-kind": "statement"},
    )
    page = response.content.decode()
    assert "有内容需要改正，尚未保存。" in page
    assert "只有“回答”才能对应一个提问。" in page
    assert "改过的话。" in page
    tree: Any = html.document_fromstring(page)
    links = tree.xpath('//form/ul[@class="desk-objections"]//a')
    assert [(link.get("href"), link.text) for link in links] == [
        ("#id_turns-1-time", "发言 t2 时间标记"),
        ("#turn-t4", "发言 t4"),
    ]


def stray(conference: Conference) -> Leftover:
    return Leftover.objects.create(
        conference=conference, source=conference.sources.get(), line=7, text="谁也不认识的话", kind="unplaced"
    )


def tags(page: str) -> list[str]:
    """Return how each leftover is labelled."""
    tree: Any = html.document_fromstring(page)
    return [each.text for each in tree.xpath('//li[contains(@class, "desk-leftover")]//*[@class="desk-tag"]')]


def test_a_leftover_is_decided_along_with_what_was_typed(desk: Client) -> None:
    conference = ready(photo="")
    row = stray(conference)
    page = desk.get(address(conference)).content.decode()
    assert "谁也不认识的话" in page
    assert 'href="#line-7"' in page
    assert tags(page) == ["未归位"]
    changes = {"turns-1-body": "谁也不认识的话，放在这里。", "decide": f"{row.pk}:placed"}
    response = desk.post(address(conference), {**form_data(page), **changes})
    assert response["Location"] == f"{address(conference)}#leftovers"
    row.refresh_from_db()
    assert (row.state, str(row.decided_by), row.decided_at is None) == ("placed", "user-撰稿", False)
    assert conference.turns.filter(body="谁也不认识的话，放在这里。").exists()
    after = desk.get(address(conference)).content.decode()
    assert f'value="{row.pk}:open"' in after
    assert "周撰稿" in after
    assert tags(after) == ["已放入正文"]


def test_a_leftover_is_not_decided_when_a_turn_is_refused(desk: Client) -> None:
    conference = ready(photo="")
    row = stray(conference)
    data = form_data(desk.get(address(conference)).content.decode())
    changes = {"turns-3-kind": "statement", "decide": f"{row.pk}:placed"}
    assert desk.post(address(conference), {**data, **changes}).status_code == 200
    row.refresh_from_db()
    assert row.state == "open"


def test_deciding_alone_is_no_edit(desk: Client) -> None:
    conference = ready(photo="")
    row = stray(conference)
    data = form_data(desk.get(address(conference)).content.decode())
    assert desk.post(address(conference), {**data, "decide": f"{row.pk}:dismissed"}).status_code == 302
    assert conference.leftovers.get(pk=row.pk).state == "dismissed"
    assert Conference.objects.get().revision == conference.revision


@pytest.mark.parametrize("word", ["{pk}:gone", "0:placed", "x:placed", "", "{other}:placed"])
def test_a_forged_decision_changes_nothing(desk: Client, word: str) -> None:
    conference = ready(photo="")
    row = stray(conference)
    elsewhere = ready(text=TRANSCRIPT.replace("清水", "净水"), photo="")
    other = stray(elsewhere)
    data = form_data(desk.get(address(conference)).content.decode())
    forged = {**data, "decide": word.format(pk=row.pk, other=other.pk)}
    page = desk.post(address(conference), forged, follow=True).content.decode()
    assert "没有这处剩余文字，或没有这种处理方式。" in page
    assert set(Leftover.objects.values_list("state", flat=True)) == {"open"}


def test_a_conference_made_by_hand_has_no_source_to_show(desk: Client) -> None:
    conference = Conference.objects.create(title="预告")
    page = desk.get(address(conference)).content.decode()
    assert "原文：" not in page
    assert "识别结果" in page


@pytest.mark.parametrize("more", [0, 40])
def test_the_page_costs_the_same_for_few_and_many_turns(
    desk: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = TRANSCRIPT + "".join(f"媒体提问：\n第{n}个问题？\n王禾：\n第{n}个回答。\n" for n in range(more))
    conference = ready(text=text, photo="")
    desk.get(address(conference))
    with django_assert_num_queries(23):
        desk.get(address(conference))
