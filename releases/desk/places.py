"""Where on the desk's pages a part of the document is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseModelFormSet
from django.urls import reverse

from releases.desk.models import Conference, DraftPage

_FIELDS = {
    "title": "id_title",
    "subject": "id_subject",
    "section": "id_section",
    "source": "id_source",
    "summary": "id_summary",
    "held": "id_held_day",
    "held.text": "id_held_text",
    "published_on": "id_published_on",
    "venue": "id_venue",
}
_GROUPS = {"people": "participants-group", "photos": "photos-group", "attachments": "attachments-group"}
# Which of a row's fields is meant where a finding is about the whole row or about its words.
_FIRST = {"turns": "body", "people": "name", "photos": "alt", "attachments": "title"}
_OWN = {"label", "position", "caption", "answers", "due", "given_on"}
_LEFTOVERS = "leftovers"


def anchor(place: str) -> str:
    """Return the HTML id of what is to be mended, "" where that is everywhere."""
    kind, _, rest = place.partition(".")
    if kind == "turns":
        return f"turn-{rest.partition('.')[0]}"
    if place == _LEFTOVERS:
        return place
    return _FIELDS.get(place) or _GROUPS.get(kind, "")


def prefixes(formsets: Iterable[BaseModelFormSet[Any, Any]]) -> dict[str, str]:
    """Return what the names of each row's fields on a page begin with, by the row's id in the document."""
    return {form.instance.public_id: str(form.prefix) for formset in formsets for form in formset.forms}


def link(place: str, conference: Conference, *, page: str = "", rows: Mapping[str, str]) -> str:
    """Return the address where a place is mended: on the page itself if it can be, for leaving loses words.

    ``rows`` are the prefixes of the page's own rows; ``page`` is "" on one that has no fields.
    """
    kind, _, rest = place.partition(".")
    row, _, part = rest.partition(".")
    if row in rows:
        return f"#id_{rows[row]}-{part if part in _OWN else _FIRST[kind]}"
    here = anchor(place)
    if not here:
        return ""
    home = DraftPage.REVIEW if kind == "turns" or place == _LEFTOVERS else DraftPage.FORM
    if page == home:
        return f"#{here}"
    name = {DraftPage.REVIEW: "review", DraftPage.FORM: "change"}[home]
    return f"{reverse(f'admin:desk_conference_{name}', args=[conference.pk])}#{here}"
