"""Conferences for calendars: iCalendar, RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import JSONField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from icalendar import Calendar, Event

from releases.record.addresses import absolute
from releases.record.exports.inert import plain
from releases.record.feeds.feed import Channel, State
from releases.record.feeds.of_releases import chosen, withdrawn
from releases.record.models import Release, ReleaseState
from releases.record.models.release import ReleaseQuerySet
from releases.record.pages.gone import day_in, gone_title

MEDIA_TYPE = "text/calendar; charset=utf-8"
# A calendar forgets what is no longer in the file: what is announced, and some years of a busy press office.
MOST = 200


@dataclass(frozen=True, slots=True)
class Conferences:
    """The newest conferences among ``members``, and the newest withdrawals of the whole record."""

    members: ReleaseQuerySet
    everything: bool = False

    def state(self) -> State:
        """Return what decides, in one query."""
        rows = chosen(self.members.newest_first(), MOST)
        return State(rows, rows[0][2] if self.everything and rows else None)

    def calendar(self, channel: Channel, state: State) -> bytes:
        """Return the calendar of that state; of documents the database reads the place alone."""
        found = Release.objects.filter(pk__in=[row[0] for row in state.rows]).newest_first()
        content = Cast("version__document", JSONField())
        placed = found.alias(content=content).annotate(venue=KT("content__venue"))
        return written(channel, placed.with_version_line())


def written(channel: Channel, releases: Iterable[Release]) -> bytes:
    """Return an event of each release, with the time zone they are in."""
    # Not Calendar.new(), which gives each a number of its own: the same state has to be the same bytes.
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//{urlsplit(settings.SITE_URL).netloc}//news releases//ZH")
    # RFC 7986 has the former; most programs know the latter.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, plain(channel.title))
    calendar.add("SOURCE", channel.url, parameters={"VALUE": "URI"})
    for release in releases:
        is_current = release.state == ReleaseState.CURRENT
        calendar.add_component(_conference(release) if is_current else _cancelled(release))
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _event(release: Release) -> Event:
    """Return what every event has; ``SEQUENCE`` is the version: a newer one takes the older's place."""
    event = Event()
    event.add("UID", f"{release.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("SEQUENCE", release.newest.number)
    event.add("DTSTAMP", release.updated_at)
    event.add("LAST-MODIFIED", release.updated_at)
    event.add("URL", absolute(release.get_absolute_url()))
    return event


def _conference(release: Release) -> Event:
    """Return the conference; nobody says when one will end, and so neither does this."""
    event = _event(release)
    event.add("STATUS", "CONFIRMED")
    event.add("DTSTART", timezone.localtime(release.held_at) if release.held_at else release.held_on)
    event.add("SUMMARY", plain(release.title))
    venue: str = release.venue or ""  # type: ignore[attr-defined]  # annotated
    for name, text in (("LOCATION", venue), ("DESCRIPTION", release.summary)):
        if text:
            event.add(name, plain(text))
    return event


def _cancelled(release: Release) -> Event:
    """Return what is left of a withdrawn release: its day, which its address tells, and the reason."""
    event = _event(release)
    event.add("STATUS", "CANCELLED")
    event.add("DTSTART", day_in(release.pk))
    event.add("SUMMARY", gone_title(release.pk))
    event.add("DESCRIPTION", plain(withdrawn(release).reason))
    return event
