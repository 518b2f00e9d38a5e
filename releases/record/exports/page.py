"""An edition as its page, for paper and for a folder: no script, no network, the words of the public page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateformat import format as date_format

from releases.document import Document, Role
from releases.record.exports.edition import Edition
from releases.record.exports.inert import plain
from releases.record.exports.stored import Entry, of_bytes
from releases.record.exports.words import provenance
from releases.record.languages import CHINESE
from releases.record.pages.parts import (
    AttachmentView,
    PersonLine,
    PhotoView,
    TurnView,
    attachment_view,
    held_words,
    people_lines,
)
from releases.record.pages.turns import Transcript

PAGE, STYLESHEET, CODE = "index.html", "page.css", "qr.svg"
_STYLESHEET_FILE = Path(__file__).with_name("page.css")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that the page leads to: where it is, what it is called."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """All that the template shows; the parts it shares with the public page find their names here."""

    document: Document
    held: str
    notice: str
    spokespeople: tuple[PersonLine, ...]
    moderators: tuple[PersonLine, ...]
    attendees: tuple[PersonLine, ...]
    turns: tuple[TurnView, ...]
    unplaced_photos: tuple[PhotoView, ...]
    attachments: tuple[AttachmentView, ...]
    kept: tuple[Kept, ...]
    provenance: tuple[str, ...]


def entries(edition: Edition, url_of: Callable[[str], str], kept: Iterable[Kept] = ()) -> Iterable[Entry]:
    """Yield the page, its stylesheet and its code.

    ``url_of`` gives the address of a public file, named as in storage, as seen from the page; ``kept`` are
    the files that lie beside it.
    """
    code = io.BytesIO()
    segno.make_qr(edition.paper, error="m").save(code, kind="svg", border=4, omitsize=True)
    with translation.override(CHINESE):
        context = {"page": _page(edition, url_of, kept), "edition": edition}
        html = plain(render_to_string("record/edition.html", context))
    yield of_bytes(PAGE, html.encode())
    yield of_bytes(STYLESHEET, _STYLESHEET_FILE.read_bytes())
    yield of_bytes(CODE, code.getvalue())


def addresses(
    edition: Edition, *, photos: Iterable[tuple[str, str]], attachments: Iterable[str]
) -> Callable[[str], str]:
    """Return what gives the address of a public file.

    ``photos`` are, for each photo of the document, the address of what is shown and of what it leads to.
    """
    document = edition.document
    shown = {one.digest: urls for one, urls in zip(document.photos, photos, strict=True)}
    beside = {one.digest: url for one, url in zip(document.attachments, attachments, strict=True)}

    def url_of(stored: str) -> str:
        name = PurePosixPath(stored)
        digest = name.stem[:64]
        if digest in beside and stored.startswith("attachments/"):
            return beside[digest]
        small, full = shown[digest]
        return small if name.suffix == ".webp" else full

    return url_of


def _page(edition: Edition, url_of: Callable[[str], str], kept: Iterable[Kept]) -> EditionPage:
    # Pages of people are elsewhere: a name leads nowhere from paper or out of a folder.
    people = tuple(replace(person, ref="") for person in edition.document.people)
    document = replace(edition.document, people=people)
    transcript = Transcript(document, edition.address, url_of, str, lambda _: "")
    turns = tuple(map(_of_one_size, transcript.turns()))
    return EditionPage(
        document=document,
        held=held_words(document.held),
        notice=_notice(edition),
        spokespeople=people_lines(document, Role.SPOKESPERSON),
        moderators=people_lines(document, Role.MODERATOR),
        attendees=people_lines(document, Role.ATTENDEE),
        turns=turns,
        unplaced_photos=tuple(map(_one_size, transcript.unplaced_photos())),
        attachments=tuple(
            attachment_view(attachment, number, url_of)
            for number, attachment in enumerate(document.attachments, 1)
        ),
        kept=tuple(kept),
        provenance=tuple(provenance(edition).split("\n")),
    )


def _notice(edition: Edition) -> str:
    """Return what the page says first of a version that is not the first."""
    return f"{edition.kind.label}（{date_format(edition.at, 'Y-m-d')}）" if edition.number > 1 else ""


def _one_size(photo: PhotoView) -> PhotoView:
    return replace(photo, srcset="")


def _of_one_size(turn: TurnView) -> TurnView:
    blocks = (_one_size(block) if isinstance(block, PhotoView) else block for block in turn.blocks)
    return replace(turn, blocks=tuple(blocks))
