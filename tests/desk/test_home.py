"""The desk's first page: what waits, what is due, what is late, what went out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import emergency, scheduling, signing, workflow
from releases.desk.home import Item, home
from releases.desk.models import Conference, Heartbeat, Schedule, Turn
from tests.desk.making import CLEAN, account, client_of, ready
from tests.record.making import held, release_of
from tests.record.models.test_question import left_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Return the time as it is now: while others are tested a new day may begin."""
    return timezone.now()


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def first() -> User:
    return account("初审")


@pytest.fixture
def publisher() -> User:
    return account("签发")


@pytest.fixture
def draft(editor: User) -> Conference:
    draft = ready(by=editor, text=CLEAN)
    # Held today: nothing of it is late.
    today = timezone.localtime().date()
    Conference.objects.update(held_day=today, held_time=None, held_text="", published_on=None)
    draft.refresh_from_db()
    return draft


def lines(items: list[Item]) -> list[tuple[str, str]]:
    """Return what each line says and the page it leads to."""
    return [(item.words, item.address.removeprefix("/desk/desk/conference/")) for item in items]


def signed(draft: Conference, editor: User, first: User) -> None:
    signing.submit(conference=draft, by=editor)
    signing.sign(conference=draft, by=first, digest=signing.sound(draft).digest)


def test_a_review_waits_for_those_who_sign_it(
    draft: Conference, editor: User, first: User, publisher: User
) -> None:
    assert home(first).waiting == []
    signing.submit(conference=draft, by=editor)
    assert lines(home(first).waiting) == [("等待初审签字", f"{draft.pk}/signing/")]
    assert (home(editor).waiting, home(publisher).waiting) == ([], [])
    signing.sign(conference=draft, by=first, digest=signing.sound(draft).digest)
    assert (home(first).waiting, lines(home(publisher).waiting)) == (
        [],
        [("各级已签字，等待签发", f"{draft.pk}/publish/")],
    )


def test_a_review_does_not_wait_for_its_author(draft: Conference, editor: User, first: User) -> None:
    signing.wrote(conference=draft, by=first)
    signing.submit(conference=draft, by=editor)
    assert home(first).waiting == []


def test_words_that_are_public_wait_for_no_review(
    draft: Conference, editor: User, first: User, publisher: User
) -> None:
    signed(draft, editor, first)
    workflow.publish(conference=draft, by=publisher)
    draft.refresh_from_db()
    # Submitted with a change, which was undone while it was reviewed.
    Conference.objects.update(stage="review")
    assert (home(first).waiting, home(publisher).waiting) == ([], [])
    Conference.objects.update(summary="改过。")
    assert lines(home(first).waiting) == [("等待初审签字", f"{draft.pk}/signing/")]


def test_who_signed_one_level_is_not_asked_for_the_next(
    draft: Conference, editor: User, first: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "初审")]
    signed(draft, editor, first)
    other = account("初审", "other")
    assert (home(first).waiting, lines(home(other).waiting)) == (
        [],
        [("等待终审签字", f"{draft.pk}/signing/")],
    )


def test_what_is_sent_back_waits_for_its_author(draft: Conference, editor: User, first: User) -> None:
    signing.submit(conference=draft, by=editor)
    signing.send_back(conference=draft, by=first, reason="请核对日期")
    assert (lines(home(editor).waiting), home(first).waiting) == (
        [(f"审核退回：请核对日期（周初审 {timezone.localtime():%m-%d %H:%M}）", f"{draft.pk}/change/")],
        [],
    )


def test_what_contradicts_itself_keeps_nothing_else_from_showing(
    draft: Conference, editor: User, first: User
) -> None:
    other = ready(by=editor, text=CLEAN.replace("清水入城", "清水进村"))
    for each in (draft, other):
        signing.submit(conference=each, by=editor)
    Turn.objects.filter(conference=draft).update(body="〔图 f9〕")
    assert [address for _, address in lines(home(first).waiting)] == [f"{other.pk}/signing/"]


