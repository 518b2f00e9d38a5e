"""How far the site is from failing an inspection: pages that stand still and columns that are empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from releases.record.models import Release, Section

# 国办秘函〔2019〕19号: a home page without an update for two weeks fails the whole site.
HOME_PAGE_DAYS = 14
# No rule gives the days for a single column; this is when the desk begins to ask.
COLUMN_DAYS = 180


@dataclass(frozen=True, slots=True)
class Column:
    """A section without others below it, and when something was last published in it."""

    section: Section
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """When the home page last changed, the whole days before it fails, and the columns that need care."""

    last: datetime | None
    days_left: int
    columns: list[Column]


def health(now: datetime) -> Health:
    """Return the site's health at a moment; a day begun is a day used."""
    newest = dict(Release.objects.current().values_list("section").annotate(Max("updated_at")))
    last = max(newest.values(), default=None)
    left = HOME_PAGE_DAYS - -(-(now - last) // timedelta(days=1)) if last else 0
    leaves = Section.objects.filter(children=None).order_by("path")
    columns = [Column(row, newest.get(row.pk)) for row in leaves]
    bound = now - timedelta(days=COLUMN_DAYS)
    return Health(last, max(left, 0), [each for each in columns if each.last is None or each.last < bound])
