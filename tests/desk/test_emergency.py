"""The emergency lane: two people, a reason, a mark that stays, and the reviews afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import emergency, signing, workflow
from releases.desk.models import Conference, Emergency
from releases.desk.refusal import WorkflowError
from releases.record.models import Version
from tests.desk.making import CLEAN, account, client_of, ready, refused

pytestmark = pytest.mark.django_db
REASON = "汛情紧急，须立即告知市民。"


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "终审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿", "editor")


@pytest.fixture
def publisher() -> User:
    return account("签发", "publisher")


@pytest.fixture
def reviewers() -> list[User]:
    return [account(group, group) for group in ("初审", "终审")]


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor, text=CLEAN)


@pytest.fixture
def out(draft: Conference, editor: User, publisher: User) -> Emergency:
    """Return an emergency that has gone to the public."""
    words = digest(draft)
    emergency.ask(conference=draft, by=editor, digest=words, reason=REASON)
    emergency.confirm(conference=draft, by=publisher, digest=words)
    return Emergency.objects.get()


def digest(conference: Conference) -> str:
    return signing.sound(Conference.objects.get(pk=conference.pk)).digest


def test_two_people_publish_before_the_reviews(out: Emergency, editor: User, publisher: User) -> None:
    assert [(each.number, each.by) for each in Version.objects.all()] == [(1, "周签发")]
    assert (out.asked_by, out.confirmed_by, out.reason, str(out)) == (editor, publisher, REASON, REASON)
    assert out.confirmed_at is not None
    assert out.review_due == out.confirmed_at + timedelta(hours=24)
    assert list(Emergency.objects.unreviewed()) == [out]


def test_asking_alone_publishes_nothing(draft: Conference, editor: User, publisher: User) -> None:
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    with pytest.raises(WorkflowError) as caught:
        workflow.publish(conference=draft, by=publisher)
    assert refused(caught) == ["not-in-review", "unsigned", "unsigned"]
    assert (Version.objects.count(), Emergency.objects.unreviewed().count()) == (0, 0)


def test_asking_wants_a_reason_and_sound_words(draft: Conference, editor: User) -> None:
    words = digest(draft)
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest=words, reason=" ")
    assert refused(caught) == ["no-reason"]
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest="0" * 64, reason=REASON)
    assert refused(caught) == ["changed"]
    Conference.objects.update(title="")
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest=words, reason=REASON)
    assert refused(caught) == ["no-title"]
    assert not Emergency.objects.exists()


@pytest.mark.usefixtures("out")
def test_asking_for_what_the_public_reads_already_is_refused(draft: Conference, editor: User) -> None:
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    assert refused(caught) == ["unchanged"]


def test_asking_twice_for_the_same_words_is_refused(draft: Conference, editor: User) -> None:
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    assert refused(caught) == ["asked-before"]


def test_where_nobody_reviews_there_is_no_emergency_lane(
    draft: Conference, editor: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = []
    with pytest.raises(WorkflowError) as caught:
        emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    assert refused(caught) == ["no-levels"]


def test_whoever_asked_cannot_confirm(draft: Conference, publisher: User) -> None:
    emergency.ask(conference=draft, by=publisher, digest=digest(draft), reason=REASON)
    with pytest.raises(WorkflowError) as caught:
        emergency.confirm(conference=draft, by=publisher, digest=digest(draft))
    assert refused(caught) == ["two-people"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(
            confirmed_by=publisher, confirmed_at=timezone.now(), review_due=timezone.now()
        )


def test_whoever_wrote_cannot_confirm(draft: Conference, editor: User, publisher: User) -> None:
    signing.wrote(conference=draft, by=publisher)
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    with pytest.raises(WorkflowError) as caught:
        emergency.confirm(conference=draft, by=publisher, digest=digest(draft))
    assert refused(caught) == ["own-words"]
    # Past the models, the database refuses it too.
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(
            confirmed_by=publisher, confirmed_at=timezone.now(), review_due=timezone.now()
        )


def test_words_changed_after_asking_are_not_confirmed(
    draft: Conference, editor: User, publisher: User
) -> None:
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    Conference.objects.update(title="改过的标题")
    with pytest.raises(WorkflowError) as caught:
        emergency.confirm(conference=draft, by=publisher, digest=digest(draft))
    assert refused(caught) == ["not-asked"]


def test_an_emergency_does_not_pass_what_is_red_or_unwaived(editor: User, publisher: User) -> None:
    draft = ready(by=editor)  # its 下午15:00 is amber
    words = digest(draft)
    emergency.ask(conference=draft, by=editor, digest=words, reason=REASON)
    with pytest.raises(WorkflowError) as caught:
        emergency.confirm(conference=draft, by=publisher, digest=words)
    assert refused(caught) == ["period-and-24-hours"]
    row = Emergency.objects.get()
    assert (row.confirmed_by, Version.objects.count()) == (None, 0)


def test_the_levels_sign_afterwards_and_the_last_closes_it(out: Emergency, reviewers: list[User]) -> None:
    first, final = reviewers
    # What staff write meanwhile belongs to the next round and changes nothing here.
    Conference.objects.update(title="改过的标题")
    with pytest.raises(WorkflowError) as caught:
        emergency.sign_afterwards(emergency=out, by=final)
    assert refused(caught) == ["not-yours"]
    emergency.sign_afterwards(emergency=out, by=first, comment="核对无误")
    out.refresh_from_db()
    assert (out.outcome, Emergency.objects.unreviewed().count()) == ("", 1)
    emergency.sign_afterwards(emergency=out, by=final)
    out.refresh_from_db()
    assert (out.outcome, out.closed_at is None) == ("signed", False)
    assert [each.valid.by.username for each in emergency.standing(out) if each.valid] == ["初审", "终审"]
    assert list(Emergency.objects.unreviewed()) == []
    with pytest.raises(WorkflowError) as caught:
        emergency.sign_afterwards(emergency=out, by=first)
    assert refused(caught) == ["nothing-to-review"]


def test_the_two_people_cannot_review_it_afterwards(out: Emergency, publisher: User, editor: User) -> None:
    for user in (publisher, editor):
        with pytest.raises(WorkflowError) as caught:
            emergency.sign_afterwards(emergency=out, by=user)
        assert refused(caught) == ["two-people"]


def test_a_reviewed_correction_closes_it(
    out: Emergency, draft: Conference, editor: User, publisher: User, reviewers: list[User]
) -> None:
    Conference.objects.update(title="改过的标题")
    draft.refresh_from_db()
    signing.submit(conference=draft, by=editor)
    for reviewer in reviewers:
        signing.sign(conference=draft, by=reviewer, digest=digest(draft))
    workflow.publish(conference=draft, by=publisher, note="更正标题。")
    out.refresh_from_db()
    assert (out.outcome, Version.objects.count()) == ("replaced", 2)


def marks(reader: User) -> list[str]:
    page = client_of(reader).get("/desk/desk/conference/").content.decode()
    return re.findall(r'desk-state-emergency">(.*?)<', page)


@pytest.mark.usefixtures("out")
def test_the_list_of_conferences_bears_the_mark_for_good(draft: Conference, publisher: User) -> None:
    ready(by=draft.updated_by, text=CLEAN.replace("新闻发布会", "另一场发布会", 1))
    assert marks(publisher) == ["紧急发布，待补审"]
    workflow.withdraw(conference=draft, by=publisher, reason="数据有误")
    assert marks(publisher) == ["紧急发布"]


@pytest.mark.usefixtures("out")
def test_a_second_emergency_leaves_the_first_open(draft: Conference, editor: User, publisher: User) -> None:
    Conference.objects.update(title="改过的标题")
    draft.refresh_from_db()
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason="更正。")
    emergency.confirm(conference=draft, by=publisher, digest=digest(draft), note="更正。")
    assert Emergency.objects.unreviewed().count() == 2


def test_a_withdrawal_closes_it(out: Emergency, draft: Conference, publisher: User) -> None:
    workflow.withdraw(conference=draft, by=publisher, reason="有误")
    out.refresh_from_db()
    assert out.outcome == "withdrawn"


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize(
    "change",
    [
        {"reason": "别的理由"},
        {"digest": "0" * 64},
        {"confirmed_at": timezone.now()},
        {"review_due": timezone.now()},
        {"confirmed_by": None, "confirmed_at": None, "review_due": None},
    ],
)
def test_the_database_refuses_to_alter_the_mark(change: dict[str, object]) -> None:
    before = Emergency.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(**change)
    assert Emergency.objects.values().get() == before


@pytest.mark.usefixtures("out")
def test_the_database_refuses_to_delete_or_reopen_the_mark(draft: Conference, publisher: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.all().delete()
    workflow.withdraw(conference=draft, by=publisher, reason="有误")
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(outcome="", closed_at=None)
    assert Emergency.objects.get().outcome == "withdrawn"


def test_an_emergency_nobody_confirmed_goes_with_its_draft(draft: Conference, editor: User) -> None:
    emergency.ask(conference=draft, by=editor, digest=digest(draft), reason=REASON)
    draft.refresh_from_db()
    draft.delete()
    assert not Emergency.objects.exists()
