"""Feeds: what is new, in the two forms that readers of feeds know, each at an address next to its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from releases.record.feeds import atom, json_feed
from releases.record.feeds.feed import Feed


@dataclass(frozen=True, slots=True)
class Form:
    """A form of every feed: ``ending`` ends its address, ``write`` makes its bytes."""

    ending: str
    name: str
    media_type: str
    write: Callable[[Feed], bytes]


FORMS = (
    Form("feed/", "Atom", atom.MEDIA_TYPE, atom.write),
    Form("feed.json", "JSON Feed", json_feed.MEDIA_TYPE, json_feed.write),
)
BY_ENDING = {form.ending: form for form in FORMS}
