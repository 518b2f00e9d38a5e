"""The words that every written format needs: the facts at the head, who speaks, what stands below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from releases.document import Document, Kind, Person, Photo, PhotoBlock, Role, Turn
from releases.record.exports.edition import Edition

ROLES = {Role.SPOKESPERSON: "发布人", Role.MODERATOR: "主持人", Role.ATTENDEE: "出席"}
KINDS = {Kind.STATEMENT: "发布", Kind.QUESTION: "提问", Kind.ANSWER: "回答", Kind.NARRATION: "现场"}


def facts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the facts that are there, each with its name, in the order of the page."""
    document = edition.document
    pairs = (
        ("来源", document.source),
        ("发布时间", "待发布" if edition.embargo else f"{edition.first_at:%Y-%m-%d %H:%M}"),
        ("更新时间", f"{edition.at:%Y-%m-%d %H:%M}" if edition.number > 1 else ""),
        ("时间", held(document)),
        ("主题", document.subject),
        ("地点", document.venue),
    )
    yield from ((name, words) for name, words in pairs if words)
    yield from ((ROLES[person.role], line_of(person)) for person in document.people)


def held(document: Document) -> str:
    """Return when it was held, as printed, else as it is known."""
    start = document.held.start
    if document.held.text or start is None:
        return document.held.text
    return f"{start:%Y-%m-%d %H:%M}" if isinstance(start, datetime) else f"{start:%Y-%m-%d}"


def line_of(person: Person) -> str:
    """Return name and position of that day."""
    return f"{person.name}　{person.position}".rstrip()


def name_of(turn: Turn, edition: Edition) -> str:
    """Return what stands before the turn's words: the speaker, else what was printed; "" for narration."""
    speaker = edition.speaker(turn)
    if speaker:
        return speaker.name
    return turn.label or ("" if turn.kind is Kind.NARRATION else KINDS[turn.kind])


def unplaced(document: Document) -> tuple[Photo, ...]:
    """Return the photos that stand in no turn: they follow the transcript, as on the page."""
    placed = {
        block.photo for turn in document.turns for block in turn.blocks if isinstance(block, PhotoBlock)
    }
    return tuple(photo for photo in document.photos if photo.id not in placed)


def below(photo: Photo) -> str:
    """Return what stands below a photo: what it shows, and who took it."""
    return "　".join(filter(None, (photo.caption, photo.credit and f"摄影：{photo.credit}")))


def days_of(turn: Turn) -> str:
    """Return what is to be said of an answer in writing: promised, or given."""
    if turn.due:
        return f"会后答复，最迟 {turn.due.isoformat()}"
    return f"书面答复，{turn.given_on.isoformat()}" if turn.given_on else ""


def provenance(edition: Edition) -> str:
    """Return the lines that say where this comes from and how it is checked."""
    digest = f"文档摘要值（SHA-256）：{edition.digest}"
    if edition.embargo:
        return f"{edition.site}　待发布，还没有编号和公开网址\n{digest}\n{edition.embargo.line}"
    version = f"第 {edition.number} 版（{edition.kind.label}，{edition.at:%Y-%m-%d %H:%M}）"
    note = f"\n本版说明：{edition.note}" if edition.note else ""
    return f"{edition.site}　{edition.url}\n{version}　{edition.address}{note}\n{digest}"
