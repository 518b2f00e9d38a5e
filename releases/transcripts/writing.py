"""A document as the text of a transcript, which reads back as the same document.

Reading the text gives the same document for every document that a reader made. Of others, what a
transcript does not hold is left out: section, ``ref``, digests and sizes of photos, attachments;
and people, turns and photos are numbered anew in their order (:func:`plain` says exactly how).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from releases.document import Block, Document, Kind, Paragraph, Person, Photo, PhotoBlock, Role, Turn
from releases.transcripts import exact, grammar, speakers
from releases.transcripts.roster import Roster
from releases.transcripts.source import Source
from releases.transcripts.text import MAX_LINES

_NOBODY = Roster()
_ROLE_KEYS = {Role.SPOKESPERSON: "发布人", Role.MODERATOR: "主持人", Role.ATTENDEE: "出席"}


def to_text(document: Document) -> str:
    """Return the document as people write transcripts, else in the exact form.

    The exact form is for what no layout of a page could tell: words that look like a speaker's
    label, an answer to a question long past.
    """
    stripped = plain(document)
    text = _natural(stripped)
    if len(text.splitlines()) <= MAX_LINES and grammar.parse(Source(text)).document == stripped:
        return text
    return exact.write(stripped)


def plain(document: Document) -> Document:
    """Return the document with only what a transcript holds, numbered in order."""
    people = {person.id: f"p{number}" for number, person in enumerate(document.people, start=1)}
    turns = {turn.id: f"t{number}" for number, turn in enumerate(document.turns, start=1)}
    photos = {photo.id: f"f{number}" for number, photo in enumerate(document.photos, start=1)}

    def block(one: Block) -> Block:
        return PhotoBlock(photos[one.photo]) if isinstance(one, PhotoBlock) else one

    return Document(
        title=document.title,
        subject=document.subject,
        source=document.source,
        keywords=document.keywords,
        summary=document.summary,
        published_on=document.published_on,
        held=document.held,
        venue=document.venue,
        people=tuple(Person(people[one.id], one.name, one.position, one.role) for one in document.people),
        turns=tuple(
            replace(
                one,
                id=turns[one.id],
                speaker=people[one.speaker] if one.speaker else None,
                answers=turns[one.answers] if one.answers else None,
                blocks=tuple(block(each) for each in one.blocks),
            )
            for one in document.turns
        ),
        photos=tuple(
            Photo(photos[one.id], one.file, one.caption, one.alt, one.credit) for one in document.photos
        ),
    )


def _natural(document: Document) -> str:
    lines = [*_head(document), "", "图文实录：", ""]
    photos = {photo.id: photo for photo in document.photos}
    captioned: set[str] = set()
    for turn in document.turns:
        lines += [*_opening(turn), *_blocks(turn, photos, captioned), ""]
    return "\n".join(lines)


def _head(document: Document) -> Iterator[str]:
    if document.title:
        yield f"标题：{document.title}"
    if document.source:
        yield f"来源：{document.source}"
    if document.published_on:
        yield f"发布时间：{document.published_on.isoformat()}"
    if document.held.text:
        yield f"时间：{document.held.text}"
    if document.subject:
        yield f"主题：{document.subject}"
    if document.venue:
        yield f"地点：{document.venue}"
    if document.keywords:
        yield f"关键词：{'；'.join(document.keywords)}"
    if document.summary:
        yield f"摘要：{document.summary}"
    role: Role | None = None
    for person in document.people:
        label = "" if person.role is role else f"{_ROLE_KEYS[person.role]}："
        yield f"{label}{person.name} {person.position}".rstrip()
        role = person.role


def _opening(turn: Turn) -> Iterator[str]:
    if turn.time:
        yield turn.time
    if turn.label:
        # A site ([某网]) is known for a speaker by the brackets alone.
        alone = turn.speaker is None and speakers.match(turn.label, _NOBODY) is None
        yield f"[{turn.label}]：" if alone or turn.kind is Kind.NARRATION else f"{turn.label}："


def _blocks(turn: Turn, photos: dict[str, Photo], captioned: set[str]) -> Iterator[str]:
    for block in turn.blocks:
        if isinstance(block, Paragraph):
            yield block.text
            continue
        photo = photos[block.photo]
        yield photo.file
        if photo.id not in captioned:
            captioned.add(photo.id)
            for key, words in (("图片说明", photo.caption), ("摄影", photo.credit), ("图片描述", photo.alt)):
                if words:
                    yield f"{key}：{words}"