def test_a_set_time_is_due_then_late(
    draft: Conference, editor: User, first: User, publisher: User, now: datetime
) -> None:
    signed(draft, editor, first)
    row = scheduling.schedule(conference=draft, by=publisher, due_at=now + timedelta(hours=1))
    scheduling.beat()
    hour = f"{timezone.localtime(row.due_at):%m-%d %H:%M}"
    assert lines(home(publisher).due) == [(f"定于 {hour} 发布", f"{draft.pk}/signing/")]
    assert (home(publisher).waiting, home(publisher).late) == ([], [])
    later = row.due_at + timedelta(seconds=1)
    scheduling.beat(at=later)
    found = home(publisher, at=later)
    assert (found.due, lines(found.late)) == ([], [(f"定于 {hour} 发布，还没有发布", f"{draft.pk}/signing/")])


def test_a_refused_time_is_late_until_it_is_set_anew_or_published(
    draft: Conference, editor: User, first: User, publisher: User, now: datetime
) -> None:
    signed(draft, editor, first)
    scheduling.schedule(conference=draft, by=publisher, due_at=now + timedelta(hours=1))
    Schedule.objects.update(state="refused", done_at=now, problem="还缺终审签字。")
    assert lines(home(publisher).late) == [("定时发布没有成功：还缺终审签字。", f"{draft.pk}/signing/")]
    # Whatever words they are: what was to go out has been dealt with.
    Schedule.objects.update(digest="0" * 64)
    workflow.publish(conference=draft, by=publisher)
    assert home(publisher).late == []


def test_a_set_time_that_will_fail_says_so_before_it_comes(
    draft: Conference, editor: User, first: User, publisher: User, now: datetime
) -> None:
    signed(draft, editor, first)
    scheduling.schedule(conference=draft, by=publisher, due_at=now + timedelta(hours=1))
    scheduling.beat()
    signing.send_back(conference=draft, by=first, reason="请核对日期")
    words = home(publisher).due[0].words
    assert "发布，照现在这样到时不会发布：审核退回，改好以后要重新送审：请核对日期（" in words


@pytest.mark.parametrize(("minutes", "late"), [(None, 1), (5, 0), (6, 1)])
def test_a_silent_publisher_of_set_times_is_late(
    draft: Conference,
    editor: User,
    first: User,
    publisher: User,
    minutes: int | None,
    late: int,
    now: datetime,
) -> None:
    signed(draft, editor, first)
    if minutes is not None:
        scheduling.beat(at=now - timedelta(minutes=minutes))
    assert home(publisher, at=now).late == []
    scheduling.schedule(conference=draft, by=publisher, due_at=now + timedelta(hours=1))
    assert [item.title for item in home(publisher, at=now).late] == ["定时发布程序"] * late
    assert Heartbeat.objects.count() == (minutes is not None)


def test_an_emergency_waits_is_due_and_is_late(
    draft: Conference, editor: User, first: User, publisher: User
) -> None:
    words = signing.sound(draft).digest
    emergency.ask(conference=draft, by=editor, digest=words, reason="汛情紧急")
    assert lines(home(publisher).waiting) == [("有人申请紧急发布：汛情紧急", f"{draft.pk}/emergency/")]
    assert home(first).waiting == []
    emergency.confirm(conference=draft, by=publisher, digest=words)
    row = draft.emergencies.get()
    place, hour = f"{draft.pk}/emergency/{row.pk}/", f"{timezone.localtime(row.review_due):%m-%d %H:%M}"
    assert lines(home(first).due) == [(f"紧急发布，{hour} 前补审", place)]
    assert lines(home(first).waiting) == [(f"紧急发布，{hour} 前补审，等待初审签字", place)]
    # Whoever wrote, asked or confirmed reviews nothing of it.
    assert (home(editor).waiting, home(publisher).waiting) == ([], [])
    assert lines(home(first, at=row.review_due).late) == [(f"紧急发布的补审已过期（{hour}）", place)]
    emergency.sign_afterwards(emergency=row, by=first)
    found = home(first, at=row.review_due)
    assert (found.waiting, found.due, found.late) == ([], [], [])


