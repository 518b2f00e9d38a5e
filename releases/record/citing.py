"""What goes with quoted words: who said them, when and where, and where they stand.

Chinese throughout, as the words are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from releases.document import Document, Kind, Turn
from releases.record.publisher import publisher

_SPOKEN = {Kind.STATEMENT: "发言", Kind.QUESTION: "提问", Kind.ANSWER: "回答", Kind.NARRATION: "图文实录"}


@dataclass(frozen=True, slots=True)
class Source:
    """A turn of one version of a release; ``address`` is where it stands in that version."""

    document: Document
    turn: Turn
    number: int
    address: str
    published_at: datetime
    updated_at: datetime

    def in_words(self) -> str:
        """Return speaker, position that day, occasion, day, version and address."""
        version = f"第 {self.number} 版"
        parts = (self.who(), occasion(self.document, self.published_at, self.turn.given_on), version)
        return "，".join(filter(None, (*parts, self.address)))

    def with_words(self) -> str:
        """Return the words with who said them, as a passage that is copied from the page."""
        source = occasion(self.document, self.published_at, self.turn.given_on)
        return f"{self.turn.text}\n\n——{'，'.join(filter(None, (self.who(), source)))}\n{self.address}"

    def in_references(self, today: date) -> str:
        """Return an entry of a list of references, read on this day.

        After GB/T 7714-2015, 8.7: author. title[EB/OL]. publisher, year(date of change)[date read]. address.
        """
        speaker = self.document.person(self.turn.speaker)
        author = speaker.name if speaker else self.turn.label
        issuer = self.document.source or publisher()
        said = "书面答复" if self.turn.given_on else _SPOKEN[self.turn.kind]
        title = f"在{self.document.title}上的{said}" if author else f"{self.document.title}{said}"
        changed = timezone.localdate(self.updated_at)
        return (
            f"{author or issuer}. {title}[EB/OL]. {issuer}, {changed.year}({changed})[{today}]. "
            f"{self.address}."
        )

    def who(self) -> str:
        """Return the speaker with the position held that day, else what is printed before the words."""
        speaker = self.document.person(self.turn.speaker)
        if speaker is None:
            return self.turn.label
        return f"{speaker.name}（{speaker.position}）" if speaker.position else speaker.name


def occasion(document: Document, published_at: datetime | None, given_on: date | None = None) -> str:
    """Return the title and the day: given in writing, else held, else published."""
    day = given_on or document.held.start or (timezone.localtime(published_at) if published_at else None)
    return f"《{document.title}》" + (f"，{day.year}年{day.month}月{day.day}日" if day else "")
