"""The feeds and calendars of a list, as its page offers them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from releases.record.feeds import FORMS
from releases.record.feeds.calendar import MEDIA_TYPE
from releases.record.languages import in_chinese


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed next to its list: the page's head names each, people are shown the one most readers know."""

    url: str
    media_type: str
    name: str
    is_shown: bool = True


def feeds_of(path: str, name: str = "") -> tuple[FeedLink, ...]:
    """Return the forms of the feed below this path; ``name`` says what is subscribed to, if not the list."""
    # A feed has one address, whatever language its page is in.
    base, called = in_chinese(path), name or _("订阅")
    return tuple(
        FeedLink(
            url=f"{base}{form.ending}",
            media_type=form.media_type,
            name=called if form is FORMS[0] else f"{called} ({form.name})",
            is_shown=form is FORMS[0],
        )
        for form in FORMS
    )


def calendar_of(path: str) -> FeedLink:
    """Return the calendar of the list at this path."""
    return FeedLink(f"{in_chinese(path)}calendar.ics", MEDIA_TYPE.partition(";")[0], _("发布会日历"))
