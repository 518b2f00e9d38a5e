"""What is said of a withdrawn release: not its title, which was withdrawn too and may be what was wrong."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _


def day_in(release_id: str) -> date:
    """Return the day that the id names."""
    return datetime.strptime(release_id.partition("-")[0], "%Y%m%d").date()  # noqa: DTZ007  (a day has no zone)


def gone_title(release_id: str) -> str:
    """Return what stands in the title's place."""
    return _("%(day)s的发布内容已撤回") % {"day": date_format(day_in(release_id), _("Y年n月j日"))}
