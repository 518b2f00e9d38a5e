"""From a question that was left for later to its written answer, on the desk's own pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.desk import later, roles, workflow
from releases.desk.models import Conference
from releases.record.models import Question, Release, VersionKind
from tests.desk.making import CLEAN, account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    """Return the day as it is now: while others are tested a new one may begin."""
    return timezone.localdate()


@pytest.fixture
def conference(today: date) -> Conference:
    """Return a published conference whose only question, t3, is to be answered in writing."""
    conference = ready(text=CLEAN, photo="")
    conference.turns.filter(number=3).update(due=today + timedelta(days=30))
    workflow.publish(conference=conference, by=None)
    conference.refresh_from_db()
    return conference


@pytest.fixture
def desk() -> Client:
    return client_of(account(roles.PUBLISHER))


def address(conference: Conference, query: str = "") -> str:
    return f"/desk/desk/conference/{conference.pk}/change/{query}"


def owed(conference: Conference) -> list[tuple[str, str, bool]]:
    return [(each.question.turn, each.mark, each.written) for each in later.owed_by(conference)]


@pytest.mark.parametrize(("days", "mark"), [(-1, "已超期"), (0, "7 天内到期"), (7, "7 天内到期"), (8, "")])
def test_a_day_that_is_near_or_has_passed_is_marked(days: int, mark: str, today: date) -> None:
    assert later.mark_of(Question(due=today + timedelta(days=days)), today) == mark


def test_a_published_conference_shows_what_it_owes(conference: Conference, desk: Client) -> None:
    assert owed(conference) == [("t3", "", False)]
    page = desk.get(address(conference)).content.decode()
    assert "还没有书面答复的提问（1）" in page
    assert '<a href="?answer=t3#turns-5">写书面答复</a>' in page
    reader = client_of(account(roles.AUDITOR)).get(address(conference)).content.decode()
    assert ("还没有书面答复的提问（1）" in reader, "写书面答复" in reader) == (True, False)


def test_a_draft_owes_nothing_and_need_not_be_asked(
    django_assert_num_queries: DjangoAssertNumQueries, today: date
) -> None:
    draft = ready(text=CLEAN, photo="")
    draft.turns.filter(number=3).update(due=today)
    with django_assert_num_queries(0):
        assert owed(draft) == []


def test_what_was_withdrawn_owes_nothing(conference: Conference) -> None:
    workflow.withdraw(conference=conference, by=None, reason="有误")
    conference.refresh_from_db()
    assert owed(conference) == []


def test_the_row_for_a_written_answer_is_prepared(conference: Conference, today: date) -> None:
    question, spoken = conference.turns.get(number=3), conference.turns.get(number=4)
    expected = {
        "kind": "answer",
        "answers": question.pk,
        "order": spoken.order,
        "given_on": today,
        "speaker": spoken.speaker_id,
        "label": "王禾",
    }
    assert later.prepared(conference, "t3") == expected
    spoken.delete()
    alone = {**expected, "order": question.order, "speaker": None, "label": ""}
    assert later.prepared(conference, "t3") == alone


@pytest.mark.parametrize("turn", ["", "t2", "t9", "t", "3", "t03", "t3x", "t99999999999", "t²"])
def test_no_row_is_prepared_for_what_is_no_question(conference: Conference, turn: str) -> None:
    assert later.prepared(conference, turn) is None
    assert later.prepared(None, "t3") is None


def test_a_written_answer_is_typed_signed_for_and_shown(
    conference: Conference, desk: Client, today: date
) -> None:
    where = address(conference, "?answer=t3")
    data = form_data(desk.get(where).content.decode())
    assert data["turns-TOTAL_FORMS"] == "6"
    typed = {"turns-5-body": "六月三十日完工。"}
    assert desk.post(where, {**data, **typed}).status_code == 302
    rows = list(conference.turns.values_list("number", "answers__number", "given_on"))
    assert rows == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
        (4, 3, None),
        (6, 3, today),
        (5, None, None),
    ]
    conference.refresh_from_db()
    assert owed(conference) == [("t3", "", True)]
    said = desk.get(address(conference)).content.decode()
    assert "书面答复已经写好，发布“补充”以后公众才看得到。" in said
    workflow.publish(conference=conference, by=None, kind=VersionKind.ADDITION, note="补充书面答复。")
    conference.refresh_from_db()
    assert owed(conference) == []
    release = Release.objects.get(pk=conference.release_id)
    html = Client().get(release.get_absolute_url()).content.decode()
    day = f"{today.year}年{today.month}月{today.day}日"
    assert f'<a href="#t6">已于 <time datetime="{today}">{day}</time> 书面答复</a>' in html
    assert f'书面答复 <time datetime="{today}">{day}</time></p>' in html
    assert "会后答复，最迟" not in html


def test_the_page_says_until_when(conference: Conference, today: date) -> None:
    html = Client().get(f"/releases/{conference.release_id}/").content.decode()
    day = today + timedelta(days=30)
    words = f"{day.year}年{day.month}月{day.day}日"
    assert f'会后答复，最迟 <time datetime="{day}">{words}</time>' in html


def test_a_prepared_row_that_nobody_touched_is_not_saved(conference: Conference, desk: Client) -> None:
    where = address(conference, "?answer=t3")
    data = form_data(desk.get(where).content.decode())
    assert desk.post(where, {**data, "summary": "改过"}).status_code == 302
    assert conference.turns.count() == 5


def test_more_blank_rows_stand_behind_the_prepared_one(conference: Conference, desk: Client) -> None:
    data = form_data(desk.get(address(conference, "?answer=t3&more=3")).content.decode())
    assert data["turns-TOTAL_FORMS"] == "8"
    assert [data[f"turns-{n}-kind"] for n in (5, 6)] == ["answer", "statement"]


def test_days_refused_are_told_in_words_and_nothing_is_lost(conference: Conference, desk: Client) -> None:
    data = form_data(desk.get(address(conference)).content.decode())
    typed = {"turns-0-due": "2026-12-01", "turns-3-given_on": "2026-03-01", "turns-3-body": "写了很久的话。"}
    page = desk.post(address(conference), {**data, **typed}).content.decode()
    assert "只有“提问”才有会后答复期限，请清空，或把类型改为“提问”。" in page
    assert "书面答复日期早于举行日期 2026-03-29，请核对。" in page
    assert form_data(page) | typed == form_data(page)
    assert conference.turns.filter(due=date(2026, 12, 1)).count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"turns-2-kind": "statement", "turns-2-due": "2027-01-01"}, "回答的 t3 不是提问"),
        (
            {"turns-0-due": "2027-01-01", "turns-3-body": "会后书面答复你。", "turns-2-due": ""},
            "提问 t3 却没有会后答复期限",
        ),
        ({"turns-2-due": "2026-03-01"}, ""),
        ({"turns-3-kind": "statement"}, "发言 t4 不是回答，却选了“回答的提问”。"),
        ({"turns-3-given_on": "2026-04-01", "turns-3-answers": ""}, "回答 t4 没有对应的提问"),
    ],
)
def test_the_check_while_typing_reads_the_days(
    conference: Conference, desk: Client, typed: dict[str, str], found: str
) -> None:
    data = form_data(desk.get(address(conference)).content.decode())
    where = f"/desk/desk/conference/{conference.pk}/check/?page=form"
    response = desk.post(where, {**data, **typed})
    assert response.status_code == 200
    assert found in response.content.decode()


def test_a_draft_keeps_the_days(conference: Conference, desk: Client) -> None:
    sent = {
        "page": "form",
        "revision": conference.revision,
        "entries": {"turns-2-due": "2026-12-01", "turns-3-given_on": "2026-11-01"},
    }
    where = f"/desk/desk/conference/{conference.pk}/draft/"
    assert desk.post(where, sent, content_type="application/json").status_code == 200
    page = desk.get(address(conference)).content.decode()
    assert "实录第 3 行 会后答复期限" in page
    assert "实录第 4 行 书面答复日期" in page
