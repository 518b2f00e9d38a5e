"""Atom, RFC 4287, with what was withdrawn as RFC 6721 has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker

from releases.record.exports.inert import plain
from releases.record.feeds.feed import Entry, Feed, Withdrawn
from releases.record.languages import CHINESE

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
# https://www.rfc-editor.org/rfc/rfc6721#section-3
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {None: NAMESPACE, "at": TOMBSTONES}
_e: Callable[..., etree._Element] = ElementMaker(namespace=NAMESPACE, nsmap=_NAMES)
_at: Callable[..., etree._Element] = ElementMaker(namespace=TOMBSTONES, nsmap=_NAMES)
# Atom wants a time of every feed; one without an entry must not tell another each time it is read.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(feed: Feed) -> bytes:
    """Return the feed; every text in it is plain text, whatever it may look like."""
    channel = feed.channel
    root = _e(
        "feed",
        _e("id", channel.url),
        _e("title", plain(channel.title)),
        _e("updated", _time(feed.updated_at or _NEVER)),
        _e("author", _e("name", plain(channel.author)), _e("uri", channel.author_url)),
        _e("link", rel="alternate", type="text/html", href=channel.page),
        _e("link", rel="self", type=MEDIA_TYPE, href=channel.url),
        *map(_entry, feed.entries),
        *map(_withdrawn, feed.withdrawn),
        {_LANGUAGE: CHINESE},
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _entry(entry: Entry) -> etree._Element:
    return _e(
        "entry",
        _e("id", entry.url),
        _e("title", plain(entry.title)),
        _e("link", rel="alternate", type="text/html", href=entry.url),
        _e("published", _time(entry.published_at)),
        _e("updated", _time(entry.updated_at)),
        *([_e("summary", plain(entry.words))] if entry.words else []),
    )


def _withdrawn(one: Withdrawn) -> etree._Element:
    return _at("deleted-entry", _at("comment", plain(one.reason)), ref=one.url, when=_time(one.at))


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
