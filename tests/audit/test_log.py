"""What verbs say, in the admin's history and in the audit trail."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import transaction

from releases.audit.log import by_user
from releases.desk.models import Conference
from tests.audit.making import seen
from tests.desk.making import account, ready

pytestmark = pytest.mark.django_db


def test_by_user_tells_both() -> None:
    conference, user = ready(), account("撰稿")
    by_user(user, conference, "送审。")
    what = f"desk.conference:{conference.pk}"
    assert seen() == [
        ("命令行", "step", what, "ok", None, "由文字稿建立。"),
        ("user-撰稿", "step", what, "ok", None, "送审。"),
    ]
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["送审。"]


def fail_after_telling(user: User, conference: Conference) -> None:
    with transaction.atomic():
        by_user(user, conference, "送审。")
        raise ZeroDivisionError


def test_a_step_that_is_undone_is_not_told() -> None:
    conference, user = ready(), account("撰稿")
    with pytest.raises(ZeroDivisionError):
        fail_after_telling(user, conference)
    assert [row[5] for row in seen()] == ["由文字稿建立。"]
