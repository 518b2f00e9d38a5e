"""A link opens one document for a while, and nothing else opens anything."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import signing as django_signing
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import sharing, workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, PreviewLink, PreviewUse, Snapshot, Turn
from releases.desk.refusal import WorkflowError
from releases.document import Attachment, Document, Photo
from releases.photos import public_names
from tests.desk.making import account, ready

AT = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor)


def shared(conference: Conference, *, hours: int = 1) -> PreviewLink:
    """Return a new link by a new colleague."""
    by = account("初审", f"reviewer-{PreviewLink.objects.count()}")
    return sharing.share(conference=conference, by=by, note="王科长", hours=hours, at=AT)


def refused(token: str, *, at: datetime = AT) -> bool:
    """Return whether what is refused was a token of ours."""
    with pytest.raises(sharing.LinkError) as caught:
        sharing.opened(token=token, at=at)
    return caught.value.genuine


@pytest.mark.django_db
def test_a_link_opens_the_document_of_its_moment(draft: Conference, editor: User) -> None:
    link = sharing.share(conference=draft, by=editor, note=" 王科长 ", hours=24, at=AT)
    assert (link.note, link.made_by, link.made_at, link.expires_at) == (
        "王科长",
        editor,
        AT,
        AT + timedelta(days=1),
    )
    before = freeze(draft)
    Turn.objects.filter(conference=draft, kind="answer").update(body="预计明年九月底完工。")
    assert freeze(draft) != before
    assert sharing.opened(token=sharing.token_of(link), at=AT) == (link, before)
    assert LogEntry.objects.latest("pk").change_message == "建立预览链接：王科长（2026-04-02 09:30 前有效）"
    assert LogEntry.objects.latest("pk").user == editor


@pytest.mark.django_db
def test_the_document_is_kept_once_for_all_links_and_signatures(draft: Conference) -> None:
    first, second = shared(draft), shared(draft)
    assert Snapshot.objects.get().digest == first.digest == second.digest
    assert sharing.token_of(first) != sharing.token_of(second)


@pytest.mark.django_db
def test_a_link_ends_exactly_at_its_time(draft: Conference) -> None:
    token = sharing.token_of(shared(draft))
    sharing.opened(token=token, at=AT + HOUR - timedelta(microseconds=1))
    assert refused(token, at=AT + HOUR) is True


@pytest.mark.django_db
def test_a_revoked_link_opens_nothing_more_and_the_others_do(draft: Conference, editor: User) -> None:
    link, other = shared(draft), shared(draft)
    sharing.revoke(link=link, by=editor, at=AT)
    assert refused(sharing.token_of(link)) is True
    assert sharing.opened(token=sharing.token_of(other), at=AT)[0] == other
    link.refresh_from_db()
    assert (link.revoked_at, link.revoked_by) == (AT, editor)
    assert LogEntry.objects.latest("pk").change_message == "撤销预览链接：王科长（2026-04-01 10:30 前有效）"


@pytest.mark.django_db
@pytest.mark.parametrize("hours_later", [0, 1])
def test_what_is_over_is_not_revoked_again(draft: Conference, editor: User, hours_later: int) -> None:
    link = shared(draft)
    if not hours_later:
        sharing.revoke(link=link, by=editor, at=AT)
    entries = LogEntry.objects.count()
    with pytest.raises(WorkflowError, match="这个链接已经失效，不用再撤销。"):
        sharing.revoke(link=link, by=account("终审"), at=AT + hours_later * HOUR)
    link.refresh_from_db()
    assert link.revoked_by == (None if hours_later else editor)
    assert LogEntry.objects.count() == entries


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("note", "hours", "sentence"),
    [
        (" ", 24, "请写明给谁看。"),
        ("王科长", 0, "有效期最短 1 小时，最长 7 天。"),
        ("王科长", 169, "有效期最短 1 小时，最长 7 天。"),
    ],
)
def test_a_link_names_its_reader_and_ends_within_a_week(
    draft: Conference, editor: User, note: str, hours: int, sentence: str
) -> None:
    with pytest.raises(WorkflowError) as caught:
        sharing.share(conference=draft, by=editor, note=note, hours=hours)
    assert str(caught.value) == sentence
    assert not PreviewLink.objects.exists()


@pytest.mark.django_db
def test_a_conference_that_contradicts_itself_is_not_shared(draft: Conference, editor: User) -> None:
    Turn.objects.create(conference=draft, number=90, order=90, body="〔图 f9〕")
    with pytest.raises(WorkflowError) as caught:
        sharing.share(conference=draft, by=editor, note="王科长", hours=1)
    assert str(caught.value) == "发言 t90 中有〔图 f9〕，但没有编号为 f9 的图片。"
    assert (PreviewLink.objects.count(), Snapshot.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_links_outlive_publishing_and_withdrawing(draft: Conference, editor: User) -> None:
    link = shared(draft)
    token = sharing.token_of(link)
    workflow.publish(conference=draft, by=editor)
    assert sharing.opened(token=token, at=AT)[0] == link
    draft.refresh_from_db()
    workflow.withdraw(conference=draft, by=editor, reason="有误。")
    assert sharing.opened(token=token, at=AT)[0] == link
    sharing.revoke(link=link, by=editor, at=AT)
    assert refused(token) is True


@pytest.mark.django_db
def test_links_go_with_their_draft(draft: Conference) -> None:
    link = shared(draft)
    token = sharing.token_of(link)
    sharing.used(link=link, address="192.0.2.7", agent="x", at=AT)
    draft.delete()
    assert (PreviewLink.objects.count(), PreviewUse.objects.count()) == (0, 0)
    assert refused(token) is True


@pytest.mark.django_db
def test_uses_are_counted_by_address_and_minute(draft: Conference) -> None:
    link, other = shared(draft), shared(draft)
    for which, address, second in (
        (link, "192.0.2.7", 0),
        (link, "192.0.2.7", 59),
        (link, "192.0.2.7", 60),
        (link, "192.0.2.8", 59),
        (other, "192.0.2.7", 59),
    ):
        sharing.used(link=which, address=address, agent="浏览器\x00" * 100, at=AT + timedelta(seconds=second))
    assert list(PreviewUse.objects.order_by("pk").values_list("link", "address", "at")) == [
        (link.pk, "192.0.2.7", AT),
        (link.pk, "192.0.2.7", AT + timedelta(minutes=1)),
        (link.pk, "192.0.2.8", AT),
        (other.pk, "192.0.2.7", AT),
    ]
    assert {use.agent for use in PreviewUse.objects.all()} == {"浏览器\ufffd" * 50}


@pytest.mark.django_db
def test_another_key_opens_nothing(draft: Conference, settings: Settings) -> None:
    token = sharing.token_of(shared(draft))
    settings.SECRET_KEY = "another" * 10
    assert refused(token) is False


@pytest.mark.django_db
def test_forged_tokens_are_refused_without_a_question_to_the_database(
    draft: Conference, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    link = shared(draft)
    payload = [link.pk, link.digest]
    bare = urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    forged = [
        "",
        ".",
        "x",
        bare,
        f"{bare}.",
        f"{bare}.{'A' * 43}",
        # Signed with the right key, for another purpose.
        django_signing.dumps(payload),
        django_signing.Signer(sep=".").sign_object(payload),
        sharing.token_of(link) + ".",
    ]
    with django_assert_num_queries(0):
        assert [refused(token) for token in forged] == [False] * len(forged)


@pytest.mark.django_db
def test_a_token_holds_for_link_and_digest_together(draft: Conference) -> None:
    link = shared(draft)
    Turn.objects.filter(conference=draft, kind="answer").update(body="预计明年九月底完工。")
    later = shared(draft)
    crossed = PreviewLink(pk=link.pk, digest=later.digest)
    assert refused(sharing.token_of(crossed)) is True


_TOKEN = sharing.token_of(PreviewLink(pk=7, digest="ab" * 32))


@given(place=st.integers(0, len(_TOKEN) - 1), char=st.characters(exclude_categories=["Cs"]))
def test_no_character_of_a_token_can_be_another(place: int, char: str) -> None:
    # Without a database: reaching for a row would fail the test.
    changed = _TOKEN[:place] + char + _TOKEN[place + 1 :]
    if changed != _TOKEN:
        assert refused(changed) is False


@given(
    end=st.integers(0, len(_TOKEN) - 1), more=st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
def test_no_part_of_a_token_opens_and_no_longer_one(end: int, more: str) -> None:
    assert refused(_TOKEN[:end]) is False
    if more:
        assert refused(_TOKEN + more) is False


def test_only_files_that_can_be_offered_belong_to_a_document() -> None:
    document = Document(
        photos=(Photo("f1", "a.jpg", digest="ab" * 32, width=700, height=400), Photo("f2", "lost.jpg")),
        attachments=(
            Attachment("a1", "方案.pdf", digest="cd" * 32),
            Attachment("a2", "program.exe", digest="ef" * 32),
        ),
    )
    assert sharing.files_of(document) == {
        *public_names("ab" * 32, 700),
        f"attachments/cd/{'cd' * 32}.pdf",
    }


@pytest.mark.django_db
def test_an_address_is_at_the_desks_host(draft: Conference, settings: Settings) -> None:
    settings.DESK_URL = "https://desk.example.gov.cn"
    link = shared(draft)
    assert sharing.address_of(link) == f"https://desk.example.gov.cn/desk/preview/{sharing.token_of(link)}/"
