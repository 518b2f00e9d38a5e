from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from releases.desk import drafts
from releases.desk.models import Authorship, Conference, Draft
from tests.desk.making import account, ready

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "name", "words"),
    [
        ("form", "title", "标题"),
        ("form", "turns-2-body", "实录第 3 行 内容"),
        ("review", "turns-0-DELETE", "实录第 1 行 删除"),
        ("form", "participants-0-position", "人员第 1 行 当日职务"),
        ("form", "photos-1-alt", "图片第 2 行 替代文字"),
        ("form", "attachments-0-title", "附件第 1 行 名称"),
        ("review", "title", ""),
        ("review", "photos-1-alt", ""),
        ("form", "photos-1-upload", ""),
        ("form", "seen_revision", ""),
        ("form", "state", ""),
        ("form", "turns-2-number", ""),
        ("form", "turns-99999-body", ""),
        ("form", "turns-²-body", ""),
        ("form", "csrfmiddlewaretoken", ""),
        ("form", "strangers-0-body", ""),
    ],
)
def test_only_what_people_type_in_has_a_label(page: str, name: str, words: str) -> None:
    assert drafts.label(page, name) == words


def test_a_draft_is_kept_once_and_is_no_work_on_the_conference() -> None:
    user, conference = account("撰稿"), ready()
    before = Conference.objects.values().get()
    at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    for words in ("一", "二"):
        drafts.keep(conference=conference, by=user, page="form", revision=2, entries={"title": words}, at=at)
    row = Draft.objects.get()
    assert (row.entries, row.revision, row.saved_at, str(row)) == (
        {"title": "二"},
        2,
        at,
        "编辑全部内容（周撰稿）",
    )
    assert Conference.objects.values().get() == before
    assert not Authorship.objects.exists()
    assert not LogEntry.objects.exists()


def test_drafts_of_others_and_of_other_pages_stay() -> None:
    mine, yours, conference = account("撰稿"), account("签发"), ready()
    for user, page, name in (
        (mine, "form", "title"),
        (mine, "review", "turns-0-body"),
        (yours, "form", "title"),
    ):
        drafts.keep(conference=conference, by=user, page=page, revision=1, entries={name: "字"})
    drafts.discard(conference=conference, by=mine, page="form")
    assert set(Draft.objects.values_list("user", "page")) == {(mine.pk, "review"), (yours.pk, "form")}
    assert drafts.kept(conference=conference, by=mine, page="form") is None
    assert drafts.kept(conference=conference, by=yours, page="form") is not None


def test_nothing_changed_is_no_draft() -> None:
    user, conference = account("撰稿"), ready()
    drafts.keep(conference=conference, by=user, page="form", revision=1, entries={"title": "字"})
    assert drafts.keep(conference=conference, by=user, page="form", revision=1, entries={}) is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("page", "entries"),
    [
        ("form", {"title": 1}),
        ("form", {"title": None}),
        ("form", {"title": ["字"]}),
        ("form", {"state": "published"}),
        ("review", {"title": "字"}),
        ("other", {"title": "字"}),
        ("other", {}),
    ],
)
def test_what_is_no_draft_of_the_page_is_refused(page: str, entries: dict[str, Any]) -> None:
    conference = ready()
    with pytest.raises(drafts.DraftError):
        drafts.keep(conference=conference, by=account("撰稿"), page=page, revision=1, entries=entries)
    assert not Draft.objects.exists()


def test_any_text_can_be_kept() -> None:
    user, conference = account("撰稿"), ready()
    drafts.keep(conference=conference, by=user, page="form", revision=1, entries={"title": "\x00\ud800字"})
    assert Draft.objects.get().entries == {"title": "\ufffd?字"}


def test_the_database_holds_one_draft_a_page() -> None:
    user, conference = account("撰稿"), ready()
    row = {"conference": conference, "user": user, "page": "form", "revision": 1, "entries": {}}
    Draft.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(**row)