def test_a_reviewer_who_asked_for_the_emergency_does_not_review_it(
    draft: Conference, first: User, publisher: User
) -> None:
    words, other = signing.sound(draft).digest, account("初审", "other")
    emergency.ask(conference=draft, by=first, digest=words, reason="汛情紧急")
    emergency.confirm(conference=draft, by=publisher, digest=words)
    assert (home(first).waiting, len(home(other).waiting)) == ([], 1)


def test_an_emergency_of_an_earlier_round_does_not_wait(
    draft: Conference, editor: User, publisher: User
) -> None:
    emergency.ask(conference=draft, by=editor, digest=signing.sound(draft).digest, reason="汛情紧急")
    Conference.objects.update(round=2)
    assert home(publisher).waiting == []


def test_a_draft_of_a_conference_held_days_ago_is_late(draft: Conference, editor: User) -> None:
    day = timezone.localtime().date() - timedelta(days=3)
    Conference.objects.update(held_day=day)
    assert lines(home(editor).late) == [(f"{day} 举行，还没有发布", f"{draft.pk}/change/")]


def test_today_shows_what_went_out_since_midnight(
    draft: Conference, publisher: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = []
    version = workflow.publish(conference=draft, by=publisher)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert home(publisher).today == [version]
    assert home(publisher, at=midnight + timedelta(days=1)).today == []


def test_what_is_owed_in_writing_shows_the_longest_due_on_top(
    draft: Conference, publisher: User, settings: Settings, now: datetime
) -> None:
    settings.SIGN_OFF_LEVELS = []
    day = timezone.localtime().date()
    elsewhere = release_of(left_open(due=day + timedelta(days=7)))
    release_of(held(left_open(due=day + timedelta(days=8)), date(2026, 3, 30)))
    Turn.objects.filter(conference=draft, kind="question").update(due=day)
    workflow.publish(conference=draft, by=publisher)
    Turn.objects.filter(conference=draft, kind="question").update(due=day - timedelta(days=9))
    found = home(publisher).owed
    assert [(item.title, item.mark) for item in found] == [
        ("工程何时完工？", "7 天内到期"),
        ("企业开办需要几天？", "7 天内到期"),
        ("企业开办需要几天？", ""),
    ]
    assert found[0].words == f"最迟 {day} 书面答复 · {draft.title}"
    assert [item.address for item in found[:2]] == [
        f"/desk/desk/conference/{draft.pk}/change/",
        elsewhere.get_absolute_url(),
    ]
    assert home(publisher, at=now + timedelta(days=1)).owed[0].mark == "已超期"


def test_questions_without_a_topic_are_counted_for_those_who_file(
    draft: Conference, publisher: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = []
    # What is no part of the record is not counted.
    workflow.publish(conference=draft, by=publisher)
    ready(text=CLEAN.replace("清水", "净水"))
    assert home(publisher).unfiled == 1
    page = client_of(publisher).get("/desk/").content.decode()
    assert '<a href="/desk/questions/">1 个提问还没有主题</a>' in page
    assert "没有主题" not in client_of(account("审计")).get("/desk/").content.decode()


def test_the_page_shows_it_all_and_links_to_it(
    draft: Conference, editor: User, first: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signing.submit(conference=draft, by=editor)
    desk = client_of(first)
    html = desk.get("/desk/").content.decode()
    assert f'<a href="/desk/desk/conference/{draft.pk}/signing/">' in html
    assert "等我处理（1）" in html
    assert "首页还没有内容。" in html
    # The content types of the log beside it are kept by the process, not by the test.
    ContentType.objects.clear_cache()
    with django_assert_num_queries(31):
        desk.get("/desk/")


def test_the_page_tells_an_administrator_nothing_of_drafts(draft: Conference, editor: User) -> None:
    signing.submit(conference=draft, by=editor)
    html = client_of(account("管理员")).get("/desk/").content.decode()
    assert ("清水入城" in html, "等我处理" in html) == (False, False)
