"""The strong form of "nothing is lost", for every test that parses anything."""

from __future__ import annotations

import re
from collections import defaultdict

from releases.document import Document, Paragraph, PhotoBlock
from releases.transcripts.exact import FIRST_LINE
from releases.transcripts.fields import KEYS
from releases.transcripts.lines import normal, unseen
from releases.transcripts.opener import opener
from releases.transcripts.result import Parsed

_CAPTION_KEYS = (
    "图片说明",
    "图注",
    "图说",
    "说明",
    "图片描述",
    "图片来源",
    "图片作者",
    "摄影",
    "图片提供",
    "供图",
)
_SEPARATORS = re.compile(r"[\W_]*")
_NUMBER = re.compile(r"\W*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\W*")

# 一、时间：
_COUNTED = re.compile(r"^\W*[一二三四五六七八九十]{1,3}(?:、|\))")


def squeezed(text: str) -> str:
    """Return the text without white space, in which a field may differ from its source."""
    return "".join(text.split())


def values(document: Document) -> dict[str, str]:
    """Return every word of the document by the dotted name of its place."""
    found = {
        "title": document.title,
        "subject": document.subject,
        "source": document.source,
        "summary": document.summary,
        "venue": document.venue,
        "held.text": document.held.text,
    }
    found |= {f"keywords.{index}": word for index, word in enumerate(document.keywords)}
    for person in document.people:
        found |= {f"people.{person.id}.name": person.name, f"people.{person.id}.position": person.position}
    for photo in document.photos:
        for part in ("file", "caption", "alt", "credit"):
            found[f"photos.{photo.id}.{part}"] = getattr(photo, part)
    for turn in document.turns:
        found |= {f"turns.{turn.id}.label": turn.label, f"turns.{turn.id}.time": turn.time}
        for index, block in enumerate(turn.blocks):
            if isinstance(block, Paragraph):
                found[f"turns.{turn.id}.blocks.{index}"] = block.text
    return {place: value for place, value in found.items() if value}


def assert_accounted(parsed: Parsed, source: str) -> None:
    """Fail unless every character of the source is in a field, a turn, a leftover, or separates."""
    assert parsed.source_text == source
    pieces: dict[str, str] = defaultdict(str)
    for piece in parsed.pieces:
        assert piece.text
        if piece.place == "mark":
            for line in piece.text.splitlines():
                assert separates(line), f"words lost in a mark: {line!r}"
        else:
            pieces[piece.place] += piece.text
    expected = values(parsed.document)
    for index, leftover in enumerate(parsed.leftovers):
        expected[f"leftovers.{index}"] = leftover.text
        assert leftover.text in visible(source.splitlines()[leftover.line - 1])
    published = pieces.pop("published_on", "")
    assert bool(published) <= (parsed.document.published_on is not None)
    for place, text in pieces.items():
        if place.startswith("photos.") and place.endswith(".file"):
            # A photo may stand at several places.
            assert text.replace(expected[place], "") == "", place
        else:
            assert squeezed(text) == squeezed(expected[place]), place
    for place, value in expected.items():
        if place.startswith(("turns.", "leftovers.", "photos.", "title", "subject", "keywords")):
            assert place in pieces, f"{place} = {value!r} is nowhere in the source"
        else:
            assert squeezed(value) in squeezed(visible(source)), (
                f"{place} = {value!r} is nowhere in the source"
            )
    assert_whole(parsed.document)


def assert_whole(document: Document) -> None:
    """Fail unless the document is one that only a parser's rules can make."""
    assert document.section == ""
    assert {photo.digest for photo in document.photos} <= {""}
    for turn in document.turns:
        for block in turn.blocks:
            if isinstance(block, Paragraph):
                assert block.text == block.text.strip() != ""
                assert len(block.text.splitlines()) == 1
            else:
                assert isinstance(block, PhotoBlock)


def visible(text: str) -> str:
    """Return the text without its invisible characters."""
    return "".join(char for char in text if not unseen(char))


def separates(line: str) -> bool:
    """Return whether a mark only separates: spaces, punctuation, a field's name, a question's number.

    Or says that an exact text begins.
    """
    if line == FIRST_LINE:
        return True
    bare = squeezed(normal(visible(line)))
    if _SEPARATORS.fullmatch(bare) or _NUMBER.fullmatch(bare) or opener(normal(visible(line))):
        return True
    words = re.split(r"[\W_\d]+", _COUNTED.sub("", normal(visible(line))))
    # A field's name may be spaced out (时　间) or follow an empty field's.
    return "".join(words) in KEYS or all(word in KEYS or word in _CAPTION_KEYS for word in words if word)
