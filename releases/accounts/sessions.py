"""Sessions: when one began, when it was last used, and whom it was given to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import CharField, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from releases.audit.log import by_user

STARTED = "accounts_started"
SEEN = "accounts_seen"
STANDING = "accounts_standing"
# Written once a minute at most: not every page view should write a row.
GRAIN = 60


def begin(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:  # noqa: ARG001  (Django's signal)
    """Note when a session began, and what the person was then."""
    now = int(timezone.now().timestamp())
    request.session.update({STARTED: now, SEEN: now, STANDING: standing(user)})


def standing(user: User) -> str:
    """Return a fingerprint of everything that decides what a person may do."""
    groups = Group.objects.filter(user=user).order_by()
    single = user.user_permissions.order_by()
    kind = CharField()
    held = sorted(
        groups.annotate(kind=Value("group", kind))
        .values_list("kind", "pk")
        .union(single.annotate(kind=Value("permission", kind)).values_list("kind", "pk"))
    )
    flags = (user.is_active, user.is_staff, user.is_superuser)
    return salted_hmac(STANDING, repr((flags, held)), algorithm="sha256").hexdigest()


def over(request: HttpRequest, *, at: datetime | None = None) -> str:
    """Return why a session no longer holds, in words for its owner; "" while it does."""
    now = (at or timezone.now()).timestamp()
    session = request.session
    # One from before sessions were dated has nothing to go by.
    started, seen = session.get(STARTED, 0), session.get(SEEN, 0)
    if now - started > timedelta(hours=settings.SESSION_MAX_HOURS).total_seconds():
        return f"登录已满 {settings.SESSION_MAX_HOURS} 小时，请重新登录。"
    if now - seen > timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds():
        return f"您有 {settings.SESSION_IDLE_MINUTES} 分钟没有操作，已自动退出，请重新登录。"
    if session.get(STANDING) != standing(request.user):  # type: ignore[arg-type]  # asked of people only
        return "您的角色或权限有变化，请重新登录。"
    return ""


def touch(request: HttpRequest, *, at: datetime | None = None) -> None:
    """Note that a person was here."""
    now = int((at or timezone.now()).timestamp())
    if now - request.session[SEEN] >= GRAIN:
        request.session[SEEN] = now


@transaction.atomic
def end_all(*, user: User, by: User | None, reason: str) -> None:
    """Sign a person out wherever they are logged in."""
    # The key of whom a session belongs to is inside it; staff are few, and so are their sessions.
    live = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [row.pk for row in live if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    by_user(by, user, reason)
