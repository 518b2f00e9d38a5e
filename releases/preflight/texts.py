"""Every text of a document with the dotted name of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from releases.document import Document, Paragraph
from releases.preflight.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands."""

    place: str
    words: str

    def finding(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        *,
        severity: Severity,
        rule: str,
        suggestion: str = "",
    ) -> Finding:
        """Return a finding about a stretch of this text."""
        return Finding(
            code, message, self.place, severity, start, end, self.words[start:end], rule, suggestion
        )

    def about(
        self, code: str, message: str, *, severity: Severity, rule: str, suggestion: str = ""
    ) -> Finding:
        """Return a finding about all of this text."""
        return self.finding(
            code, message, 0, len(self.words), severity=severity, rule=rule, suggestion=suggestion
        )


def paragraphs(document: Document) -> Iterator[Text]:
    """Yield each Chinese paragraph of the transcript."""
    return (text for text, lang in _spoken(document) if not lang)


def foreign(document: Document) -> Iterator[Text]:
    """Yield each paragraph of the transcript in another language."""
    return (text for text, lang in _spoken(document) if lang)


def _spoken(document: Document) -> Iterator[tuple[Text, str]]:
    for turn in document.turns:
        for index, block in enumerate(turn.blocks):
            if isinstance(block, Paragraph):
                yield Text(f"turns.{turn.id}.blocks.{index}", block.text), block.lang


def texts(document: Document) -> Iterator[Text]:
    """Yield each Chinese text that the public reads, in the order of the page."""
    fields = {
        "title": document.title,
        "summary": document.summary,
        "held.text": document.held.text,
        "subject": document.subject,
        "source": document.source,
        "venue": document.venue,
    }
    for place, words in fields.items():
        if words:
            yield Text(place, words)
    for person in document.people:
        yield Text(f"people.{person.id}.name", person.name)
        if person.position:
            yield Text(f"people.{person.id}.position", person.position)
    for turn in document.turns:
        if turn.label:
            yield Text(f"turns.{turn.id}.label", turn.label)
    yield from paragraphs(document)
    for photo in document.photos:
        for part in ("caption", "alt", "credit"):
            if words := getattr(photo, part):
                yield Text(f"photos.{photo.id}.{part}", words)
    for attachment in document.attachments:
        if attachment.title:
            yield Text(f"attachments.{attachment.id}.title", attachment.title)


def excerpt(words: str, start: int, end: int, around: int = 8) -> str:
    """Return a stretch with a few characters either side, for a message."""
    left = "…" if start > around else ""
    right = "…" if end + around < len(words) else ""
    return f"{left}{words[max(0, start - around) : end + around]}{right}"
