"""Where a conference stands: on its own pages, and in the list without freezing every row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import editing, scheduling, signing, workflow
from releases.desk.locking import locked
from releases.desk.models import Conference, Turn
from releases.desk.status import status, with_status
from tests.desk.making import CLEAN, account, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "终审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor, text=CLEAN)


def sign(draft: Conference, group: str) -> None:
    signing.sign(conference=draft, by=account(group), digest=signing.sound(draft).digest)


def said() -> tuple[str, bool, bool]:
    """Return the level whose turn it is and whether all have signed, as a page and as the list say it."""
    row = with_status(Conference.objects.all()).get()
    now = status(row)
    return now.level.name if now.level else "", now.approved, row.approved  # type: ignore[attr-defined]


def test_it_waits_for_one_level_after_the_other_and_then_to_be_published(
    draft: Conference, editor: User
) -> None:
    assert said() == ("", False, False)
    signing.submit(conference=draft, by=editor)
    assert said() == ("初审", False, False)
    sign(draft, "初审")
    assert said() == ("终审", False, False)
    sign(draft, "终审")
    assert said() == ("", True, True)


def test_a_change_after_the_last_signature_waits_for_the_first_level_again(
    draft: Conference, editor: User
) -> None:
    signing.submit(conference=draft, by=editor)
    sign(draft, "初审")
    sign(draft, "终审")
    with transaction.atomic():
        draft = locked(draft)
        draft.summary = "改过。"
        editing.touch(conference=draft, by=editor)
    assert said() == ("初审", False, False)


def test_signatures_of_an_earlier_round_approve_nothing(draft: Conference, editor: User) -> None:
    signing.submit(conference=draft, by=editor)
    sign(draft, "初审")
    sign(draft, "终审")
    Conference.objects.update(round=2)
    assert said() == ("初审", False, False)


def test_what_contradicts_itself_waits_for_nobody(draft: Conference, editor: User) -> None:
    signing.submit(conference=draft, by=editor)
    Turn.objects.filter(number=1).update(body="〔图 f9〕")
    assert said() == ("", False, False)
    assert [each.code for each in status(draft).findings] == ["no-such-photo"]


def test_a_set_time_is_told_until_it_is_cancelled(
    draft: Conference, editor: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = []
    due_at = timezone.now() + timedelta(hours=1)
    row = scheduling.schedule(conference=draft, by=editor, due_at=due_at)

    def told() -> tuple[object, object]:
        listed = with_status(Conference.objects.all()).get()
        return status(draft).schedule, listed.due_at  # type: ignore[attr-defined]

    assert told() == (row, due_at)
    assert status(draft).problem == ""
    Conference.objects.update(summary="改过。")
    draft.refresh_from_db()
    assert status(draft).problem == "内容在设定时间之后又有改动，要取消定时再重新设定。"
    scheduling.cancel(conference=draft, by=editor)
    assert told() == (None, None)


def test_a_published_conference_tells_of_changes(draft: Conference, editor: User, settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = []
    workflow.publish(conference=draft, by=editor)
    draft.refresh_from_db()
    assert not status(draft).unpublished_changes
    Conference.objects.update(summary="改过。")
    assert status(Conference.objects.get()).unpublished_changes
