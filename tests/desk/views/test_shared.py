"""What people without an account are shown, and what they never are."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import enclosures, sharing, workflow
from releases.desk.models import Attachment, Conference, PreviewLink, PreviewUse, Turn
from releases.photos import master_name, public_names
from releases.record.media import attachment_name
from tests.desk.making import TRANSCRIPT, account, client_of, ready

pytestmark = pytest.mark.django_db

OTHER = "另一场发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n某人：\n另外的话。\n"
PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def draft() -> Conference:
    return ready()


def shared(conference: Conference) -> PreviewLink:
    by = account("初审", f"reviewer-{PreviewLink.objects.count()}")
    return sharing.share(conference=conference, by=by, note="王科长", hours=24)


def address(link: PreviewLink) -> str:
    return f"/desk/preview/{sharing.token_of(link)}/"


def file(link: PreviewLink, name: str) -> str:
    return f"{address(link)}files/{name}"


def content(response: Any) -> bytes:  # noqa: ANN401  (what the test client returns has no name)
    """Return a file's bytes; the test client closes the file after the last of them."""
    return b"".join(response)


def guarded(response: Any) -> bool:  # noqa: ANN401  (what the test client returns has no name)
    """Return whether the answer has every header and sets no cookie."""
    return {name: response[name] for name in PRIVATE} == PRIVATE and not response.cookies


def expire(link: PreviewLink) -> None:
    now = timezone.now()
    PreviewLink.objects.filter(pk=link.pk).update(made_at=now - timedelta(hours=2), expires_at=now)


def test_a_link_shows_the_publics_page_with_a_strip(draft: Conference, client: Client) -> None:
    link = shared(draft)
    response = client.get(address(link))
    assert (response.status_code, guarded(response)) == (200, True)
    names = [template.name for template in response.templates]
    assert names[:3] == ["desk/shared.html", "record/release.html", "base.html"]
    text = response.content.decode()
    notices = re.findall(r'<div class="notice[^"]*" role="note">(.*?)</div>', text, re.DOTALL)
    until = timezone.localtime(link.expires_at)
    assert [re.sub(r"<[^>]+>|\s+", "", notice) for notice in notices] == [
        f"预览·仅供核对，请勿转发·有效期至{until:%Y-%m-%d%H:%M}这是核对用的内容，以正式发布的为准。每次打开都有记录。"
    ]
    for words in ("澜江市“清水入城”新闻发布会", "预计明年六月底完工。", "三人坐在台上", "解读回应"):
        assert words in text
    assert '<meta name="robots" content="noindex">' in text


def test_whoever_is_logged_in_gets_the_same_page_and_no_cookie(draft: Conference, client: Client) -> None:
    link = shared(draft)
    desk = client_of(account("撰稿"))
    assert desk.get(address(link)).content == client.get(address(link)).content
    assert guarded(desk.get(address(link)))


def test_nothing_on_the_page_leads_to_what_is_not_public(draft: Conference, client: Client) -> None:
    Turn.objects.filter(conference=draft, kind="answer").update(body="详见 https://example.com/plan 。")
    link = shared(draft)
    assert draft.participants.exclude(person=None).exists()
    text = client.get(address(link)).content.decode()
    leading = {each for each in re.findall(r'(?:href|src|content|action)="([^"]+)"', text) if "/" in each}
    inside = {each.removeprefix(django_settings.SITE_URL) for each in leading}
    own = {each for each in inside if each.startswith(address(link))}
    name = master_name(draft.photos.get().digest)
    assert file(link, name) in own
    paths = sorted(each for each in inside - own if each.startswith("/") and not each.startswith("/static/"))
    assert {(path, client.get(path).status_code) for path in paths} == {(path, 200) for path in paths}
    assert [each for each in inside if "/people/" in each] == ["/people/"]
    assert 'rel="canonical"' not in text
    assert "qr" not in {each.rstrip("/").rpartition("/")[2] for each in inside}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_link_names_no_release_after_publishing_either(
    draft: Conference, client: Client, *, withdrawn: bool
) -> None:
    link = shared(draft)
    version = workflow.publish(conference=draft, by=None)
    draft.refresh_from_db()
    if withdrawn:
        workflow.withdraw(conference=draft, by=None, reason="有误。")
    response = client.get(address(link))
    assert response.status_code == 200
    assert "预计明年六月底完工。" in response.content.decode()
    assert version.release_id not in response.content.decode()


def test_what_is_written_later_is_not_shown(draft: Conference, client: Client) -> None:
    link = shared(draft)
    Turn.objects.filter(conference=draft, kind="answer").update(body="后来写的秘密。")
    draft.title = "后来的标题"
    draft.save()
    before, after = (client.get(address(each)).content.decode() for each in (link, shared(draft)))
    assert ("后来" in before, "预计明年六月底完工。" in before) == (False, True)
    assert ("后来写的秘密。" in after, "后来的标题" in after) == (True, True)


def test_files_are_those_of_the_document_alone(draft: Conference, client: Client) -> None:
    link = shared(draft)
    other = ready(text=OTHER, photo="red")
    theirs = other.photos.get()
    foreign = public_names(theirs.digest, theirs.width)
    photo = draft.photos.get()
    for name in public_names(photo.digest, photo.width):
        response = client.get(file(link, name))
        assert (response.status_code, guarded(response)) == (200, True)
        assert response["Content-Type"] == ("image/jpeg" if name.endswith(".jpg") else "image/webp")
        with storages["default"].open(name) as kept:
            assert content(response) == kept.read()
    assert [storages["default"].exists(name) for name in foreign] == [True] * len(foreign)
    assert content(client.get(file(shared(other), foreign[0])))[:3] == b"\xff\xd8\xff"
    for name in (*foreign, master_name("a" * 64), "../portal.sqlite3", "photos", "x"):
        response = client.get(file(link, name))
        assert (name, response.status_code, guarded(response)) == (name, 404, True)
    assert PreviewUse.objects.count() == 0


