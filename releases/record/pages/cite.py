"""One turn of one version, with all that quoting it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from releases.record.addresses import absolute
from releases.record.citing import Source
from releases.record.languages import in_chinese
from releases.record.models import Release, Version
from releases.record.pages.since import Since, since


@dataclass(frozen=True, slots=True)
class Citation:
    """One form of it, ready to copy; ``id`` is where it stands on the page."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CitePage:
    """All that the template of a citation shows."""

    address: str
    title: str
    number: int
    who: str
    position: str
    paragraphs: tuple[str, ...]
    # Where the turn stands in this version.
    place: str
    citations: tuple[Citation, ...]
    # What became of the turn since this version: "" where it says the same now.
    changed: str
    since: Since


def cite_page(release: Release, version: Version, turn_id: str, *, today: date) -> CitePage | None:
    """Return the page of a turn as the version has it, None where it has none of this id."""
    document = version.content
    turn = next((turn for turn in document.turns if turn.id == turn_id), None)
    if turn is None:
        return None
    speaker = document.person(turn.speaker)
    place = f"{version.get_absolute_url()}#{turn_id}"
    source = Source(
        document,
        turn,
        version.number,
        absolute(in_chinese(place)),
        release.published_at,
        version.published_at,
    )
    short = absolute(reverse("files:quoted", args=[release.pk, turn_id]))
    words = [Citation("words", _("原文和出处"), source.with_words())] if turn.text else []
    later = since(version, release)
    changed = later.of(turn_id)
    return CitePage(
        address=reverse("record:cite", args=[release.pk, version.number, turn_id]),
        title=document.title,
        number=version.number,
        who=speaker.name if speaker else turn.label,
        position=speaker.position if speaker else "",
        paragraphs=tuple(turn.text.splitlines()),
        place=place,
        citations=(
            *words,
            Citation("source", _("出处"), source.in_words()),
            Citation("references", _("参考文献（GB/T 7714）"), source.in_references(today)),
            Citation("short", _("短网址，总是指向现行版本"), short),
            Citation("short-version", _("本版的短网址"), f"{short}?v={version.number}"),
        ),
        changed=changed.difference.kind if changed else "",
        since=later,
    )
