"""What a role may see and what it may not: something published, and a draft with everything that could leak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from releases.desk import scheduling, workflow
from releases.desk.models import Conference
from releases.photos import public_names
from releases.record.models import Department, Topic
from tests.browser.content import as_migrated
from tests.desk.giving import given
from tests.desk.making import CLEAN, account, ready
from tests.record import walking

SECRET = "九十一亿磁悬浮"
TEXT = CLEAN.replace("清水入城", SECRET).replace("李木", "贺兰亭").replace("2026-03-30", "2026-05-07")
TEXT = TEXT.replace("2026年3月29日", "2026年5月6日")
# Stands in the log of who did what, and among the failed log-ins.
STRANGER = "stranger-zhou"


@dataclass(frozen=True)
class World:
    """Addresses of what is public, and a draft."""

    addresses: list[str]
    draft: Conference


def made() -> World:
    """Publish one release, withdraw another, and keep a draft that was given ahead and set to a time."""
    as_migrated()
    Topic.objects.create(slug="topic", name="治水")
    Department.objects.create(slug="department", name="水务局")
    published, withdrawn = ready(text=CLEAN), ready(text=CLEAN, photo="")
    for conference in (published, withdrawn):
        workflow.publish(conference=conference, by=None)
    withdrawn.refresh_from_db()
    workflow.withdraw(conference=withdrawn, by=None, reason="数据有误。")
    draft = ready(text=TEXT, photo="red")
    due = timezone.now() + timedelta(days=1)
    staff = account("签发", "issuer-wang")
    scheduling.schedule(conference=draft, by=staff, due_at=due)
    given(draft, by=staff, name=f"{SECRET}日报", until=due)
    Client().force_login(staff)
    Client().post("/desk/login/", {"username": STRANGER, "password": "guess"})
    photo = published.photos.get()
    asked = walking.addresses(
        releases=["20260329-1", "20260506-1", "20260329-2"],
        versions=[1],
        sections=["jdhy/xwfbh"],
        people=[str(published.participants.earliest("pk").person_id)],
        media=public_names(photo.digest, photo.width),
        turns=["t2", "t4"],
        words=["工程", "清水人城"],
    )
    # Each takes a second and a process of its own.
    return World([address for address in asked if not address.endswith(".pdf")], draft)
