"""Publishing several conferences from the list: shown first, each by itself, what is refused named."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import emergency, scheduling, signing, workflow
from releases.desk.models import Conference
from releases.photos import master_name
from releases.record.models import Release, Version
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = pytest.mark.django_db
LIST = "/desk/desk/conference/"
PAGE = "/desk/desk/conference/publish/"


@pytest.fixture
def publisher() -> User:
    return account("签发", "publisher")


@pytest.fixture
def desk(publisher: User) -> Client:
    return client_of(publisher)


def drafts(count: int) -> list[Conference]:
    return [ready(text=CLEAN.replace("清水入城", f"清水入第{n}城"), photo="") for n in range(count)]


def chosen(desk: Client, rows: list[Conference], **more: str) -> str:
    """Choose the action in the list, and return the page it leads to."""
    keys = [str(row.pk) for row in rows]
    data = {"action": "publish_selected", "index": "0", "_selected_action": keys, **more}
    return desk.post(LIST, data, follow=True).content.decode()


def shown(page: str) -> list[str]:
    return re.findall(r'name="shown" value="(.*?)"', page)


def confirmed(desk: Client, page: str) -> list[str]:
    """Press the page's button, and return what is said of each conference."""
    return said(desk, {"shown": shown(page)})


def said(desk: Client, data: dict[str, list[str]]) -> list[str]:
    response = desk.post(PAGE, data, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    # The page's own words: the test client hands each of several threads the context of any.
    return re.findall(r'<li class="(?:success|error)">(.*?)</li>', response.content.decode())


def test_what_is_chosen_is_shown_and_then_published(desk: Client) -> None:
    rows = [*drafts(1), ready(text=CLEAN)]
    page = chosen(desk, rows)
    facts = re.findall(r"<span>(2026.*?)</span>", page)
    assert facts == ["2026-03-29 · 新闻发布会 · 图片 0 张", "2026-03-29 · 新闻发布会 · 图片 1 张"]
    assert re.findall(r'value="(确认.*?)"', page) == ["确认发布 2 场"]
    assert "不能发布" not in page
    assert not Version.objects.exists()
    assert confirmed(desk, page) == [
        f'已发布：<a href="/releases/20260329-{n}/">{row}</a>（20260329-{n}）'
        for n, row in enumerate(rows, 1)
    ]
    assert list(Version.objects.values_list("release", "number", "by")) == [
        ("20260329-1", 1, "周签发"),
        ("20260329-2", 1, "周签发"),
    ]


def test_one_bad_in_the_middle_keeps_none_of_the_others(desk: Client) -> None:
    first, bad, last = drafts(3)
    page = chosen(desk, [first, bad, last])
    Conference.objects.filter(pk=bad.pk).update(source="", title="")
    subject = Conference.objects.get(pk=bad.pk)
    words = confirmed(desk, page)
    assert words == [
        f'已发布：<a href="/releases/20260329-1/">{first}</a>（20260329-1）',
        f'没有发布：<a href="/desk/desk/conference/{bad.pk}/publish/">{subject}</a>。没有标题；没有填写来源。',
        f'已发布：<a href="/releases/20260329-2/">{last}</a>（20260329-2）',
    ]
    assert list(Conference.objects.order_by("pk").values_list("state", flat=True)) == [
        "published",
        "draft",
        "published",
    ]


def test_what_may_not_go_out_is_named_with_its_reasons(desk: Client) -> None:
    good, bad = drafts(2)
    Conference.objects.filter(pk=bad.pk).update(source="")
    page = chosen(desk, [good, bad])
    assert ("将要发布 1 场" in page, "不能发布 1 场" in page) == (True, True)
    assert re.findall(r"<li>(没有.*?)</li>", page) == ["没有填写来源。"]
    assert [each.partition(":")[0] for each in shown(page)] == [str(good.pk)]
    nothing = chosen(desk, [bad])
    assert (shown(nothing), "确认发布" in nothing, "返回列表" in nothing) == ([], False, True)


def test_words_changed_after_they_were_shown_stay(desk: Client) -> None:
    row, other = drafts(2)
    page = chosen(desk, [row, other])
    Conference.objects.filter(pk=row.pk).update(venue="别处")
    assert confirmed(desk, page) == [
        f'没有发布：<a href="/desk/desk/conference/{row.pk}/publish/">{row}</a>。内容在这之后又有改动，没有发布。',
        f'已发布：<a href="/releases/20260329-1/">{other}</a>（20260329-1）',
    ]


def test_corrections_restorations_and_set_times_have_pages_of_their_own(
    desk: Client, publisher: User
) -> None:
    published, withdrawn, timed = rows = drafts(3)
    digests = [signing.sound(row).digest for row in rows]
    due_at = timezone.now() + timedelta(hours=1)
    scheduling.schedule(conference=timed, by=publisher, due_at=due_at)
    workflow.publish(conference=published, by=publisher)
    workflow.publish(conference=withdrawn, by=publisher)
    workflow.withdraw(conference=withdrawn, by=publisher, reason="有误")
    Conference.objects.filter(pk=published.pk).update(venue="别处")
    reasons = [
        "已经发布。更正和补充要写公开说明，请单独发布。",
        "已经撤回。重新发布要写公开说明，请单独发布。",
        f"已定于 {timezone.localtime(due_at):%Y-%m-%d %H:%M} 发布。要提前发布，请先取消定时。",
    ]
    page = chosen(desk, rows)
    assert re.findall(r"<li>(已.*?)</li>", page) == reasons
    assert shown(page) == []
    links = re.findall(rf'<a href="{LIST}(\d+)/publish/">', page)
    assert links == [str(row.pk) for row in rows]
    before = Version.objects.count()
    forged = {"shown": [f"{row.pk}:{digest}" for row, digest in zip(rows, digests, strict=True)]}
    assert said(desk, forged) == [
        f'没有发布：<a href="{LIST}{row.pk}/publish/">{row}</a>。{reason}'
        for row, reason in zip(rows, reasons, strict=True)
    ]
    assert Version.objects.count() == before


def test_a_time_that_has_come_is_left_to_the_worker(desk: Client, publisher: User) -> None:
    (row,) = drafts(1)
    scheduling.schedule(conference=row, by=publisher, due_at=timezone.now() + timedelta(hours=1))
    row.schedules.update(due_at=timezone.now())
    assert shown(chosen(desk, [row])) == []


def test_every_signature_is_asked_for_again(desk: Client, publisher: User, settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    editor, first = account("撰稿"), account("初审")
    signed, unsigned, own, urgent = rows = drafts(4)
    for row in rows:
        signing.wrote(conference=row, by=editor)
        signing.submit(conference=row, by=editor)
    for row in (signed, own):
        signing.sign(conference=row, by=first, digest=signing.sound(row).digest)
    # Who publishes may have written; who signed may not.
    signing.wrote(conference=signed, by=publisher)
    page = chosen(desk, rows)
    assert [each.partition(":")[0] for each in shown(page)] == [str(signed.pk), str(own.pk)]
    assert re.findall(r"<li>(还缺.*?)</li>", page) == ["还缺初审签字。"] * 2
    # Since then the reviewer of one has written in it.
    signing.wrote(conference=own, by=first)
    emergency.ask(conference=urgent, by=editor, digest=signing.sound(urgent).digest, reason="汛情紧急")
    posted = shown(page) + [f"{row.pk}:{signing.sound(row).digest}" for row in (unsigned, urgent)]
    assert said(desk, {"shown": posted}) == [
        f'已发布：<a href="/releases/20260329-1/">{signed}</a>（20260329-1）',
        *(
            f'没有发布：<a href="{LIST}{row.pk}/publish/">{row}</a>。还缺初审签字。'
            for row in (own, unsigned, urgent)
        ),
    ]
    assert Release.objects.count() == 1


def test_what_breaks_is_told_and_keeps_nothing_else(desk: Client, caplog: pytest.LogCaptureFixture) -> None:
    broken, other = [ready(text=CLEAN), *drafts(1)]
    page = chosen(desk, [broken, other])
    # A folder in the photo's place is no lost file: reading it fails.
    place = Path(storages["default"].path(master_name(broken.photos.get().digest)))
    place.unlink()
    place.mkdir()
    assert confirmed(desk, page) == [
        f'没有发布：<a href="{LIST}{broken.pk}/publish/">{broken}</a>。系统出错，没有发布，请稍后再试。',
        f'已发布：<a href="/releases/20260329-1/">{other}</a>（20260329-1）',
    ]
    assert "could not be published" in caplog.text


def test_what_was_deleted_meanwhile_is_told(desk: Client) -> None:
    (row,) = drafts(1)
    page = chosen(desk, [row])
    row.delete()
    assert confirmed(desk, page) == ["没有发布：这场发布会已被删除。"]


def test_the_same_button_twice_publishes_once(desk: Client) -> None:
    (row,) = drafts(1)
    page = chosen(desk, [row])
    confirmed(desk, page)
    assert confirmed(desk, page) == [
        f'没有发布：<a href="{LIST}{row.pk}/publish/">{row}</a>。已经发布。更正和补充要写公开说明，请单独发布。'
    ]
    assert Version.objects.count() == 1
