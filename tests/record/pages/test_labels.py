from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pytest_django.fixtures import Settings

from releases.record.models import Section
from releases.record.pages.labels import article_labels, column_labels, site_labels
from tests.record.making import DOCUMENT

SITE = (
    ("SiteName", "澜江市新闻发布"),
    ("SiteDomain", "news.example.gov.cn"),
    ("SiteIDCode", "3299000001"),
)
COLUMN = (
    ("ColumnName", "新闻发布会"),
    ("ColumnDescription", "描述"),
    ("ColumnKeywords", "词一,词二"),
    ("ColumnType", "回应关切"),
)
SECTION = Section(name="新闻发布会", description="描述", keywords="词一,词二", column_type="回应关切")
# An hour at which the day in UTC is not the day in the city.
PUBLISHED = datetime(2026, 3, 30, 18, 5, 59, tzinfo=UTC)


def test_site_labels() -> None:
    assert site_labels() == SITE


def test_column_labels() -> None:
    assert column_labels(SECTION) == (*SITE, *COLUMN)


def test_article_labels_carry_all_three_groups() -> None:
    assert article_labels(
        DOCUMENT,
        section=SECTION,
        published_at=PUBLISHED,
        description="简介",
        image="https://news.example.gov.cn/media/photos/a.jpg",
        url="https://news.example.gov.cn/releases/20260329-1/",
    ) == (
        *SITE,
        *COLUMN,
        ("ArticleTitle", "澜江市优化营商环境新闻发布会"),
        ("ContentSource", "澜江市人民政府新闻办公室"),
        ("PubDate", "2026-03-31 02:05"),
        ("Keywords", "营商环境,审批"),
        ("Description", "简介"),
        ("Image", "https://news.example.gov.cn/media/photos/a.jpg"),
        ("Url", "https://news.example.gov.cn/releases/20260329-1/"),
    )


def test_article_labels_leave_empty_options_out() -> None:
    bare = replace(DOCUMENT, keywords=(), source="")
    assert article_labels(bare, section=None, published_at=None, description="", image="", url="") == (
        *SITE,
        ("ArticleTitle", bare.title),
        ("ContentSource", "澜江市人民政府新闻办公室"),
    )


def test_content_source_is_never_empty(settings: Settings) -> None:
    settings.SITE_ORGANISER = ""
    bare = replace(DOCUMENT, source="")
    labels = dict(
        article_labels(bare, section=None, published_at=PUBLISHED, description="", image="", url="")
    )
    assert labels["ContentSource"] == "澜江市新闻发布"
