"""The roll call: who is listed, who speaks, whom the host names, and who they were before."""

from __future__ import annotations

from collections.abc import Iterator

from releases.document import Document, Kind, Role
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, paragraphs
from releases.transcripts import attendees
from releases.transcripts.lines import normal, squeezed

_LIST = "人员名单与实录一致"
_EARLIER = "人物库和以往发布"
_MIN_NAME = 3


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each person whom the list and the transcript disagree about."""
    yield from _silent(document)
    yield from _unlisted(document)
    yield from _greeted(document)
    yield from _known(document, context)


def _silent(document: Document) -> Iterator[Finding]:
    spoke = {turn.speaker for turn in document.turns}
    if spoke <= {None}:
        return
    for person in document.people:
        if person.role is not Role.ATTENDEE and person.id not in spoke:
            yield Text(f"people.{person.id}.name", person.name).about(
                "listed-but-silent",
                f"{person.name}列为发布人或主持人，实录中没有发言；只是到场可改为“出席”。",
                severity=Severity.NOTE,
                rule=_LIST,
            )


def _unlisted(document: Document) -> Iterator[Finding]:
    for turn in document.turns:
        if turn.speaker is None and turn.kind in (Kind.STATEMENT, Kind.ANSWER):
            label = turn.label or turn.id
            yield Text(f"turns.{turn.id}.label", turn.label).about(
                "speaker-unlisted",
                f"发言 {turn.id} 没有对应名单中的人（显示为“{label}”），请选定发言人。",
                severity=Severity.AMBER,
                rule=_LIST,
            )


def _greeted(document: Document) -> Iterator[Finding]:
    listed = {squeezed(normal(person.name)) for person in document.people}
    hosts = {person.id for person in document.people if person.role is Role.MODERATOR}
    hosted = {
        turn.id
        for turn in document.turns
        if turn.kind in (Kind.STATEMENT, Kind.NARRATION) and (not hosts or turn.speaker in {*hosts, None})
    }
    for text in paragraphs(document):
        if text.place.split(".")[1] not in hosted:
            continue
        norm = normal(text.words)
        for name, position in attendees.greeted(norm):
            if squeezed(name) in listed:
                continue
            listed.add(squeezed(name))
            start = norm.find(name)
            yield text.finding(
                "present-but-unlisted",
                f"主持人提到{position}{name}到场，人员名单里没有。",
                start,
                start + len(name),
                severity=Severity.AMBER,
                rule=_LIST,
            )


def _known(document: Document, context: Context) -> Iterator[Finding]:
    # Two who are both listed are two people.
    others = sorted(context.names - {person.name for person in document.people})
    for person in document.people:
        earlier = context.positions.get(person.name)
        if earlier:
            position, day = earlier
            if position and person.position and position != person.position:
                when = f"{day:%Y-%m-%d}" if day else "以前"
                yield Text(f"people.{person.id}.position", person.position).about(
                    "position-differs",
                    f"{person.name}的职务与{when}的“{position}”不同，请核对是否有变动。",
                    severity=Severity.NOTE,
                    rule=_EARLIER,
                    suggestion=position,
                )
        if person.name in context.names:
            continue
        near = next((name for name in others if _one_apart(name, person.name)), "")
        if near:
            yield Text(f"people.{person.id}.name", person.name).about(
                "name-near-another",
                f"“{person.name}”与人物库中的“{near}”只差一个字，请核对姓名。",
                severity=Severity.AMBER,
                rule=_EARLIER,
                suggestion=near,
            )


def _one_apart(one: str, other: str) -> bool:
    # Two-character names differ by one too often to mean anything.
    if len(one) != len(other) or len(one) < _MIN_NAME:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
