"""The load_demo command: the invented city's releases, through the import and publishing staff use."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from releases.desk import editing, enclosures, signing, workflow
from releases.desk.freeze import freeze
from releases.desk.importing import import_transcript
from releases.desk.levels import levels
from releases.desk.management.demo_lists import load_lists
from releases.desk.models import Attachment, Conference, Source, Turn, TurnKind
from releases.desk.objections import findings
from releases.desk.roles import ADMINISTRATOR, AUDITOR, EDITOR, FINAL, FIRST, PUBLISHER, SECOND
from releases.record.models import Section, VersionKind

FOLDER = Path(settings.BASE_DIR) / "releases" / "demo"
SECTION = "jdhy/xwfbh"
# User name, role, and the invented person the record names as having published.
ACCOUNTS = (
    ("editor", EDITOR, "闻人", "栖"),
    ("first", FIRST, "钟离", "岸"),
    ("second", SECOND, "虞", "听澜"),
    ("final", FINAL, "卓", "临川"),
    ("publisher", PUBLISHER, "戚", "晚照"),
    ("auditor", AUDITOR, "厉", "知微"),
    ("administrator", ADMINISTRATOR, "颜", "疏桐"),
)
WEEKDAYS = "一二三四五六日"
DAYS_AHEAD = 10


class Command(BaseCommand):
    """Load what is not there yet; a second run changes nothing."""

    help = "Load the demo: invented press conferences and an account for each role. Development only."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Make the accounts and show their passwords, then load release by release."""
        if not settings.DEVELOPMENT:
            raise CommandError("load_demo runs only with DEVELOPMENT=1: it makes accounts and invented news.")
        passwords = _make_accounts()
        try:
            self._load_all()
        finally:
            # Last, where they are seen, and even after a failure: nobody can see them a second time.
            if passwords:
                self.stdout.write("\nAccounts, with passwords that are shown only this once:")
            for username, password in passwords.items():
                self.stdout.write(f"  {username:<14} {password}")

    def _load_all(self) -> None:
        releases = tomllib.loads((FOLDER / "programme.toml").read_text("utf-8"))["releases"]
        loaded = set(Source.objects.values_list("file_name", flat=True))
        waiting = [release for release in releases if release["transcript"] not in loaded]
        for number, release in enumerate(waiting, 1):
            self.stderr.write(f"Loading {number}/{len(waiting)} {release['transcript']} ...")
            _load(release=release)
        load_lists(FOLDER)
        self.stdout.write(f"The demo has {len(releases)} releases, {len(waiting)} of them loaded now.")


@transaction.atomic
def _make_accounts() -> dict[str, str]:
    """Return the passwords of the accounts that did not exist."""
    passwords = {}
    for username, role, last_name, first_name in ACCOUNTS:
        if User.objects.filter(username=username).exists():
            continue
        passwords[username] = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username,
            password=passwords[username],
            last_name=last_name,
            first_name=first_name,
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=role))
    return passwords


@transaction.atomic
def _load(*, release: dict[str, Any]) -> None:
    name = release["transcript"]
    data = (FOLDER / "transcripts" / name).read_bytes()
    if "published_at" not in release:
        data = data.replace(b"{held}", next_held(timezone.localtime()).encode())
    published_at = _past(release.get("published_at"))
    conference = import_transcript(
        data=data,
        name=name,
        by=User.objects.get(username="editor"),
        section=Section.objects.get(path=SECTION),
        photos={photo.name: photo.read_bytes() for photo in (FOLDER / "photos").iterdir()},
        at=published_at,
    )
    _type(conference, release)
    publisher = User.objects.get(username="publisher")
    _sign(conference, at=published_at)
    workflow.publish(conference=conference, by=publisher, at=published_at)
    if addition := release.get("addition"):
        _attach(conference, addition)
        _add(conference, addition)
    if answer := release.get("answer"):
        _answer(conference, answer)
        _add(conference, answer)
    if correction := release.get("correction"):
        at = _past(correction["at"])
        turn = conference.turns.get(body__contains=correction["find"])
        turn.body = turn.body.replace(correction["find"], correction["replace"])
        turn.save()
        _sign(conference, at=at)
        workflow.publish(conference=conference, by=publisher, note=correction["note"], at=at)
    if withdrawal := release.get("withdrawal"):
        workflow.withdraw(
            conference=conference, by=publisher, reason=withdrawal["reason"], at=_past(withdrawal["at"])
        )


def _add(conference: Conference, addition: dict[str, Any]) -> None:
    """Have what was added signed, and publish it with its public note."""
    at = _past(addition["at"])
    _sign(conference, at=at)
    workflow.publish(
        conference=conference,
        by=User.objects.get(username="publisher"),
        kind=VersionKind.ADDITION,
        note=addition["note"],
        at=at,
    )


def _sign(conference: Conference, *, at: datetime | None) -> None:
    """Let the editor submit and each level sign, as the settings ask for."""
    if not levels():
        return
    conference.refresh_from_db()
    editor = User.objects.get(username="editor")
    signing.wrote(conference=conference, by=editor)
    signing.submit(conference=conference, by=editor)
    first = User.objects.get(groups__name=levels()[0].group)
    for finding in signing.unwaived(conference, findings(conference)):
        signing.waive(conference=conference, by=first, key=finding.key, reason="与录音核对，原文如此。")
    for level in levels():
        signer = User.objects.get(groups__name=level.group)
        signing.sign(conference=conference, by=signer, digest=freeze(conference).digest, at=at)


def _type(conference: Conference, release: dict[str, Any]) -> None:
    """Fill in what staff would type, before publishing."""
    conference.keywords = release["keywords"]
    conference.summary = release["summary"]
    conference.save()
    for photo, words in zip(conference.photos.all(), release.get("photos", ()), strict=True):
        photo.alt = words["alt"]
        photo.caption = words.get("caption", photo.caption)
        photo.save()
    for later in release.get("later", ()):
        conference.turns.filter(kind=TurnKind.QUESTION, body__contains=later["find"]).update(due=later["due"])


def _answer(conference: Conference, answer: dict[str, Any]) -> None:
    """Write down an answer that was given in writing, as the desk's form does."""
    question = conference.turns.get(kind=TurnKind.QUESTION, body__contains=answer["find"])
    spoken = question.answered_by.get()
    row = Turn(
        conference=conference,
        order=spoken.order,
        kind=TurnKind.ANSWER,
        speaker=spoken.speaker,
        label=spoken.label,
        answers=question,
        given_on=answer["given_on"],
        body=answer["body"].strip(),
    )
    editing.save_parts(conference=Conference.objects.get(pk=conference.pk), parts=[row])


def _attach(conference: Conference, addition: dict[str, Any]) -> None:
    data = (FOLDER / "attachments" / addition["attachment"]).read_bytes()
    kept = enclosures.keep(data, addition["attachment"])
    row = Attachment(
        conference=conference,
        title=addition["title"],
        file_name=kept.file,
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    editing.save_parts(conference=Conference.objects.get(pk=conference.pk), parts=[row])


def _past(at: datetime | None) -> datetime | None:
    # Publishing refuses a time ahead of the clock, and a demo's machine may have a slow one.
    return at and min(at, timezone.now())


def next_held(now: datetime) -> str:
    """Return a weekday about ten days ahead as a press office prints it."""
    day = now + timedelta(days=DAYS_AHEAD)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）上午10:00"
