"""Page labels 网页标签, as the national rules name them: site, column and article groups."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from releases.document import Document
from releases.record.models import Section
from releases.record.publisher import publisher

Labels = tuple[tuple[str, str], ...]


def site_labels() -> Labels:
    """Return the labels that every page carries."""
    return (
        ("SiteName", settings.SITE_NAME),
        ("SiteDomain", urlsplit(settings.SITE_URL).hostname or ""),
        ("SiteIDCode", settings.SITE_ID_CODE),
    )


def column_labels(section: Section) -> Labels:
    """Return the labels of a section's page."""
    return (
        *site_labels(),
        ("ColumnName", section.name),
        ("ColumnDescription", section.description),
        ("ColumnKeywords", section.keywords),
        ("ColumnType", section.column_type),
    )


def article_labels(
    document: Document,
    *,
    section: Section | None,
    published_at: datetime | None,
    description: str,
    image: str,
    url: str,
) -> Labels:
    """Return all three groups; optional labels without a value are left out."""
    published = timezone.localtime(published_at).strftime("%Y-%m-%d %H:%M") if published_at else ""
    optional = (
        ("PubDate", published),  # required, and missing only in a preview
        ("Keywords", ",".join(document.keywords)),
        ("Description", description),
        ("Image", image),
        ("Url", url),
    )
    return (
        *(column_labels(section) if section else site_labels()),
        ("ArticleTitle", document.title),
        ("ContentSource", document.source or publisher()),
        *((name, content) for name, content in optional if content),
    )
