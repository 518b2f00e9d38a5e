"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, with what was withdrawn in an extension of ours."""

from __future__ import annotations

import json
from typing import Any

from releases.record.exports.inert import escaped, plain
from releases.record.feeds.feed import Entry, Feed, Withdrawn
from releases.record.languages import CHINESE

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Return the feed.

    What was withdrawn is no item: an item is shown to people, and a feed of one person or department has to
    name withdrawals that may be none of theirs.
    """
    channel = feed.channel
    values: dict[str, Any] = {
        "version": VERSION,
        "title": plain(channel.title),
        "home_page_url": channel.page,
        "feed_url": channel.url,
        "language": CHINESE,
        "authors": [{"name": plain(channel.author), "url": channel.author_url}],
        "items": [*map(_item, feed.entries)],
    }
    if feed.withdrawn:
        values["_withdrawn"] = {"items": [*map(_withdrawn, feed.withdrawn)]}
    return f"{escaped(json.dumps(values, ensure_ascii=False, indent=1))}\n".encode()


def _item(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.url,
        "url": entry.url,
        "title": plain(entry.title),
        # One of the two kinds of content has to be there.
        "content_text": plain(entry.words or entry.title),
        "date_published": entry.published_at.isoformat(timespec="seconds"),
        "date_modified": entry.updated_at.isoformat(timespec="seconds"),
    }


def _withdrawn(one: Withdrawn) -> dict[str, str]:
    return {"id": one.url, "withdrawn_at": one.at.isoformat(timespec="seconds"), "reason": plain(one.reason)}
