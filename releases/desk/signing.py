"""Three people sign: submitting, signing, sending back, taking back, and letting a finding stand.

A signature names the digest of what was signed. Nothing voids it: it simply is for other words once a
character has changed, and :func:`signatures` counts those for the words as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk.levels import Level, levels
from releases.desk.locking import locked
from releases.desk.models import Authorship, Conference, SignOff, Snapshot, Stage, Waiver
from releases.desk.names import printed_name
from releases.desk.objections import examined, findings
from releases.desk.published import must_differ
from releases.desk.refusal import WorkflowError, no
from releases.document import Document, canonical
from releases.preflight import Finding, Severity


@dataclass(frozen=True, slots=True)
class Signature:
    """A level with its signature for the words as they are, and the latest one for other words."""

    level: Level
    valid: SignOff | None
    void: SignOff | None


def signatures(conference: Conference, digest: str, *, in_round: int | None = None) -> list[Signature]:
    """Return every level with its signatures of this round, or of an earlier one."""
    number = in_round or conference.round
    rows = list(conference.signoffs.filter(round=number).select_related("by"))
    authors = set(conference.authorships.filter(round=number).values_list("user", flat=True))
    found = []
    for level in levels():
        # Who signed, then wrote, then took it back has signed what they wrote.
        own = [row for row in rows if row.level == level.number and row.by_id not in authors]
        valid = next((row for row in own if row.digest == digest), None)
        void = next((row for row in reversed(own) if row.digest != digest), None)
        found.append(Signature(level, valid, None if valid else void))
    return found


def next_level(standing: Iterable[Signature]) -> Level | None:
    """Return the level that is to sign now, or None where all have."""
    return next((each.level for each in standing if each.valid is None), None)


def level_for(user: User, standing: Sequence[Signature], *, author: bool) -> Level | None:
    """Return the level that waits for this very person: nobody signs what they wrote, or twice."""
    level = next_level(standing)
    signed_before = any(each.valid is not None and each.valid.by_id == user.pk for each in standing)
    return None if level is None or author or signed_before or not level.open_to(user) else level


def unsigned(conference: Conference, digest: str) -> list[Finding]:
    """Return an objection for each level that has not signed these very words, and where nobody reviews them.

    Signatures outlive a conference that was sent or taken back, so that the same words need no new ones; but
    whoever has it back means to write on.
    """
    missing = [
        Finding("unsigned", f"还缺{each.level.name}签字。" + ("内容在签字之后有改动。" if each.void else ""))
        for each in signatures(conference, digest)
        if each.valid is None
    ]
    return [*_not_in_review(conference), *missing]


def _not_in_review(conference: Conference) -> Iterator[Finding]:
    if not levels() or conference.stage == Stage.REVIEW:
        return
    if conference.returned:
        yield Finding("not-in-review", f"审核退回，改好以后要重新送审：{conference.returned}")
    else:
        yield Finding("not-in-review", "没有送审，或者撰稿人已经取回。")


def unwaived(conference: Conference, found: Iterable[Finding]) -> list[Finding]:
    """Return the amber findings that no second person has let stand; none where nobody reviews."""
    if not levels():
        return []
    waived = set(conference.waivers.values_list("key", flat=True))
    return [each for each in found if each.severity is Severity.AMBER and each.key not in waived]


def is_author(conference: Conference, user: User, *, in_round: int | None = None) -> bool:
    """Return whether the person has written since the last publication, or in an earlier round."""
    return conference.authorships.filter(round=in_round or conference.round, user=user).exists()


def may_take_back(conference: Conference, user: User) -> bool:
    """Return whether the person is an author of this round; where nobody is, anybody who edits may be."""
    # What was withdrawn is submitted again without a change; an operator's import has no author.
    return is_author(conference, user) or not conference.authorships.filter(round=conference.round).exists()


def wrote(*, conference: Conference, by: User | None) -> None:
    """Note that this person has written; an operator at the command line has no account."""
    if by is not None:
        Authorship.objects.get_or_create(conference=conference, round=conference.round, user=by)


@transaction.atomic
def submit(*, conference: Conference, by: User) -> None:
    """Hand the conference to the reviewers; what is red has to be mended first."""
    conference = locked(conference)
    _must(conference, Stage.EDITING, "已经送审，不能重复送审。")
    document = sound(conference)
    must_differ(conference, document)
    keep(conference, document)
    _move(conference, Stage.REVIEW)
    by_user(by, conference, "送审。")


@transaction.atomic
def take_back(*, conference: Conference, by: User) -> None:
    """Take the conference back from the reviewers, to go on writing."""
    conference = locked(conference)
    _must(conference, Stage.REVIEW, "没有在审核中，不能取回。")
    if not may_take_back(conference, by):
        raise no("not-author", "只有撰稿人可以取回。")
    _move(conference, Stage.EDITING)
    by_user(by, conference, "取回修改。")


@transaction.atomic
def send_back(*, conference: Conference, by: User, reason: str) -> None:
    """Return the conference to its authors, with a reason that they read on its page."""
    conference = locked(conference)
    _must(conference, Stage.REVIEW, "没有在审核中，不能退回。")
    if not reason.strip():
        raise no("no-reason", "请写明退回的理由。")
    signature = f"（{printed_name(by)} {timezone.localtime():%m-%d %H:%M}）"
    _move(conference, Stage.EDITING, returned=reason.strip() + signature)
    by_user(by, conference, f"退回：{reason.strip()}")


@transaction.atomic
def sign(
    *, conference: Conference, by: User, digest: str, comment: str = "", at: datetime | None = None
) -> SignOff:
    """Sign the words of this digest at the level whose turn it is.

    ``digest`` is that of the page the person has read: nobody signs what they have not seen.
    """
    conference = locked(conference)
    _must(conference, Stage.REVIEW, "没有在审核中，不能签字。")
    document = sound(conference)
    if digest != document.digest:
        raise no("changed", "您打开页面之后内容又有改动，请看过改动再签字。")
    must_differ(conference, document)
    keep(conference, document)
    return signed(
        conference=conference, in_round=conference.round, by=by, digest=digest, comment=comment, at=at
    )


def signed(
    *,
    conference: Conference,
    in_round: int,
    by: User,
    digest: str,
    comment: str,
    at: datetime | None,
) -> SignOff:
    """Add this person's signature at the level whose turn it is; the caller holds the conference's row."""
    level = next_level(signatures(conference, digest, in_round=in_round))
    if level is None:
        raise no("all-signed", "各级都已签字。")
    if not level.open_to(by):
        raise no("not-yours", f"现在轮到{level.name}签字，您不在“{level.group}”组里。")
    if is_author(conference, by, in_round=in_round):
        raise no("own-words", "您参与了本轮撰稿，不能给自己写的内容签字。")
    if conference.signoffs.filter(round=in_round, digest=digest, by=by).exists():
        raise no("signed-before", "您已经签过一级，同一个人不能签两级。")
    row = SignOff.objects.create(
        conference=conference,
        round=in_round,
        level=level.number,
        digest=digest,
        by=by,
        at=at or timezone.now(),
        comment=comment.strip(),
    )
    by_user(by, conference, f"{level.name}签字。{row.comment}")
    return row


@transaction.atomic
def waive(*, conference: Conference, by: User, key: str, reason: str) -> Waiver:
    """Let an amber finding stand, for a written reason, by somebody who did not write the words."""
    conference = locked(conference)
    finding = next((each for each in unwaived(conference, findings(conference)) if each.key == key), None)
    if finding is None:
        raise no("nothing-to-waive", "这一项已经处理过，或者内容已经改了。")
    if not reason.strip():
        raise no("no-reason", "请写明核实的理由。")
    if is_author(conference, by):
        raise no("own-words", "您参与了本轮撰稿，要由别人核实。")
    row = Waiver.objects.create(
        conference=conference,
        key=key,
        message=finding.message,
        reason=reason.strip(),
        by=by,
        round=conference.round,
    )
    by_user(by, conference, f"核实“{finding.message}”：{row.reason}")
    return row


def last_signed(conference: Conference, user: User) -> Document | None:
    """Return the words that this person last signed, of any round, or None."""
    row = conference.signoffs.filter(by=user).last()
    kept = conference.snapshots.filter(digest=row.digest).first() if row else None
    return kept.content if kept else None


def sound(conference: Conference) -> Document:
    """Return what the conference says, or refuse it with everything that is red."""
    seen = examined(conference)
    if seen.document is None or seen.objections:
        raise WorkflowError(seen.objections)
    return seen.document


def keep(conference: Conference, document: Document) -> None:
    """Keep the words of a digest as they are now, whatever is written afterwards."""
    Snapshot.objects.get_or_create(
        conference=conference, digest=document.digest, defaults={"document": canonical(document.to_json())}
    )


def _must(conference: Conference, stage: Stage, message: str) -> None:
    if conference.stage != stage:
        raise no("wrong-stage", message)


def _move(conference: Conference, stage: Stage, *, returned: str = "") -> None:
    conference.stage = stage
    conference.returned = returned
    conference.save(update_fields=["stage", "returned"])
