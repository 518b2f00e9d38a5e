"""What differs between two documents, as a reader is told: place by place, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from releases.difference import Lines, between, whole
from releases.document import Attachment, Block, Document, Held, Paragraph, Person, Photo, Turn
from releases.record.pages.parts import KIND_LABELS, ROLE_LABELS

_KINDS = {
    "changed": gettext_lazy("改动"),
    "added": gettext_lazy("新增"),
    "removed": gettext_lazy("删去"),
    "moved": gettext_lazy("调换次序"),
}
# As many characters of a digest as a person compares by eye.
DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What differs under one label of the site's; "" stands before the words themselves."""

    label: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that is not as it was: ``kind`` is changed, added, removed or moved.

    ``key`` is its id in the document (t7, p2, f1, a1), of a fact its name there. ``who`` is whose it is, in
    words of the record. Without parts nothing that a page prints has changed, or nothing but its place.
    """

    key: str
    kind: str
    name: str
    who: str
    is_turn: bool
    parts: tuple[Part, ...]

    @property
    def kind_label(self) -> str:
        """Return what happened to it, in the language of the page."""
        return str(_KINDS[self.kind])


@dataclass(frozen=True, slots=True)
class _Thing:
    """A part of one document: ``state`` is all that it says, ``shown`` what a page prints, by label."""

    name: str
    who: str
    state: object
    shown: Mapping[str, str]
    is_turn: bool = False


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return all places that are not as they were; none only where the documents are equal."""
    return tuple(
        difference
        for things in (_facts, _people, _turns, _photos, _attachments)
        for difference in _between(things(old), things(new))
    )


def _between(old: Mapping[str, _Thing], new: Mapping[str, _Thing]) -> Iterator[Difference]:
    """Yield what is gone, then the rest in the order it has now."""
    for key in (key for key in old if key not in new):
        yield _difference(key, "removed", old[key], _whole(old[key], "removed"))
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    for key, thing in new.items():
        if key not in old:
            yield _difference(key, "added", thing, _whole(thing, "added"))
        elif thing.state != old[key].state:
            yield _difference(key, "changed", thing, _changed(old[key].shown, thing.shown))
        elif key in moved:
            yield _difference(key, "moved", thing, ())


def _difference(key: str, kind: str, thing: _Thing, parts: tuple[Part, ...]) -> Difference:
    return Difference(key, kind, thing.name, thing.who, thing.is_turn, parts)


def _whole(thing: _Thing, kind: str) -> tuple[Part, ...]:
    # Whose turn it is and of what kind stands above its words.
    shown = {"": thing.shown[""]} if thing.is_turn else thing.shown
    return tuple(
        Part(label, whole(text, kind)) for label, text in shown.items() if text and text != thing.who
    )


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(Part(label, between(old[label], text)) for label, text in new.items() if text != old[label])


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Return as few as have to change places to make one order of the other."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return {key for kind, a1, a2, _b1, _b2 in codes if kind != "equal" for key in old[a1:a2]}


def _facts(document: Document) -> dict[str, _Thing]:
    held = document.held
    facts: dict[str, tuple[str, object, dict[str, str]]] = {
        "title": (_("标题"), document.title, {"": document.title}),
        "subject": (_("主题"), document.subject, {"": document.subject}),
        "held": (_("时间"), held, {"": held.text, _("日期"): _moment(held)}),
        "venue": (_("地点"), document.venue, {"": document.venue}),
        "source": (_("来源"), document.source, {"": document.source}),
        "summary": (_("摘要"), document.summary, {"": document.summary}),
        "section": (_("栏目"), document.section, {"": document.section}),
        "keywords": (_("关键词"), document.keywords, {"": "、".join(document.keywords)}),
        "published_on": (_("原页面发布日期"), document.published_on, {"": _day(document.published_on)}),
    }
    return {key: _Thing(name, "", state, shown) for key, (name, state, shown) in facts.items()}


def _people(document: Document) -> dict[str, _Thing]:
    return {person.id: _person(person) for person in document.people}


def _person(person: Person) -> _Thing:
    role = str(ROLE_LABELS[person.role])
    shown = {_("姓名"): person.name, _("职务"): person.position, _("身份"): role}
    return _Thing(pgettext("one", "人员"), person.name, person, shown)


def _turns(document: Document) -> dict[str, _Thing]:
    return {turn.id: _turn(turn, document.person(turn.speaker)) for turn in document.turns}


def _turn(turn: Turn, speaker: Person | None) -> _Thing:
    name = speaker.name if speaker else ""
    kind = str(KIND_LABELS[turn.kind])
    shown = {
        "": "\n".join(map(_line, turn.blocks)),
        _("发言人"): name,
        _("署名"): turn.label,
        _("类别"): kind,
        _("回答的提问"): f"#{turn.answers}" if turn.answers else "",
        _("时间"): turn.time,
        _("会后答复期限"): _day(turn.due),
        _("书面答复日期"): _day(turn.given_on),
    }
    # A position is a fact of the person, and told there once; a name is who is said to have said this.
    return _Thing(kind, name or turn.label, (turn, name), shown, is_turn=True)


def _photos(document: Document) -> dict[str, _Thing]:
    return {photo.id: _photo(photo) for photo in document.photos}


def _photo(photo: Photo) -> _Thing:
    shown = {
        _("图片说明"): photo.caption,
        _("替代文字"): photo.alt,
        _("图片署名"): photo.credit,
        _("文件摘要值"): photo.digest[:DIGEST_SHOWN],
    }
    return _Thing(pgettext("one", "照片"), photo.caption, photo, shown)


def _attachments(document: Document) -> dict[str, _Thing]:
    return {attachment.id: _attachment(attachment) for attachment in document.attachments}


def _attachment(attachment: Attachment) -> _Thing:
    shown = {_("标题"): attachment.title, _("文件摘要值"): attachment.digest[:DIGEST_SHOWN]}
    return _Thing(pgettext("one", "附件"), attachment.title, attachment, shown)


def _line(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else _("〔照片 %(id)s〕") % {"id": block.photo}


def _moment(held: Held) -> str:
    if isinstance(held.start, datetime):
        return held.start.isoformat(" ", "minutes")
    return _day(held.start)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
