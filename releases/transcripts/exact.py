"""The exact form: a transcript in which every line names what it is, so that nothing is guessed.

A text begins with ``〔文字稿〕`` and then has one part a line, its values apart by ``｜``::

    标题｜供水新闻发布会
    时间｜2021-05-06T15:00:00+08:00｜2021年5月6日下午3:00
    发布人｜李木｜市水利局局长
    图片｜IMG_01.jpg｜说明｜作者｜替代文字
    提问｜｜媒体提问｜15:30｜
    文｜｜水库安全吗？
    回答｜p1｜李木｜｜t1
    图｜f1

People, photos and turns are numbered in the order in which they stand. A backslash and a code
point (``\\ff5c;``) stand for a character that would end a value, a line, or be lost unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from releases.document import (
    Block,
    Document,
    DocumentError,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)
from releases.transcripts.lines import MARK, unseen
from releases.transcripts.result import Parsed, Piece, TranscriptError

FIRST_LINE = "〔文字稿〕"
_BAR = "｜"
_ROLES = {"发布人": Role.SPOKESPERSON, "主持人": Role.MODERATOR, "出席": Role.ATTENDEE}
_KINDS = {"讲话": Kind.STATEMENT, "提问": Kind.QUESTION, "回答": Kind.ANSWER, "实录": Kind.NARRATION}
_ROLE_KEYS = {role: key for key, role in _ROLES.items()}
_KIND_KEYS = {kind: key for key, kind in _KINDS.items()}
_WORDS = {"标题": "title", "主题": "subject", "来源": "source", "摘要": "summary", "地点": "venue"}
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6});")


def is_exact(text: str) -> bool:
    """Return whether a text is in the exact form."""
    return text.removeprefix("\ufeff").startswith(FIRST_LINE)


def write(document: Document) -> str:
    """Return the document in the exact form."""
    return "\n".join([FIRST_LINE, *(_BAR.join(map(_escaped, line)) for line in _lines(document)), ""])


def read(text: str) -> Parsed:
    """Read a text in the exact form; TranscriptError names the line that is wrong."""
    form = _Form()
    for number, line in enumerate(text.split("\n"), start=1):
        if number > 1:
            form.pieces.append(Piece("\n", MARK))
        try:
            form.take(number, line)
        except (ValueError, KeyError, OverflowError) as error:
            raise TranscriptError(f"文字稿第 {number} 行不合格式，无法读取。") from error
    try:
        document = form.document()
    except DocumentError as error:
        raise TranscriptError("文字稿前后不一致：发言人、提问或图片的编号不存在。") from error
    return Parsed(document, pieces=tuple(piece for piece in form.pieces if piece.text))


def _lines(document: Document) -> Iterator[tuple[str, ...]]:
    for key, name in _WORDS.items():
        if value := getattr(document, name):
            yield key, value
    if document.keywords:
        yield ("关键词", *document.keywords)
    if document.published_on:
        yield "发布时间", document.published_on.isoformat()
    if document.held != Held():
        yield "时间", document.held.start.isoformat() if document.held.start else "", document.held.text
    for person in document.people:
        yield _ROLE_KEYS[person.role], person.name, person.position
    for photo in document.photos:
        yield "图片", photo.file, photo.caption, photo.credit, photo.alt
    for turn in document.turns:
        yield _KIND_KEYS[turn.kind], turn.speaker or "", turn.label, turn.time, turn.answers or ""
        for block in turn.blocks:
            if isinstance(block, PhotoBlock):
                yield "图", block.photo
            else:
                yield "文", block.lang, block.text


@dataclass(slots=True)
class _Form:
    words: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    published_on: date | None = None
    held: Held = field(default_factory=Held)
    people: list[Person] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    blocks: list[list[Block]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        """Take one line into the document and account for its characters."""
        mark = "\ufeff" if number == 1 and line.startswith("\ufeff") else ""
        shown = line.removeprefix(mark).removesuffix("\r")
        self.pieces.append(Piece(mark, MARK))
        key, *raw = shown.split(_BAR)
        places = [] if shown in ("", FIRST_LINE) else self._part(key, [_unescaped(value) for value in raw])
        self.pieces.append(Piece(key, MARK))
        for value, place in zip(raw, places, strict=True):
            self.pieces += [Piece(_BAR, MARK), Piece(value, place)]
        self.pieces.append(Piece(line[len(mark) + len(shown) :], MARK))

    def _part(self, key: str, values: list[str]) -> list[str]:
        """Add what a line says and return the place of each of its values."""
        if key in _WORDS:
            (self.words[_WORDS[key]],) = values
            return [_WORDS[key]]
        if key == "关键词":
            self.keywords = tuple(values)
            return [f"keywords.{index}" for index in range(len(values))]
        if key == "发布时间":
            (day,) = values
            self.published_on = date.fromisoformat(day)
            return ["published_on"]
        if key == "时间":
            start, text = values
            self.held = Held(_moment(start), text)
            return ["held.start", "held.text"]
        if key in _ROLES:
            name, position = values
            person = Person(f"p{len(self.people) + 1}", name, position, _ROLES[key])
            self.people.append(person)
            return [f"people.{person.id}.name", f"people.{person.id}.position"]
        return self._telling(key, values)

    def _telling(self, key: str, values: list[str]) -> list[str]:
        if key == "图片":
            file, caption, credit, alt = values
            photo = Photo(f"f{len(self.photos) + 1}", file, caption=caption, credit=credit, alt=alt)
            self.photos.append(photo)
            return [f"photos.{photo.id}.{part}" for part in ("file", "caption", "credit", "alt")]
        if key in _KINDS:
            speaker, label, time, answers = values
            turn = Turn(f"t{len(self.turns) + 1}", _KINDS[key], speaker or None, label, answers or None, time)
            self.turns.append(turn)
            self.blocks.append([])
            return [f"turns.{turn.id}.{part}" for part in ("speaker", "label", "time", "answers")]
        if not self.blocks:
            raise ValueError(key)
        place = f"turns.{self.turns[-1].id}.blocks.{len(self.blocks[-1])}"
        if key == "图":
            (photo_id,) = values
            self.blocks[-1].append(PhotoBlock(photo_id))
            return [place]
        if key != "文":
            raise ValueError(key)
        lang, text = values
        self.blocks[-1].append(Paragraph(text, lang))
        return [f"{place}.lang", place]

    def document(self) -> Document:
        """Return what the lines make together."""
        turns = tuple(
            Turn(turn.id, turn.kind, turn.speaker, turn.label, turn.answers, turn.time, tuple(blocks))
            for turn, blocks in zip(self.turns, self.blocks, strict=True)
        )
        return Document(
            title=self.words.get("title", ""),
            subject=self.words.get("subject", ""),
            source=self.words.get("source", ""),
            summary=self.words.get("summary", ""),
            venue=self.words.get("venue", ""),
            keywords=self.keywords,
            published_on=self.published_on,
            held=self.held,
            people=tuple(self.people),
            turns=turns,
            photos=tuple(self.photos),
        )


def _moment(text: str) -> date | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _escaped(value: str) -> str:
    return "".join(f"\\{ord(char):x};" if char in "\\｜\n\r" or unseen(char) else char for char in value)


def _unescaped(value: str) -> str:
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    if "\\" in _ESCAPE.sub("", value):
        raise ValueError(value)
    return plain
