"""``.md``: CommonMark, for newsrooms and code that want headings and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.document import Kind, Paragraph, Photo, Turn
from releases.record.exports.edition import Edition
from releases.record.exports.inert import plain
from releases.record.exports.words import below, days_of, facts, name_of, provenance, unplaced
from releases.record.pages.links import segments

# Whatever CommonMark could take for more than a letter: https://spec.commonmark.org/0.31.2/#backslash-escapes
_MARK = re.compile(r"[\\`*_{}\[\]<>#+\-!|~&=.()]")
_KEPT = re.compile(r"(?<=[0-9A-Za-z])[.\-](?=[0-9A-Za-z])")


def write(edition: Edition) -> bytes:
    """Return CommonMark in UTF-8: a heading for each turn, with its address."""
    return "\n\n".join(_blocks(edition)).encode() + b"\n"


def _blocks(edition: Edition) -> Iterator[str]:
    document = edition.document
    if edition.embargo:
        yield f"**{_line(edition.embargo.line)}**"
    yield f"# {_line(document.title)}"
    yield "\n".join(f"- {name}：{_line(words)}" for name, words in facts(edition))
    if document.summary:
        yield f"> {_line(document.summary)}"
    if document.turns:
        yield "## 图文实录"
    for turn in document.turns:
        yield from _turn(turn, edition)
    if rest := unplaced(document):
        yield "## 发布会照片"
        for photo in rest:
            yield from _photo(photo, edition)
    attached = [
        f"- [{_line(one.title or one.file)}](<{edition.attachment_url(one)}>)" for one in document.attachments
    ]
    if attached:
        yield "## 附件"
        yield "\n".join(attached)
    yield "---"
    yield "  \n".join(_text(line) for line in provenance(edition).split("\n"))


def _turn(turn: Turn, edition: Edition) -> Iterator[str]:
    name = name_of(turn, edition)
    if name:
        speaker, days = edition.speaker(turn), days_of(turn)
        after = "，".join(filter(None, (speaker.position if speaker else "", days)))
        mark = {Kind.QUESTION: "问　", Kind.ANSWER: "答　"}.get(turn.kind, "")
        yield f"### {mark}[{_line(name)}](<{edition.turn_url(turn)}>)" + (
            f"（{_line(after)}）" if after else ""
        )
    for block in turn.blocks:
        if isinstance(block, Paragraph):
            yield _text(block.text)
        else:
            yield from _photo(edition.document.photo(block.photo), edition)


def _photo(photo: Photo, edition: Edition) -> Iterator[str]:
    yield f"![{_line(photo.alt or photo.caption)}](<{edition.photo_url(photo)}>)"
    if words := below(photo):
        yield f"*{_line(words)}*"


def _text(text: str) -> str:
    """Return a paragraph: links as links, everything else as letters."""
    pieces = segments(plain(text), str)
    return "".join(f"<{piece.url}>" if piece.url else _escaped(piece.text) for piece in pieces).strip()


def _line(text: str) -> str:
    return _escaped(plain(text).replace("\n", " ").strip())


def _escaped(text: str) -> str:
    kept = {found.start() for found in _KEPT.finditer(text)}
    return _MARK.sub(lambda found: found[0] if found.start() in kept else f"\\{found[0]}", text)
