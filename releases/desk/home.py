"""What the desk's first page tells: what waits for this person, is due, is late, and went out today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from releases.desk import emergency, heartbeat, signing
from releases.desk.freeze import freeze
from releases.desk.later import mark_of
from releases.desk.levels import levels
from releases.desk.models import Authorship, Conference, Emergency, Schedule, ScheduleState, Stage
from releases.desk.published import differs
from releases.desk.scheduling import problem_of
from releases.document import DocumentError
from releases.record.health import Health, health
from releases.record.models import Question, Version

# A conference whose transcript is not out two days after it was held is late (48 hours for ordinary matters).
TRANSCRIPT_WITHIN = timedelta(hours=48)
# One screen: further reviews wait behind these.
MOST = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is about, what to do or what is wrong, and where."""

    title: str
    words: str
    address: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the page shows to one person."""

    waiting: list[Item]
    due: list[Item]
    late: list[Item]
    today: list[Version]
    owed: list[Item]
    unfiled: int
    health: Health


def home(user: User, *, at: datetime | None = None) -> Home:
    """Return what this person has to know at this moment."""
    now = at or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    published = Version.objects.filter(published_at__gte=midnight).select_related("release")
    return Home(
        waiting=[*_returned(user), *_reviews(user), *_reviews_afterwards(user), *_to_confirm(user)],
        due=_due(now),
        late=_late(now),
        today=list(published.order_by("-published_at")),
        owed=_owed(now),
        unfiled=Question.objects.unfiled().count(),
        health=health(now),
    )


def _returned(user: User) -> list[Item]:
    mine = Authorship.objects.filter(conference=OuterRef("pk"), round=OuterRef("round"), user=user)
    rows = Conference.objects.filter(Exists(mine)).exclude(returned="").order_by("pk")[:MOST]
    return [_item(row, f"审核退回：{row.returned}", "change") for row in rows]


def _reviews(user: User) -> list[Item]:
    may_publish = user.has_perm("desk.publish_conference")
    if not (may_publish or _signs(user)):
        return []
    found = []
    rows = Conference.objects.filter(stage=Stage.REVIEW).select_related("section").order_by("updated_at")
    for row in rows[:MOST]:
        try:
            document = freeze(row)
        except DocumentError:
            continue
        if not differs(row, document):
            continue
        standing = signing.signatures(row, document.digest)
        if signing.next_level(standing) is None:
            if may_publish and not row.schedules.waiting().exists():
                found.append(_item(row, "各级已签字，等待签发", "publish"))
        elif level := signing.level_for(user, standing, author=signing.is_author(row, user)):
            found.append(_item(row, f"等待{level.name}签字", "signing"))
    return found


def _reviews_afterwards(user: User) -> list[Item]:
    if not _signs(user):
        return []
    return [
        _review_due(row, f"紧急发布，{_hour(row.review_due)} 前补审，等待{level.name}签字")
        for row in Emergency.objects.unreviewed().select_related("conference")[:MOST]
        if (level := emergency.level_for(row, user, emergency.standing(row)))
    ]


def _signs(user: User) -> bool:
    return any(level.open_to(user) for level in levels())


def _to_confirm(user: User) -> list[Item]:
    if not user.has_perm("desk.publish_conference"):
        return []
    asked = Emergency.objects.filter(confirmed_at=None, round=F("conference__round")).exclude(asked_by=user)
    return [
        _item(row.conference, f"有人申请紧急发布：{row.reason}", "emergency")
        for row in asked.select_related("conference")
    ]


def _due(now: datetime) -> list[Item]:
    schedules = Schedule.objects.waiting().filter(due_at__gt=now).select_related("conference")
    emergencies = Emergency.objects.unreviewed().filter(review_due__gt=now).select_related("conference")
    return [
        *(_item(row.conference, _set_time(row), "signing") for row in schedules),
        *(_review_due(row, f"紧急发布，{_hour(row.review_due)} 前补审") for row in emergencies),
    ]


def _set_time(row: Schedule) -> str:
    problem = problem_of(row)
    return f"定于 {_hour(row.due_at)} 发布" + (f"，照现在这样到时不会发布：{problem}" if problem else "")


def _late(now: datetime) -> list[Item]:
    emergencies = Emergency.objects.unreviewed().filter(review_due__lte=now).select_related("conference")
    overdue = Schedule.objects.due(now).select_related("conference")
    drafts = Conference.objects.drafts().filter(
        held_day__lt=timezone.localtime(now - TRANSCRIPT_WITHIN).date()
    )
    return [
        *(_review_due(row, f"紧急发布的补审已过期（{_hour(row.review_due)}）") for row in emergencies),
        *(_item(row.conference, f"定于 {_hour(row.due_at)} 发布，还没有发布", "signing") for row in overdue),
        *(_item(row.conference, f"定时发布没有成功：{row.problem}", "signing") for row in _refused()),
        *_silent(now),
        *(_item(row, f"{row.held_day:%Y-%m-%d} 举行，还没有发布", "change") for row in drafts[:MOST]),
    ]


def _refused() -> QuerySet[Schedule]:
    """Return the refused times that nobody has set anew, and after which nothing was published."""
    later = Schedule.objects.filter(conference=OuterRef("conference"), pk__gt=OuterRef("pk"))
    since = Version.objects.filter(
        release=OuterRef("conference__release_id"), published_at__gte=OuterRef("done_at")
    )
    rows = Schedule.objects.filter(~Exists(later), ~Exists(since), state=ScheduleState.REFUSED)
    return rows.select_related("conference")


def _silent(now: datetime) -> list[Item]:
    """Return a line where times are set and nothing is alive to keep them."""
    if not Schedule.objects.waiting().exists():
        return []
    beat = heartbeat.last()
    if not heartbeat.silent(beat, now):
        return []
    said = f"最后一次运行是 {_hour(beat)}" if beat else "从未运行过"
    return [Item("定时发布程序", f"没有在运行（{said}），设定的时间到了也不会发布。请联系运维。", "")]


def _owed(now: datetime) -> list[Item]:
    """Return what the public was promised in writing, the longest due on top."""
    today = timezone.localtime(now).date()
    rows = list(Question.objects.owed().select_related("release")[:MOST])
    releases = [row.release_id for row in rows]
    pks = dict(Conference.objects.filter(release_id__in=releases).values_list("release_id", "pk"))
    return [
        Item(
            row.title,
            f"最迟 {row.due} 书面答复 · {row.release.title}",
            reverse("admin:desk_conference_change", args=[pks[row.release_id]])
            if row.release_id in pks
            else row.release.get_absolute_url(),
            mark_of(row, today),
        )
        for row in rows
    ]


def _review_due(row: Emergency, words: str) -> Item:
    place = reverse("admin:desk_conference_emergency_review", args=[row.conference_id, row.pk])
    return Item(str(row.conference), words, place)


def _item(conference: Conference, words: str, page: str) -> Item:
    return Item(str(conference), words, reverse(f"admin:desk_conference_{page}", args=[conference.pk]))


def _hour(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}"
