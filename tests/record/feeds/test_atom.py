from __future__ import annotations

import feedparser
from lxml import etree

from releases.record.feeds.atom import write
from tests.record.feeds.making import EMPTY, FEED, SITE

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}"


def test_a_reader_of_feeds_reads_it() -> None:
    found = feedparser.parse(write(FEED))
    assert (found.bozo, found.version, found.encoding) == (False, "atom10", "utf-8")
    assert (found.feed.id, found.feed.link) == (f"{SITE}/releases/feed/", f"{SITE}/releases/")
    assert (found.feed.title, found.feed.author) == ("全部发布 - 澜江市新闻发布", "澜江市人民政府新闻办公室")
    assert (found.feed.language, found.feed.updated) == ("zh-Hans", "2026-04-03T09:00:00+08:00")
    first, second = found.entries
    assert (first.id, first.link) == (f"{SITE}/releases/20260401-1/",) * 2
    assert (first.published, first.updated) == ("2026-04-01T09:00:00+08:00", "2026-04-02T09:00:00+08:00")
    # It would hand on as markup what says that it is, and hands on as text what does not.
    assert (first.title_detail.type, first.title) == ("text/plain", "标题<b>&amp;</b>")
    assert first.summary_detail.type == "text/plain"
    assert first.summary == "摘要<script>alert(1)</script>\n第 2 版，更正：说明"
    assert (second.title, "summary" in second) == ("倒序的", False)


def test_what_was_withdrawn_is_named_with_its_reason_alone() -> None:
    (gone,) = etree.fromstring(write(FEED)).findall(f"{GONE}deleted-entry")
    assert gone.items() == [
        ("ref", f"{SITE}/releases/20260330-1/"),
        ("when", "2026-04-03T09:00:00+08:00"),
    ]
    assert [(part.tag, part.text) for part in gone] == [(f"{GONE}comment", "数据<有误>")]


def test_an_empty_feed_says_the_same_each_time() -> None:
    found = etree.fromstring(write(EMPTY))
    assert found.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert not found.findall(f"{ATOM}entry")
    assert write(EMPTY) == write(EMPTY)
