from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from releases.record.feeds.feed import Feed
from releases.record.feeds.json_feed import write
from tests.record.feeds.making import EMPTY, FEED, SITE

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "jsonfeed-1.1.json").read_text())
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(feed: Feed) -> Any:  # noqa: ANN401  (JSON)
    """Return the feed as a reader has it, held against the standard."""
    values = json.loads(write(feed))
    VALID.validate(values)
    return values


def test_a_feed_is_what_the_standard_says() -> None:
    assert read(FEED) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "全部发布 - 澜江市新闻发布",
        "home_page_url": f"{SITE}/releases/",
        "feed_url": f"{SITE}/releases/feed/",
        "language": "zh-Hans",
        "authors": [{"name": "澜江市人民政府新闻办公室", "url": f"{SITE}/"}],
        "items": [
            {
                "id": f"{SITE}/releases/20260401-1/",
                "url": f"{SITE}/releases/20260401-1/",
                "title": "标题<b>&amp;</b>",
                "content_text": "摘要<script>alert(1)</script>\n第 2 版，更正：说明",
                "date_published": "2026-04-01T09:00:00+08:00",
                "date_modified": "2026-04-02T09:00:00+08:00",
            },
            {
                "id": f"{SITE}/releases/20260331-1/",
                "url": f"{SITE}/releases/20260331-1/",
                "title": "倒序的",
                "content_text": "倒序的",
                "date_published": "2026-04-01T09:00:00+08:00",
                "date_modified": "2026-04-01T09:00:00+08:00",
            },
        ],
        "_withdrawn": {
            "items": [
                {
                    "id": f"{SITE}/releases/20260330-1/",
                    "withdrawn_at": "2026-04-03T09:00:00+08:00",
                    "reason": "数据<有误>",
                }
            ]
        },
    }


def test_an_empty_feed_has_no_items() -> None:
    assert (read(EMPTY)["items"], "_withdrawn" in read(EMPTY)) == ([], False)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"withdrawn": {}},
        {"items": [{"id": "1"}]},
        {"items": [{"id": "1", "content_text": "", "date_published": "2026-04-01"}]},
        {"feed_url": "/releases/feed.json"},
    ],
)
def test_the_schema_would_notice(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        VALID.validate(json.loads(write(FEED)) | change)
