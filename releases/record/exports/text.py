"""``.txt``: as an editor would paste it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from releases.document import Paragraph, Photo, Turn
from releases.record.exports.edition import Edition
from releases.record.exports.inert import plain
from releases.record.exports.words import below, days_of, facts, name_of, provenance, unplaced


def write(edition: Edition) -> bytes:
    """Return UTF-8 text with a byte order mark and the line ends of Windows: some editors ask for both."""
    text = "\n".join(_lines(edition))
    return plain(text).replace("\n", "\r\n").encode("utf-8-sig")


def _lines(edition: Edition) -> Iterator[str]:
    document = edition.document
    if edition.embargo:
        yield from (edition.embargo.line, "")
    yield document.title
    yield ""
    yield from (f"{name}：{words}" for name, words in facts(edition))
    if document.summary:
        yield from ("", document.summary)
    yield from ("", "图文实录", "") if document.turns else ("",)
    for turn in document.turns:
        yield from _turn(turn, edition)
    if rest := unplaced(document):
        yield from ("发布会照片", *(_photo(photo, edition) for photo in rest), "")
    for one in document.attachments:
        yield f"附件：{one.title or one.file}　{edition.attachment_url(one)}"
    yield from ("", provenance(edition), "")


def _turn(turn: Turn, edition: Edition) -> Iterator[str]:
    name, days = name_of(turn, edition), days_of(turn)
    if name:
        yield f"{name}：" + (f"（{days}）" if days else "")
    for block in turn.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield _photo(edition.document.photo(block.photo), edition)
    yield ""


def _photo(photo: Photo, edition: Edition) -> str:
    return f"〔图〕{below(replace(photo, caption=photo.caption or photo.alt))}　{edition.photo_url(photo)}"
