"""The transcript, turn by turn, ready to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from django.utils.translation import gettext as _

from releases.document import Block, Document, Kind, Person, Photo, PhotoBlock, Turn
from releases.record.pages.links import segments
from releases.record.pages.parts import (
    KIND_LABELS,
    ROLE_LABELS,
    ParagraphView,
    PhotoView,
    TurnView,
    person_line,
    photo_view,
)
from releases.record.pages.since import Place


@dataclass(slots=True)
class Transcript:
    """Writes the turns of one document; each photo's first place gets the photo's id as its anchor."""

    document: Document
    url: str
    media_url: Callable[[str], str]
    leaving_url: Callable[[str], str]
    cite_url: Callable[[str], str]
    changed: Callable[[str], Place | None] = lambda _: None
    _people: dict[str, Person] = field(init=False)
    _photos: dict[str, Photo] = field(init=False)
    _next: dict[str, str] = field(init=False)
    _settled: dict[str, Turn] = field(init=False)
    _places: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        self._people = {person.id: person for person in self.document.people}
        self._photos = {photo.id: photo for photo in self.document.photos}
        questions = [turn.id for turn in self.document.turns if turn.kind is Kind.QUESTION]
        self._next = dict(pairwise(questions))
        written = [(turn.given_on, turn) for turn in self.document.turns if turn.given_on]
        # The last one given takes the place of those before.
        self._settled = {turn.answers or "": turn for _, turn in sorted(written, key=itemgetter(0))}

    def turns(self) -> tuple[TurnView, ...]:
        """Return all turns."""
        return tuple(self._turn(turn) for turn in self.document.turns)

    def unplaced_photos(self) -> tuple[PhotoView, ...]:
        """Return the photos that stand in no turn, once the turns have been written."""
        rest = (photo for photo in self.document.photos if not self._places[photo.id])
        return tuple(view for photo in rest if (view := self._photo(photo.id)))

    def _turn(self, turn: Turn) -> TurnView:
        speaker = self._people.get(turn.speaker or "")
        if speaker:
            role, role_label = speaker.role.value, str(ROLE_LABELS[speaker.role])
        else:
            role, role_label = ("reporter", _("记者")) if turn.kind is Kind.QUESTION else ("", "")
        settled = self._settled.get(turn.id)
        changed = self.changed(turn.id)
        return TurnView(
            id=turn.id,
            kind=turn.kind.value,
            kind_label=str(KIND_LABELS[turn.kind]),
            label=turn.label,
            speaker=person_line(speaker) if speaker else None,
            role=role,
            role_label=role_label,
            question_id=turn.answers or "",
            next_question_id=self._next.get(turn.id, ""),
            time=turn.time,
            url=f"{self.url}#{turn.id}",
            blocks=tuple(view for block in turn.blocks if (view := self._block(block))),
            due=turn.due,
            settled_on=settled.given_on if settled else None,
            settled_id=settled.id if settled else "",
            given_on=turn.given_on,
            cite_url=self.cite_url(turn.id),
            changed=changed.difference.kind if changed else "",
            changed_url=changed.url if changed else "",
        )

    def _block(self, block: Block) -> ParagraphView | PhotoView | None:
        if isinstance(block, PhotoBlock):
            return self._photo(block.photo)
        return ParagraphView(tuple(segments(block.text, self.leaving_url)), block.lang)

    def _photo(self, photo_id: str) -> PhotoView | None:
        self._places[photo_id] += 1
        place = self._places[photo_id]
        anchor = photo_id if place == 1 else f"{photo_id}-{place}"
        return photo_view(self._photos[photo_id], anchor, self.media_url)
