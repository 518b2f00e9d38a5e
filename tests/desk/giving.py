"""What tests of embargo links are made of: an outlet, and a link to what may be published."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from releases.desk import embargo, sharing
from releases.desk.freeze import freeze
from releases.desk.models import Conference, Outlet, PreviewLink
from tests.desk.making import account

OUTLET = "江畔日报"


def outlet(name: str = OUTLET) -> Outlet:
    """Return an accredited outlet."""
    return Outlet.objects.get_or_create(name=name)[0]


def given(
    conference: Conference,
    *,
    by: User | None = None,
    name: str = OUTLET,
    until: datetime | None = None,
    at: datetime | None = None,
) -> PreviewLink:
    """Give an outlet what the conference says now, by default until tomorrow."""
    conference = Conference.objects.get(pk=conference.pk)
    return embargo.give(
        conference=conference,
        by=by or account("签发", f"publisher-{User.objects.count()}"),
        outlet=outlet(name),
        until=until or timezone.now() + timedelta(days=1),
        digest=freeze(conference).digest,
        at=at,
    )


def address(link: PreviewLink, rest: str = "") -> str:
    """Return the path that an outlet is given, or one below it."""
    return f"/desk/preview/{sharing.token_of(link)}/{rest}"
