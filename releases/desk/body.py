"""A turn's body as one plain text that people edit: a line is a paragraph or a photo's place.

``〔图 f1〕`` alone on a line is the place of photo f1; ``〔en〕`` opens a paragraph in another
language; ``〔文〕`` opens a paragraph whose own words look like one of these marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from releases.document import Block, Paragraph, PhotoBlock

_PHOTO = re.compile(r"〔\s*图\s*(f[1-9][0-9]*)\s*〕")
_LANGUAGE = re.compile(r"〔([a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)〕\s*(?=\S)")
_LITERAL = "〔文〕"


def printed(blocks: Iterable[Block]) -> str:
    """Return the text a person edits."""
    return "\n".join(_line(block) for block in blocks)


def parsed(text: str) -> tuple[Block, ...]:
    """Return the blocks of an edited text; white space at the edges of lines does not count."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(_block(line.strip()) for line in lines if line.strip().removeprefix(_LITERAL).strip())


def place_of(photo_id: str) -> str:
    """Return the line that puts a photo into a body."""
    return f"〔图 {photo_id}〕"


def _line(block: Block) -> str:
    if isinstance(block, PhotoBlock):
        return place_of(block.photo)
    if block.lang:
        return f"〔{block.lang}〕{block.text}"
    # Without the mark, such a paragraph would come back as something else.
    return block.text if _block(block.text) == block else _LITERAL + block.text


def _block(line: str) -> Block:
    if line.startswith(_LITERAL):
        return Paragraph(line.removeprefix(_LITERAL).strip())
    if match := _PHOTO.fullmatch(line):
        return PhotoBlock(match[1])
    if match := _LANGUAGE.match(line):
        return Paragraph(line[match.end() :], match[1])
    return Paragraph(line)
