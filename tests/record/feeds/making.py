"""A feed for tests of its forms: what a reader must not take for markup, and what no form can hold."""

from __future__ import annotations

from datetime import datetime

from releases.record.feeds.feed import Channel, Entry, Feed, Withdrawn
from tests.record.making import BEIJING

SITE = "https://news.example.gov.cn"
AT = datetime(2026, 4, 1, 9, tzinfo=BEIJING)
LATER = datetime(2026, 4, 2, 9, tzinfo=BEIJING)
LAST = datetime(2026, 4, 3, 9, tzinfo=BEIJING)

CHANNEL = Channel(
    "全部发布 - 澜江市新闻发布",
    f"{SITE}/releases/",
    f"{SITE}/releases/feed/",
    "澜江市人民政府新闻办公室",
    f"{SITE}/",
)
FEED = Feed(
    CHANNEL,
    (
        Entry(
            f"{SITE}/releases/20260401-1/",
            "标题<b>&amp;</b>",
            "摘要<script>alert(1)</script>\n第 2 版，更正：说明",
            AT,
            LATER,
        ),
        Entry(f"{SITE}/releases/20260331-1/", "倒\u202e序\x0b的", "", AT, AT),
    ),
    (Withdrawn(f"{SITE}/releases/20260330-1/", LAST, "数据<有误>\x0b"),),
)
EMPTY = Feed(CHANNEL, ())
