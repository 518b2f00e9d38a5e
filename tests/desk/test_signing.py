"""Three people sign the words that are published, and nobody their own."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import editing, signing, workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, SignOff, Waiver
from releases.desk.objections import findings
from releases.desk.refusal import WorkflowError
from releases.preflight import Severity
from releases.record.models import Version
from tests.desk.making import CLEAN, account, ready, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("复审", "复审"), ("终审", "终审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿", "editor")


@pytest.fixture
def reviewers() -> list[User]:
    return [account(group, group) for group in ("初审", "复审", "终审")]


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor, text=CLEAN)


def digest(conference: Conference) -> str:
    return freeze(Conference.objects.get(pk=conference.pk)).digest


def signed(conference: Conference, by: User) -> SignOff:
    return signing.sign(conference=conference, by=by, digest=digest(conference))


def rewrite(conference: Conference, by: User, words: str) -> None:
    """Change the first turn as the review page does."""
    with transaction.atomic():
        locked = Conference.objects.select_for_update().get(pk=conference.pk)
        turn = locked.turns.first()
        assert turn is not None
        turn.body = words
        editing.touch(conference=locked, by=by)
        editing.save_parts(conference=locked, parts=[turn])


def standing(conference: Conference) -> list[tuple[str, str, str]]:
    """Return each level with who has signed these words, and who signed other ones."""
    return [
        (
            each.level.name,
            each.valid.by.username if each.valid else "",
            each.void.by.username if each.void else "",
        )
        for each in signing.signatures(conference, digest(conference))
    ]


def test_three_sign_in_order_and_then_it_is_published(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    publisher = account("签发")
    signing.submit(conference=draft, by=editor)
    for reviewer in reviewers:
        with pytest.raises(WorkflowError) as caught:
            workflow.publish(conference=draft, by=publisher)
        assert set(refused(caught)) == {"unsigned"}
        signed(draft, reviewer)
    assert standing(draft) == [("初审", "初审", ""), ("复审", "复审", ""), ("终审", "终审", "")]
    version = workflow.publish(conference=draft, by=publisher)
    assert [row.digest for row in SignOff.objects.all()] == [version.digest] * 3
    draft.refresh_from_db()
    assert (draft.state, draft.stage, draft.round) == ("published", "editing", 2)
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")][-5:] == [
        "送审。",
        "初审签字。",
        "复审签字。",
        "终审签字。",
        "首次发布（20260329-1 第 1 版）",
    ]


def test_levels_sign_in_their_order(draft: Conference, editor: User, reviewers: list[User]) -> None:
    signing.submit(conference=draft, by=editor)
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[1])
    assert str(caught.value) == "现在轮到初审签字，您不在“初审”组里。"
    signed(draft, reviewers[0])
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[0])
    assert refused(caught) == ["not-yours"]


def test_nobody_signs_twice(draft: Conference, editor: User, reviewers: list[User]) -> None:
    first = reviewers[0]
    first.groups.set([*first.groups.all(), *reviewers[1].groups.all()])
    signing.submit(conference=draft, by=editor)
    row = signed(draft, first)
    with pytest.raises(WorkflowError) as caught:
        signed(draft, first)
    assert str(caught.value) == "您已经签过一级，同一个人不能签两级。"
    again = SignOff(conference=draft, round=1, level=2, digest=row.digest, by=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    same_level = SignOff(conference=draft, round=1, level=1, digest=row.digest, by=reviewers[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        same_level.save()


def test_nobody_signs_what_they_wrote(draft: Conference, editor: User, reviewers: list[User]) -> None:
    rewrite(draft, reviewers[0], "改了一个字。")
    signing.submit(conference=draft, by=editor)
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[0])
    assert str(caught.value) == "您参与了本轮撰稿，不能给自己写的内容签字。"
    own = SignOff(conference=draft, round=1, level=1, digest=digest(draft), by=reviewers[0])
    with pytest.raises(IntegrityError, match="nobody signs or waives what they wrote"), transaction.atomic():
        own.save()
    assert not SignOff.objects.exists()


def test_a_signature_never_changes(draft: Conference, editor: User, reviewers: list[User]) -> None:
    signing.submit(conference=draft, by=editor)
    signed(draft, reviewers[0])
    with pytest.raises(IntegrityError, match="a signature never changes"), transaction.atomic():
        SignOff.objects.update(digest="0" * 64)


def test_one_changed_character_voids_what_was_signed(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    signing.submit(conference=draft, by=editor)
    signed(draft, reviewers[0])
    before = digest(draft)
    rewrite(draft, editor, "大家下午好！今天请到了市水务局的同志！")
    assert standing(draft) == [("初审", "", "初审"), ("复审", "", ""), ("终审", "", "")]
    missing = workflow.missing(Conference.objects.get())
    assert [finding.message for finding in missing] == [
        "还缺初审签字。内容在签字之后有改动。",
        "还缺复审签字。",
        "还缺终审签字。",
    ]
    with pytest.raises(WorkflowError) as caught:
        signing.sign(conference=draft, by=reviewers[0], digest=before)
    assert str(caught.value) == "您打开页面之后内容又有改动，请看过改动再签字。"
    signed(draft, reviewers[0])
    assert standing(draft)[0] == ("初审", "初审", "")


def test_whoever_signed_and_then_wrote_has_signed_nothing(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    turn = draft.turns.first()
    assert turn is not None
    signing.submit(conference=draft, by=editor)
    signed(draft, reviewers[0])
    rewrite(draft, reviewers[0], "改过。")
    rewrite(draft, reviewers[0], turn.body)
    assert standing(draft)[0] == ("初审", "", "")


def test_signing_is_for_what_is_in_review_and_has_no_fault(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[0])
    assert str(caught.value) == "没有在审核中，不能签字。"
    signing.submit(conference=draft, by=editor)
    Conference.objects.update(title="")
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[0])
    assert refused(caught) == ["no-title"]
    Conference.objects.update(title="清水入城")
    for reviewer in reviewers:
        signed(draft, reviewer)
    with pytest.raises(WorkflowError) as caught:
        signed(draft, account("初审", "another"))
    assert str(caught.value) == "各级都已签字。"


def test_submitting_is_done_once_and_without_faults(draft: Conference, editor: User) -> None:
    Conference.objects.update(source="")
    with pytest.raises(WorkflowError) as caught:
        signing.submit(conference=draft, by=editor)
    assert refused(caught) == ["no-source"]
    Conference.objects.update(source="某局")
    signing.submit(conference=draft, by=editor)
    with pytest.raises(WorkflowError) as caught:
        signing.submit(conference=draft, by=editor)
    assert str(caught.value) == "已经送审，不能重复送审。"


def test_what_the_public_reads_already_is_neither_submitted_nor_signed(
    draft: Conference, editor: User, reviewers: list[User], settings: Settings
) -> None:
    levels, settings.SIGN_OFF_LEVELS = settings.SIGN_OFF_LEVELS, []
    workflow.publish(conference=draft, by=editor)
    settings.SIGN_OFF_LEVELS = levels
    with pytest.raises(WorkflowError) as caught:
        signing.submit(conference=draft, by=editor)
    assert refused(caught) == ["unchanged"]
    rewrite(draft, editor, "改过。")
    signing.submit(conference=draft, by=editor)
    # As if the change had been undone while it was reviewed.
    Conference.objects.update(published_digest=digest(draft))
    with pytest.raises(WorkflowError) as caught:
        signed(draft, reviewers[0])
    assert refused(caught) == ["unchanged"]
    assert SignOff.objects.count() == 0


def test_where_nobody_wrote_whoever_edits_takes_back(draft: Conference, editor: User) -> None:
    other = account("撰稿", "other")
    signing.submit(conference=draft, by=editor)
    assert not signing.may_take_back(draft, other)
    Conference.objects.update(round=2)
    signing.take_back(conference=draft, by=other)
    draft.refresh_from_db()
    assert draft.stage == "editing"


def test_authors_take_back_and_reviewers_send_back(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    with pytest.raises(WorkflowError, match="没有在审核中，不能取回"):
        signing.take_back(conference=draft, by=editor)
    with pytest.raises(WorkflowError, match="没有在审核中，不能退回"):
        signing.send_back(conference=draft, by=reviewers[0], reason="x")
    signing.submit(conference=draft, by=editor)
    with pytest.raises(WorkflowError, match="只有撰稿人可以取回"):
        signing.take_back(conference=draft, by=reviewers[0])
    signing.take_back(conference=draft, by=editor)
    draft.refresh_from_db()
    assert draft.stage == "editing"
    signing.submit(conference=draft, by=editor)
    with pytest.raises(WorkflowError, match="请写明退回的理由"):
        signing.send_back(conference=draft, by=reviewers[0], reason=" ")
    signing.send_back(conference=draft, by=reviewers[0], reason=" 请核对时间。 ")
    draft.refresh_from_db()
    assert (draft.stage, draft.returned) == (
        "editing",
        f"请核对时间。（周初审 {timezone.localtime():%m-%d %H:%M}）",
    )
    signing.submit(conference=draft, by=editor)
    draft.refresh_from_db()
    assert (draft.stage, draft.returned) == ("review", "")


def test_a_correction_is_signed_anew_while_the_public_reads_the_old_version(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    signing.submit(conference=draft, by=editor)
    for reviewer in reviewers:
        signed(draft, reviewer)
    workflow.publish(conference=draft, by=None)
    rewrite(draft, editor, "更正过的话。")
    with pytest.raises(WorkflowError) as caught:
        workflow.publish(conference=draft, by=None, note="更正。")
    assert refused(caught) == ["not-in-review", *["unsigned"] * 3]
    assert "更正过的话" not in Version.objects.get().document
    signing.submit(conference=draft, by=editor)
    for reviewer in reviewers:
        signed(draft, reviewer)
    assert workflow.publish(conference=draft, by=None, note="更正。").number == 2


def test_signatures_outlive_a_return_but_publish_nothing_before_it_is_submitted_again(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    signing.submit(conference=draft, by=editor)
    for reviewer in reviewers:
        signed(draft, reviewer)
    signing.send_back(conference=draft, by=reviewers[2], reason="标题有误")
    for _ in range(2):
        with pytest.raises(WorkflowError) as caught:
            workflow.publish(conference=draft, by=None)
        assert refused(caught) == ["not-in-review"]
        Conference.objects.update(returned="")
    signing.submit(conference=draft, by=editor)
    assert workflow.publish(conference=draft, by=None).number == 1


def test_somebody_who_wrote_the_last_round_may_sign_this_one(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    rewrite(draft, reviewers[0], "改过。")
    Conference.objects.update(round=2)
    rewrite(draft, editor, "又改过。")
    signing.submit(conference=draft, by=editor)
    assert signed(draft, reviewers[0]).round == 2


def test_an_operator_without_an_account_is_nobodys_author() -> None:
    conference = ready(text=CLEAN)
    assert conference.authorships.count() == 0


def amber(conference: Conference) -> list[str]:
    return [each.key for each in findings(conference) if each.severity is Severity.AMBER]


def test_an_amber_finding_wants_a_second_persons_reason(editor: User, reviewers: list[User]) -> None:
    conference = ready(by=editor)
    (key,) = amber(conference)
    signing.submit(conference=conference, by=editor)
    for reviewer in reviewers:
        signed(conference, reviewer)
    with pytest.raises(WorkflowError) as caught:
        workflow.publish(conference=conference, by=None)
    assert refused(caught) == ["period-and-24-hours"]
    with pytest.raises(WorkflowError, match="要由别人核实"):
        signing.waive(conference=conference, by=editor, key=key, reason="原文如此。")
    with pytest.raises(WorkflowError, match="请写明核实的理由"):
        signing.waive(conference=conference, by=reviewers[0], key=key, reason=" ")
    own = Waiver(conference=conference, key=key, message="x", reason="x", by=editor, round=1)
    with pytest.raises(IntegrityError, match="nobody signs or waives what they wrote"), transaction.atomic():
        own.save()
    row = signing.waive(conference=conference, by=reviewers[0], key=key, reason=" 原文如此。 ")
    assert (row.reason, row.message) == (
        "原文如此。",
        "“下午15:00”把十二小时制和二十四小时制写在了一起。",
    )
    with pytest.raises(WorkflowError, match="这一项已经处理过"):
        signing.waive(conference=conference, by=reviewers[1], key=key, reason="x")
    assert workflow.publish(conference=conference, by=None).number == 1


def test_a_waiver_holds_only_for_the_words_it_was_given_for(editor: User, reviewers: list[User]) -> None:
    conference = ready(by=editor)
    (key,) = amber(conference)
    signing.waive(conference=conference, by=reviewers[0], key=key, reason="原文如此。")
    assert signing.unwaived(conference, findings(conference)) == []
    Conference.objects.update(held_text="2026年3月29日下午16:00")
    conference.refresh_from_db()
    assert [each.text for each in signing.unwaived(conference, findings(conference))] == ["下午16:00"]


def test_where_nobody_reviews_one_person_publishes(settings: Settings, editor: User) -> None:
    settings.SIGN_OFF_LEVELS = []
    conference = ready(by=editor)
    assert len(amber(conference)) == 1
    assert workflow.publish(conference=conference, by=editor).number == 1


def test_what_somebody_last_signed_is_kept_word_for_word(
    draft: Conference, editor: User, reviewers: list[User]
) -> None:
    assert signing.last_signed(draft, reviewers[0]) is None
    signing.submit(conference=draft, by=editor)
    signed(draft, reviewers[0])
    before = freeze(draft)
    rewrite(draft, editor, "改过。")
    assert signing.last_signed(draft, reviewers[0]) == before
