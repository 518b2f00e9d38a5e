"""A release is given ahead once it is signed, and its link holds as long as what it was given on does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import embargo, scheduling, sharing, signing, workflow
from releases.desk.embargo import Standing
from releases.desk.freeze import freeze
from releases.desk.models import Conference, Outlet, PreviewLink, Schedule, Snapshot, Turn
from releases.desk.refusal import WorkflowError
from releases.document import Attachment, Document
from releases.record.media import attachment_name
from tests.desk.giving import given, outlet
from tests.desk.making import CLEAN, TRANSCRIPT, account, ready, refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOMORROW = NOW + timedelta(days=1)
LEVELS = [("初审", "初审"), ("终审", "终审")]


@pytest.fixture
def publisher() -> User:
    return account("签发")


@pytest.fixture
def draft() -> Conference:
    return ready(text=CLEAN, photo="")


@pytest.fixture
def review(settings: Settings) -> Conference:
    """Return a conference that waits for its two signatures."""
    settings.SIGN_OFF_LEVELS = LEVELS
    editor = account("撰稿")
    conference = ready(by=editor, text=CLEAN, photo="")
    signing.submit(conference=conference, by=editor)
    return conference


@pytest.fixture
def signed(review: Conference) -> Conference:
    for _, group in LEVELS:
        signing.sign(conference=review, by=account(group), digest=freeze(review).digest)
    review.refresh_from_db()
    return review


def standing(link: PreviewLink) -> Standing:
    """Return what the link gives, asked as whoever holds it asks."""
    opened, _ = sharing.opened(token=sharing.token_of(link))
    return embargo.standing(opened, embargo.grounds_of(opened.conference))


def rewrite(conference: Conference, words: str) -> None:
    Turn.objects.filter(conference=conference, kind="answer").update(body=words)


def test_what_every_level_has_signed_is_given_to_one_outlet(signed: Conference, publisher: User) -> None:
    link = given(signed, by=publisher, until=TOMORROW, at=NOW)
    assert (link.note, link.outlet, link.embargo_until, link.round) == (
        "江畔日报",
        outlet(),
        TOMORROW,
        1,
    )
    assert (link.made_by, link.made_at, link.expires_at) == (publisher, NOW, TOMORROW + timedelta(days=7))
    opened, document = sharing.opened(token=sharing.token_of(link), at=NOW)
    assert (opened, document) == (link, freeze(signed))
    assert standing(link) is Standing.AHEAD
    assert Snapshot.objects.filter(conference=signed).count() == 1
    until = f"{timezone.localtime(TOMORROW):%Y-%m-%d %H:%M}"
    assert LogEntry.objects.latest("pk").change_message == f"建立限时公开链接：江畔日报（{until} 前不得发布）"


def test_what_not_every_level_has_signed_does_not_leave_the_house(review: Conference) -> None:
    signing.sign(conference=review, by=account("初审"), digest=freeze(review).digest)
    with pytest.raises(WorkflowError) as caught:
        given(review)
    assert refused(caught) == ["unsigned"]
    assert not PreviewLink.objects.exists()


def test_words_that_changed_after_the_signatures_are_not_given(signed: Conference) -> None:
    rewrite(signed, "预计明年九月底完工。")
    with pytest.raises(WorkflowError) as caught:
        given(signed)
    assert set(refused(caught)) == {"unsigned"}


def test_what_nobody_has_let_stand_is_not_given(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = LEVELS
    editor = account("撰稿")
    amber = ready(by=editor, text=TRANSCRIPT, photo="")
    signing.submit(conference=amber, by=editor)
    for _, group in LEVELS:
        signing.sign(conference=amber, by=account(group), digest=freeze(amber).digest)
    with pytest.raises(WorkflowError) as caught:
        given(amber)
    assert refused(caught) == ["period-and-24-hours"]


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=30, seconds=1)])
def test_an_embargo_ends_in_the_next_thirty_days(draft: Conference, ahead: timedelta) -> None:
    with pytest.raises(WorkflowError, match="限时要在现在之后、30 天之内。"):
        given(draft, until=NOW + ahead, at=NOW)
    assert given(draft, until=NOW + timedelta(days=30), at=NOW).embargo_until == NOW + timedelta(days=30)


def test_nothing_is_given_to_an_outlet_that_is_off(draft: Conference) -> None:
    outlet()
    Outlet.objects.update(accredited=False)
    with pytest.raises(WorkflowError) as caught:
        given(draft)
    assert refused(caught) == ["no-outlet"]


def test_nobody_gives_what_they_have_not_seen(draft: Conference, publisher: User) -> None:
    seen = freeze(draft).digest
    rewrite(draft, "预计明年九月底完工。")
    with pytest.raises(WorkflowError) as caught:
        embargo.give(conference=draft, by=publisher, outlet=outlet(), until=TOMORROW, digest=seen)
    assert refused(caught) == ["changed"]


def test_what_the_public_reads_already_is_not_given(draft: Conference) -> None:
    workflow.publish(conference=draft, by=None)
    with pytest.raises(WorkflowError) as caught:
        given(draft)
    assert refused(caught) == ["unchanged"]


def test_a_set_time_is_the_embargo_to_the_second(draft: Conference, publisher: User) -> None:
    due = TOMORROW.replace(second=17)
    row = scheduling.schedule(conference=draft, by=publisher, due_at=due)
    link = given(draft, until=due.replace(second=0))
    assert (link.embargo_until, link.schedule) == (due, row)
    for other in (due - timedelta(minutes=1), due + timedelta(minutes=1)):
        with pytest.raises(WorkflowError, match="限时要与定时发布的时间相同。"):
            given(draft, until=other)


def test_words_that_are_not_those_of_the_set_time_are_not_given(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=TOMORROW)
    rewrite(draft, "预计明年九月底完工。")
    with pytest.raises(WorkflowError) as caught:
        given(draft, until=TOMORROW)
    assert refused(caught) == ["other-words"]


def _taken_back(conference: Conference, _: User) -> None:
    signing.take_back(conference=conference, by=User.objects.get(username="user-撰稿"))


def _sent_back(conference: Conference, _: User) -> None:
    signing.send_back(conference=conference, by=User.objects.get(username="user-终审"), reason="有误")


def _cancelled(conference: Conference, publisher: User) -> None:
    scheduling.cancel(conference=conference, by=publisher)


def _moved(conference: Conference, publisher: User) -> None:
    _cancelled(conference, publisher)
    scheduling.schedule(conference=conference, by=publisher, due_at=TOMORROW + timedelta(hours=1))


def _refused(conference: Conference, _: User) -> None:
    Schedule.objects.filter(conference=conference).update(state="refused", done_at=NOW)


def _off(*_: object) -> None:
    Outlet.objects.update(accredited=False)


@pytest.mark.parametrize("step", [_taken_back, _sent_back, _cancelled, _moved, _refused, _off])
def test_a_link_gives_nothing_once_what_it_was_given_on_has_gone(
    signed: Conference, publisher: User, step: Callable[[Conference, User], None]
) -> None:
    scheduling.schedule(conference=signed, by=publisher, due_at=TOMORROW)
    link = given(signed, by=publisher, until=TOMORROW)
    assert standing(link) is Standing.AHEAD
    step(signed, publisher)
    assert standing(link) is Standing.CALLED_OFF


def test_a_time_set_afterwards_ends_links_that_say_another(draft: Conference, publisher: User) -> None:
    same, other = given(draft, until=TOMORROW), given(draft, until=TOMORROW + timedelta(hours=1))
    scheduling.schedule(conference=draft, by=publisher, due_at=TOMORROW)
    assert [standing(link) for link in (same, other)] == [Standing.AHEAD, Standing.CALLED_OFF]


def test_the_same_words_submitted_again_open_the_link_again(signed: Conference, publisher: User) -> None:
    link = given(signed, by=publisher)
    _taken_back(signed, publisher)
    assert standing(link) is Standing.CALLED_OFF
    signing.submit(conference=signed, by=User.objects.get(username="user-撰稿"))
    assert standing(link) is Standing.AHEAD


def test_a_link_knows_what_became_of_its_words(draft: Conference) -> None:
    link = given(draft)
    version = workflow.publish(conference=draft, by=None)
    assert standing(link) is Standing.PUBLISHED
    draft.refresh_from_db()
    rewrite(draft, "预计明年九月底完工。")
    workflow.publish(conference=draft, by=None, note="更正")
    assert standing(link) is Standing.CHANGED
    draft.refresh_from_db()
    workflow.withdraw(conference=draft, by=None, reason="有误")
    assert standing(link) is Standing.WITHDRAWN
    assert version.digest == link.digest


def test_words_that_changed_before_publication_are_told(draft: Conference) -> None:
    link = given(draft)
    rewrite(draft, "预计明年九月底完工。")
    assert standing(link) is Standing.AHEAD
    workflow.publish(conference=draft, by=None)
    assert standing(link) is Standing.CHANGED


def test_a_transcript_is_given_ahead_of_an_announcement_that_is_public(draft: Conference) -> None:
    workflow.publish(conference=draft, by=None)
    draft.refresh_from_db()
    rewrite(draft, "预计明年九月底完工。")
    link = given(draft)
    assert standing(link) is Standing.AHEAD
    workflow.publish(conference=draft, by=None, note="补充")
    assert standing(link) is Standing.PUBLISHED


def test_a_withdrawal_ends_links_and_what_comes_back_may_be_given_anew(draft: Conference) -> None:
    workflow.publish(conference=draft, by=None)
    draft.refresh_from_db()
    rewrite(draft, "预计明年九月底完工。")
    before = given(draft)
    draft.refresh_from_db()
    workflow.withdraw(conference=draft, by=None, reason="有误")
    assert standing(before) is Standing.CALLED_OFF
    after = given(draft)
    assert standing(after) is Standing.AHEAD


def test_a_link_revoked_or_over_opens_nothing(draft: Conference, publisher: User) -> None:
    link, other = given(draft, until=TOMORROW), given(draft, name="江畔晚报", until=TOMORROW)
    sharing.revoke(link=link, by=publisher)
    with pytest.raises(sharing.LinkError):
        standing(link)
    assert standing(other) is Standing.AHEAD
    assert LogEntry.objects.latest("pk").change_message.startswith("撤销限时公开链接：江畔日报（")
    with pytest.raises(sharing.LinkError):
        sharing.opened(token=sharing.token_of(other), at=TOMORROW + timedelta(days=7))


def test_a_copy_keeps_the_name_that_the_outlet_had() -> None:
    draft = ready(text=CLEAN)
    link = given(draft)
    Outlet.objects.update(name="改名的报")
    link.refresh_from_db()
    one = embargo.edition(link, freeze(draft), address="https://a/", file_address="https://a/files/")
    assert one.embargo is not None
    assert (one.embargo.outlet, one.embargo.until) == ("江畔日报", link.embargo_until)
    photo = freeze(draft).photos[0]
    assert one.photo_url(photo).startswith("https://a/files/photos/")
    assert one.file(one.photo_url(photo).removeprefix("https://a/files/"))[:3] == b"\xff\xd8\xff"


def test_files_are_called_by_what_people_know_them_by() -> None:
    titled = Attachment("a1", "a.pdf", title="方案" * 100, digest="cd" * 32)
    untitled = Attachment("a2", "名单.csv", digest="ef" * 32)
    document = Document(attachments=(titled, untitled))
    names = [attachment_name(each.digest, each.file) for each in (titled, untitled)]
    assert [embargo.called(document, name) for name in (*names, "photos/ab/x.jpg")] == [
        ("附件：" + "方案" * 100)[:120],
        "附件：名单.csv",
        "图片",
    ]