def test_a_photo_that_came_later_is_not_handed_out(draft: Conference, client: Client) -> None:
    link = shared(draft)
    later = ready(text=OTHER, photo="green").photos.get()
    draft.photos.update(digest=later.digest, width=later.width, height=later.height)
    assert client.get(file(link, master_name(later.digest))).status_code == 404
    assert content(client.get(file(shared(draft), master_name(later.digest)))) != b""


def test_attachments_are_handed_out_to_be_saved(draft: Conference, client: Client) -> None:
    kept = enclosures.keep(b"%PDF-1.7 x", "方案.pdf")
    Attachment.objects.create(
        conference=draft,
        number=1,
        file_name=kept.file,
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    link = shared(draft)
    name = attachment_name(kept.digest, kept.file)
    assert f'href="{file(link, name)}"' in client.get(address(link)).content.decode()
    response = client.get(file(link, name))
    assert response["Content-Disposition"].startswith("attachment")
    assert content(response) == b"%PDF-1.7 x"


def test_a_lost_file_is_not_found(draft: Conference, client: Client) -> None:
    draft.photos.update(digest="ab" * 32)
    response = client.get(file(shared(draft), master_name("ab" * 32)))
    assert (response.status_code, guarded(response)) == (404, True)


def test_dead_links_of_every_kind_answer_alike(draft: Conference, client: Client) -> None:
    expired, revoked, deleted = shared(draft), shared(draft), shared(ready(text=OTHER, photo=""))
    addresses = [address(each) for each in (expired, revoked, deleted)]
    expire(expired)
    sharing.revoke(link=revoked, by=account("终审"))
    deleted.conference.delete()
    answers = [client.get(each) for each in addresses]
    assert [(each.status_code, guarded(each)) for each in answers] == [(410, True)] * 3
    assert {each.content for each in answers} == {answers[0].content}
    text = answers[0].content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", text) == ["链接已失效"]
    for words in ("清水入城", "王科长", "水务局", sharing.token_of(expired)):
        assert words not in text
    photo = draft.photos.get()
    for link in (expired, revoked):
        response = client.get(file(link, master_name(photo.digest)))
        assert (response.status_code, response.content) == (410, answers[0].content)
    assert PreviewUse.objects.count() == 0


def test_what_we_never_signed_answers_alike(draft: Conference, client: Client, settings: Settings) -> None:
    link = shared(draft)
    good = sharing.token_of(link)
    name = master_name(draft.photos.get().digest)
    settings.SECRET_KEY = "another" * 10
    tokens = [good, sharing.token_of(PreviewLink(pk=0, digest="")), "x", "..", "1", good[:-1], "图"]
    settings.SECRET_KEY = "a third" * 10
    answers = [
        client.get(f"/desk/preview/{token}/{rest}") for token in tokens for rest in ("", f"files/{name}")
    ]
    assert [(each.status_code, guarded(each)) for each in answers] == [(404, True)] * 14
    assert {each.content for each in answers} == {answers[0].content}
    text = answers[0].content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", text) == ["没有找到这个页面"]
    assert "清水入城" not in text
    assert PreviewUse.objects.count() == 0


def test_a_link_without_its_last_slash_opens_too(draft: Conference, client: Client) -> None:
    link = shared(draft)
    response = client.get(address(link).removesuffix("/"))
    assert (response.status_code, guarded(response)) == (200, True)
    assert PreviewUse.objects.count() == 1


def test_a_look_is_noted_once_a_minute_and_a_photo_never(draft: Conference, client: Client) -> None:
    link = shared(draft)
    headers = {"User-Agent": "浏览器".encode().decode("latin-1") * 100}
    before = timezone.now()
    client.get(address(link), headers=headers, REMOTE_ADDR="192.0.2.7")
    assert content(client.get(file(link, master_name(draft.photos.get().digest)), REMOTE_ADDR="192.0.2.9"))
    use = PreviewUse.objects.get()
    assert (use.link, use.address, len(use.agent)) == (link, "192.0.2.7", 200)
    assert use.agent == headers["User-Agent"][:200]
    assert before - timedelta(minutes=1) < use.at <= timezone.now()
    client.get(address(link), REMOTE_ADDR="192.0.2.8")
    assert PreviewUse.objects.count() == 2


def test_head_answers_as_get_does_and_notes_nothing(draft: Conference, client: Client) -> None:
    link = shared(draft)
    for one in (address(link), file(link, master_name(draft.photos.get().digest))):
        response = client.head(one)
        assert (response.status_code, guarded(response), b"".join(response)) == (200, True, b"")
    assert PreviewUse.objects.count() == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(draft: Conference, client: Client, method: str) -> None:
    link = shared(draft)
    for one in (address(link), file(link, "x")):
        response = getattr(client, method)(one)
        assert (response.status_code, guarded(response)) == (405, True)
    assert PreviewUse.objects.count() == 0


@pytest.mark.parametrize("more", [0, 20])
def test_the_page_costs_the_same_for_few_and_many_turns(
    client: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = TRANSCRIPT + "".join(f"媒体提问：\n第{n}个问题？\n王禾：\n第{n}个回答。\n" for n in range(more))
    link = shared(ready(text=text))
    # Link, snapshot, section; the use is looked for, then written within two savepoints.
    with django_assert_num_queries(9):
        client.get(address(link))
