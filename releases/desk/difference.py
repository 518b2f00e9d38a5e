"""What changed between two documents, turn by turn, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from releases import difference
from releases.desk import body
from releases.desk.models import ParticipantRole, TurnKind
from releases.difference import Lines
from releases.document import Document, Turn

_FIELDS = {
    "标题": "title",
    "主题": "subject",
    "来源": "source",
    "地点": "venue",
    "摘要": "summary",
    "栏目": "section",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a document that is not as it was: ``kind`` is changed, added or removed.

    ``lines`` are the paragraphs that differ, each in pieces.
    """

    name: str
    anchor: str
    kind: str
    lines: Lines


def changes(old: Document, new: Document) -> list[Change]:
    """Return what is not as it was: the facts, the people, then the turns in the order of the page."""
    return [*_facts(old, new), *_turns(old, new), *_pictures(old, new)]


def compared(name: str, old: str, new: str) -> list[Change]:
    """Return how one text became another, none where it did not change."""
    return list(_changed(name, "", old, new))


def whole(name: str, words: str, *, kind: str) -> Change:
    """Return a part that is in one of two states only: ``kind`` is added or removed."""
    return Change(name, "", kind, difference.whole(words, kind))


def _facts(old: Document, new: Document) -> Iterator[Change]:
    for name, field in _FIELDS.items():
        yield from _changed(name, "", getattr(old, field), getattr(new, field))
    yield from _changed("时间", "", _held(old), _held(new))
    yield from _changed("原页面发布日期", "", str(old.published_on or ""), str(new.published_on or ""))
    yield from _changed("关键词", "", "、".join(old.keywords), "、".join(new.keywords))
    yield from _changed("人员", "", _people(old), _people(new))


def _held(document: Document) -> str:
    return f"{document.held.start or ''} {document.held.text}".strip()


def _people(document: Document) -> str:
    return "\n".join(
        f"{person.id} {ParticipantRole(person.role.value).label} {person.name} {person.position}"
        f"{f'（人物 {person.ref}）' if person.ref else ''}"
        for person in document.people
    )


def _turns(old: Document, new: Document) -> Iterator[Change]:
    before = {turn.id: turn for turn in old.turns}
    after = {turn.id for turn in new.turns}
    for turn in old.turns:
        if turn.id not in after:
            yield Change(f"发言 {turn.id}", "", "removed", difference.whole(_words(turn, old), "removed"))
    for turn in new.turns:
        name, anchor = f"发言 {turn.id}", f"turn-{turn.id}"
        if turn.id in before:
            yield from _changed(name, anchor, _words(before[turn.id], old), _words(turn, new))
        else:
            yield Change(name, anchor, "added", difference.whole(_words(turn, new), "added"))
    order = [turn.id for turn in old.turns if turn.id in after]
    now = [turn.id for turn in new.turns if turn.id in before]
    yield from _changed("发言次序", "", "、".join(order), "、".join(now))


def _words(turn: Turn, document: Document) -> str:
    person = document.person(turn.speaker)
    who = f"{person.name}（{person.id}）" if person else "（无）"
    answers = f"回答 {turn.answers}" if turn.answers else ""
    facts = [TurnKind(turn.kind.value).label, who, turn.label, answers, turn.time]
    if turn.due:
        facts.append(f"会后答复期限 {turn.due}")
    if turn.given_on:
        facts.append(f"书面答复日期 {turn.given_on}")
    return f"{'｜'.join(facts)}\n{body.printed(turn.blocks)}"


def _pictures(old: Document, new: Document) -> Iterator[Change]:
    yield from _changed("图片和附件", "", _files(old), _files(new))


def _files(document: Document) -> str:
    # The digest's beginning tells that a file is another one; nobody reads more of it.
    photos = (f"{p.id} {p.file}｜{p.caption}｜{p.alt}｜{p.credit}｜{p.digest[:8]}" for p in document.photos)
    attached = (f"{a.id} {a.file}｜{a.title}｜{a.digest[:8]}" for a in document.attachments)
    return "\n".join([*photos, *attached])


def _changed(name: str, anchor: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(name, anchor, "changed", difference.between(old, new))
