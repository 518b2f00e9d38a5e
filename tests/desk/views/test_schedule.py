"""Setting a time on the publishing page, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from releases.desk.models import Conference, Schedule
from releases.record.models import Version
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return client_of(account("签发"))


@pytest.fixture
def draft() -> Conference:
    return ready(text=CLEAN)


def address(conference: Conference, step: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/{step}/"


def test_a_time_is_set_in_beijing_time_and_taken_back(desk: Client, draft: Conference) -> None:
    due = (timezone.localtime() + timedelta(days=2)).replace(hour=9, minute=30, second=0, microsecond=0)
    data = {"revision": str(draft.revision), "due_at": f"{due:%Y-%m-%dT%H:%M}"}
    response = desk.post(address(draft, "publish"), data, follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        f"已定于 {due:%Y-%m-%d} 09:30（北京时间）发布。"
    ]
    row = Schedule.objects.get()
    assert (row.due_at, row.state, Version.objects.count()) == (due, "waiting", 0)
    html = desk.get(address(draft, "publish")).content.decode()
    assert f"定于 {due:%Y-%m-%d} 09:30 发布</h2>" in html
    assert "确认签发" not in html
    response = desk.post(address(draft, "unschedule"), follow=True)
    assert [str(each) for each in response.context["messages"]] == ["已取消定时发布。"]
    assert "确认签发" in desk.get(address(draft, "publish")).content.decode()
    response = desk.post(address(draft, "unschedule"), follow=True)
    assert [str(each) for each in response.context["messages"]] == ["没有等待发布的定时，可能已经发布。"]


@pytest.mark.parametrize(
    ("due_at", "message"),
    [("2020-01-01T09:30", "发布时间要在现在之后、一年之内。"), ("明天", "输入一个有效的日期/时间。")],
)
def test_a_wrong_time_is_refused_with_what_was_typed(
    desk: Client, draft: Conference, due_at: str, message: str
) -> None:
    data = {"revision": str(draft.revision), "due_at": due_at}
    response = desk.post(address(draft, "publish"), data)
    form = response.context["form"]
    assert [str(error) for errors in form.errors.values() for error in errors] == [message]
    assert f'value="{due_at}"' in response.content.decode()
    assert (Schedule.objects.count(), Version.objects.count()) == (0, 0)


def test_cancelling_is_a_post_of_those_who_publish(draft: Conference, desk: Client) -> None:
    assert client_of(account("初审")).post(address(draft, "unschedule")).status_code == 403
    assert desk.get(address(draft, "unschedule")).status_code == 405
