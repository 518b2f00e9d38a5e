"""What an outlet is shown and handed before the time, and what it is told afterwards."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.audit.models import Entry
from releases.desk import enclosures, sharing, workflow
from releases.desk.models import Attachment, Conference, Outlet, PreviewLink, PreviewUse, Turn
from releases.photos import master_name
from releases.record.exports import FORMATS
from releases.record.media import attachment_name
from tests.desk.giving import address, given
from tests.desk.making import CLEAN, account, ready
from tests.desk.views.test_shared import content, guarded

pytestmark = pytest.mark.django_db
WORDS = "预计明年六月底完工。"
SUFFIXES = [one.suffix for one in FORMATS if one.tells_embargo]


@pytest.fixture
def draft() -> Conference:
    draft = ready(text=CLEAN)
    kept = enclosures.keep(b"%PDF-1.7 x", "方案.pdf")
    Attachment.objects.create(
        conference=draft,
        number=1,
        title="工程方案",
        file_name=kept.file,
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    return draft


def line(link: PreviewLink) -> str:
    """Return the mark of what the link gives."""
    assert link.embargo_until is not None
    until = timezone.localtime(link.embargo_until)
    return f"稿件限时公开：{until.year}年{until.month}月{until.day}日{until:%H:%M}前不得发布 · 供{link.note}"


def files(conference: Conference) -> list[str]:
    """Return addresses below a link: every form, a photo, the attachment."""
    attachment = conference.attachments.get()
    return [
        *(f"release.{suffix}" for suffix in SUFFIXES),
        f"files/{master_name(conference.photos.get().digest)}",
        f"files/{attachment_name(attachment.digest, attachment.file_name)}",
    ]


def body(response: Any) -> bytes:  # noqa: ANN401  (what the test client returns has no name)
    return content(response) if response.streaming else bytes(response.content)


def test_the_page_is_the_publics_and_marked(draft: Conference, client: Client) -> None:
    link = given(draft)
    response = client.get(address(link))
    assert (response.status_code, guarded(response)) == (200, True)
    text = response.content.decode()
    (notice,) = re.findall(r'<div class="notice[^"]*" role="note">(.*?)</div>', text, re.DOTALL)
    assert f"<strong>{line(link)}</strong>" in notice
    assert "正式发布以后，本链接通向公开的页面。" in notice
    assert '<meta name="robots" content="noindex">' in text
    for words in ("澜江市“清水入城”新闻发布会", WORDS, "三人坐在台上", "工程方案"):
        assert words in text
    # Seen everywhere, read aloud once.
    aloud = re.sub(r'<div class="watermark" aria-hidden="true">.*?</div>', "", text, flags=re.DOTALL)
    assert (text.count(line(link)), aloud.count(line(link))) == (7, 1)
    leading = re.findall(r'href="([^"]+/release\.[^"]+)" type=', text)
    assert leading == [address(link, f"release.{suffix}") for suffix in SUFFIXES]


def test_every_form_is_a_marked_file_for_this_outlet(draft: Conference, client: Client) -> None:
    link, other = given(draft), given(draft, name="江畔晚报")
    for suffix in SUFFIXES:
        response = client.get(address(link, f"release.{suffix}"))
        assert (suffix, response.status_code, guarded(response)) == (suffix, 200, True)
        name = unquote(response["Content-Disposition"]).removeprefix("attachment; filename*=utf-8''")
        assert name == f"限时公开-澜江市“清水入城”新闻发布会-供江畔日报.{suffix}"
        assert response.content != client.get(address(other, f"release.{suffix}")).content
    text = client.get(address(link, "release.txt")).content.decode("utf-8-sig")
    assert text.startswith(f"{line(link)}\r\n")
    value = json.loads(client.get(address(link, "release.json")).content)
    assert value["embargo"]["outlet"] == "江畔日报"
    photo = value["files"]["f1"]["url"].removeprefix("https://news.example.gov.cn")
    assert photo == address(link, f"files/{master_name(draft.photos.get().digest)}")
    assert content(client.get(photo))[:3] == b"\xff\xd8\xff"


def test_other_forms_and_those_of_a_preview_are_not_there(draft: Conference, client: Client) -> None:
    link = given(draft)
    by = account("初审")
    preview = sharing.share(conference=draft, by=by, note="王科长", hours=1)
    asked = [
        address(link, "release.document.json"),
        *(address(preview, f"release.{one}") for one in SUFFIXES),
    ]
    answers = [client.get(one) for one in asked]
    assert [(each.status_code, guarded(each)) for each in answers] == [(404, True)] * len(asked)
    assert "release.docx" not in client.get(address(preview)).content.decode()


def test_every_use_is_noted_by_what_it_was_and_told_to_the_trail(draft: Conference, client: Client) -> None:
    link = given(draft)
    asked = ["", "", "release.txt", "release.docx", *files(draft)[-2:]]
    for rest in asked:
        body(client.get(address(link, rest), headers={"User-Agent": "甲".encode().decode("latin-1")}))
    rows = list(PreviewUse.objects.order_by("pk").values_list("what", "address"))
    assert rows == [(what, "127.0.0.1") for what in ("", "txt", "docx", "图片", "附件：工程方案")]
    told = list(
        Entry.objects.filter(account="江畔日报")
        .order_by("number")
        .values_list("action", "what", "detail", "address")
    )
    what = f"desk.conference:{draft.pk}"
    assert told == [
        (action, what, f"限时公开链接 {link.pk}：{words}", "127.0.0.1")
        for action, words in (
            ("view", "打开页面"),
            ("download", "txt"),
            ("download", "docx"),
            ("download", "图片"),
            ("download", "附件：工程方案"),
        )
    ]


def test_head_notes_nothing_and_other_methods_are_refused(draft: Conference, client: Client) -> None:
    link = given(draft)
    for rest in ("", *files(draft)):
        response = client.head(address(link, rest))
        assert (response.status_code, guarded(response), body(response)) == (200, True, b"")
        assert client.post(address(link, rest)).status_code == 405
    assert PreviewUse.objects.count() == 0


def test_a_copy_is_still_held_back_where_nothing_was_published_in_time(
    draft: Conference, client: Client
) -> None:
    link = given(draft)
    now = timezone.now()
    PreviewLink.objects.update(made_at=now - timedelta(hours=1), embargo_until=now)
    text = client.get(address(link)).content.decode()
    assert "原定时间已过，但还没有正式发布。正式发布以前仍不得发布。" in text
    assert WORDS in text


def test_revoking_ends_page_forms_and_files_at_once(draft: Conference, client: Client) -> None:
    link, other = given(draft), given(draft, name="江畔晚报")
    sharing.revoke(link=link, by=account("撰稿"))
    answers = [client.get(address(link, rest)) for rest in ("", *files(draft))]
    assert [(each.status_code, guarded(each)) for each in answers] == [(410, True)] * len(answers)
    assert {each.content for each in answers} == {answers[0].content}
    assert re.findall(r"<h1>(.*?)</h1>", answers[0].content.decode()) == ["链接已失效"]
    assert client.get(address(other)).status_code == 200


def test_an_outlet_that_is_switched_off_holds_nothing_any_more(draft: Conference, client: Client) -> None:
    link = given(draft)
    Outlet.objects.update(accredited=False)
    answers = [client.get(address(link, rest)) for rest in ("", *files(draft))]
    assert [each.status_code for each in answers] == [410] * len(answers)
    assert PreviewUse.objects.count() == 0


@pytest.mark.parametrize(
    ("became", "title"),
    [
        ("published", "稿件已经正式发布"),
        ("changed", "稿件已经正式发布，内容有改动"),
        ("withdrawn", "稿件已经撤回"),
    ],
)
def test_afterwards_a_link_leads_to_the_public_page_without_a_word(
    draft: Conference, client: Client, became: str, title: str
) -> None:
    link = given(draft)
    asked = files(draft)
    if became == "changed":
        Turn.objects.filter(conference=draft, kind="answer").update(body="预计后年完工。")
    release = workflow.publish(conference=draft, by=None).release_id
    draft.refresh_from_db()
    if became == "withdrawn":
        workflow.withdraw(conference=draft, by=None, reason="有误")
    response = client.get(address(link))
    assert (response.status_code, guarded(response)) == (200, True)
    text = response.content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", text) == [title]
    assert f'<a href="https://news.example.gov.cn/releases/{release}/">' in text
    assert [words for words in (WORDS, "清水入城", "江畔日报", "工程方案", "后年") if words in text] == []
    gone = [client.get(address(link, rest)) for rest in asked]
    assert [(each.status_code, guarded(each)) for each in gone] == [(410, True)] * len(gone)
    assert {re.findall(r"<h1>(.*?)</h1>", each.content.decode())[0] for each in gone} == {title}
    assert list(PreviewUse.objects.values_list("what", flat=True)) == [""]


def test_the_page_takes_no_more_queries_than_there_are_things_to_ask(
    draft: Conference, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    link = given(draft)
    # Link, set time, snapshot and section, and the use; then the row of the trail.
    with django_assert_num_queries(13):
        client.get(address(link))
