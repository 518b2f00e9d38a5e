"""Feeds as the public is given them, read by readers that are not ours."""

from __future__ import annotations

import feedparser
from django.test import Client
from icalendar import Calendar, Event
from lxml import etree

GONE = "{http://purl.org/atompub/tombstones/1.0}"


def entries(client: Client, address: str) -> list[tuple[str, str]]:
    """Return address, less the site's, and title of each entry of an Atom feed."""
    found = feedparser.parse(client.get(address).content)
    assert not found.bozo
    return [(one.id.removeprefix("https://news.example.gov.cn"), one.title) for one in found.entries]


def withdrawn(client: Client, address: str) -> list[tuple[str, str]]:
    """Return address and reason of each withdrawal that an Atom feed names."""
    root = etree.fromstring(client.get(address).content)
    return [
        (
            str(one.attrib["ref"]).removeprefix("https://news.example.gov.cn"),
            one.findtext(f"{GONE}comment") or "",
        )
        for one in root.findall(f"{GONE}deleted-entry")
    ]


def events(client: Client, address: str = "/releases/calendar.ics") -> dict[str, Event]:
    """Return the events of a calendar by the release's id."""
    calendar = Calendar.from_ical(client.get(address).content)
    return {str(event["UID"]).removesuffix("@news.example.gov.cn"): event for event in calendar.events}
