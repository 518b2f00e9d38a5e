"""A release's page, in public or as the desk's preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.urls import reverse

from releases.document import Document, Kind, Role
from releases.photos import master_name
from releases.record.addresses import absolute
from releases.record.citing import occasion
from releases.record.exports.edition import edition_of
from releases.record.exports.linked_data import in_page
from releases.record.models import Release, Section, Version
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.downloads import Download, downloads_of
from releases.record.pages.labels import Labels, article_labels
from releases.record.pages.link_header import links_of
from releases.record.pages.outline import outline_of
from releases.record.pages.parts import (
    AttachmentView,
    OutlineEntry,
    PersonLine,
    PhotoView,
    TurnView,
    VersionFacts,
    attachment_view,
    held_words,
    people_lines,
    photo_view,
    version_facts,
)
from releases.record.pages.said import shortened
from releases.record.pages.since import Since
from releases.record.pages.turns import Transcript

DESCRIPTION_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All that the template of a release shows."""

    id: str
    document: Document
    url: str
    # The page's own address: the version's where it is not the current one.
    address: str
    held: str
    # What a quotation names as its source, but for the speaker and the address.
    citation: str
    version: VersionFacts
    published_at: datetime | None
    updated_at: datetime | None
    is_current: bool
    is_preview: bool
    newer_url: str
    # What has changed since this version; of the current page, since the version somebody holds on paper.
    since: Since | None
    changes_url: str
    history: tuple[VersionFacts, ...]
    spokespeople: tuple[PersonLine, ...]
    moderators: tuple[PersonLine, ...]
    attendees: tuple[PersonLine, ...]
    outline: tuple[OutlineEntry, ...]
    turns: tuple[TurnView, ...]
    has_questions: bool
    photos: tuple[PhotoView, ...]
    unplaced_photos: tuple[PhotoView, ...]
    attachments: tuple[AttachmentView, ...]
    related: tuple[Release, ...]
    downloads: tuple[Download, ...]
    # For programs: the Link header, and what schema.org calls the page.
    links: str
    linked_data: str
    qr_url: str
    # The code that is printed, which tells the version.
    paper_qr_url: str
    image: str
    description: str
    labels: Labels
    trail: tuple[Crumb, ...]


def release_page(
    document: Document,
    *,
    media_url: Callable[[str], str],
    section: Section | None = None,
    release: Release | None = None,
    version: Version | None = None,
    history: Iterable[VersionFacts] = (),
    related: Iterable[Release] = (),
    since: Since | None = None,
    shown_at: str = "",
) -> ReleasePage:
    """Return the page of a document; without a version it is a preview.

    ``section`` should come with its parents, ``release`` with its current version. A preview of a
    correction names the release it corrects, so that its address and time of publishing show. On the page
    of an earlier version the turns that have changed ``since`` are marked. ``shown_at`` is the path of the
    page where it is not the release's own.
    """
    path = release.get_absolute_url() if release else ""
    url = absolute(path) if release else ""
    is_current = release is not None and version is not None and version.pk == release.version_id
    address = absolute(version.get_absolute_url()) if version and not is_current else url
    transcript = Transcript(document, address, media_url, leaving_url(version), cite_url(version))
    if since and not is_current:
        transcript.changed = since.of
    turns = transcript.turns()
    downloads = downloads_of(version, document) if version else ()
    description = _description(document)
    first = next((photo for photo in document.photos if photo.digest), None)
    image = absolute(media_url(master_name(first.digest))) if first else ""
    published_at = release.published_at if release else None
    return ReleasePage(
        id=release.pk if release else "",
        document=document,
        url=url,
        address=address,
        citation=occasion(document, published_at),
        held=held_words(document.held),
        version=version_facts(version) if version else VersionFacts(number=0, url=""),
        published_at=published_at,
        updated_at=version.published_at if version else None,
        is_current=is_current,
        is_preview=version is None,
        newer_url=path if version and not is_current else "",
        since=since,
        changes_url=reverse("record:changes", args=[release.pk]) if release and version else "",
        history=tuple(history),
        spokespeople=people_lines(document, Role.SPOKESPERSON),
        moderators=people_lines(document, Role.MODERATOR),
        attendees=people_lines(document, Role.ATTENDEE),
        outline=outline_of(document),
        turns=turns,
        has_questions=any(turn.kind == Kind.QUESTION for turn in turns),
        photos=tuple(view for photo in document.photos if (view := photo_view(photo, photo.id, media_url))),
        unplaced_photos=transcript.unplaced_photos(),
        attachments=tuple(
            attachment_view(attachment, number, media_url)
            for number, attachment in enumerate(document.attachments, 1)
        ),
        related=tuple(related),
        links=links_of(release, version, downloads, canonical=address, path=shown_at or path)
        if release and version
        else "",
        linked_data=in_page(edition_of(release, version)) if release and version and is_current else "",
        downloads=downloads,
        qr_url=reverse("files:qr_svg", args=[release.pk]) if release and is_current else "",
        paper_qr_url=reverse("files:paper_qr", args=[version.release_id, version.number]) if version else "",
        image=image,
        description=description,
        labels=article_labels(
            document,
            section=section,
            published_at=published_at,
            description=description,
            image=image,
            url=address,
        ),
        trail=trail_of(*(section.trail() if section else ()), Crumb(document.title)),
    )


def leaving_url(version: Version | None) -> Callable[[str], str]:
    """Return what gives each link out of a version, in reading order, the address that asks first."""
    if version is None:
        return str
    index = count(1)
    return lambda _: reverse("record:leaving", args=[version.release_id, version.number, next(index)])


def cite_url(version: Version | None) -> Callable[[str], str]:
    """Return what gives each turn of a version the address of its citation."""
    if version is None:
        return lambda _: ""
    return lambda turn: reverse("record:cite", args=[version.release_id, version.number, turn])


def _description(document: Document) -> str:
    text = document.summary or document.subject or next((t.text for t in document.turns if t.text), "")
    return shortened(text, DESCRIPTION_LENGTH)
