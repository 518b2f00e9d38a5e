"""A conference as long as they get: two of the demo's transcripts as one, with a photo every few turns.

Real words, not one sentence many times: what is repeated would be compressed to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

from releases.document import Document, Paragraph, Person, Photo, PhotoBlock, Turn
from releases.transcripts.reading import read
from tests.browser.content import DOCUMENT, TALL, photo

_TRANSCRIPTS = Path("releases/demo/transcripts")
_NAMES = ("2025-05-15-bus-network.docx", "2025-09-25-business-climate.html")
_TURNS_TO_A_PHOTO = 6


def lengthy() -> Document:
    """Return a document of more than forty turns."""
    turns: list[Turn] = []
    people: list[Person] = []
    numbers = count(1)
    for name in _NAMES:
        document = read((_TRANSCRIPTS / name).read_bytes(), name).document
        persons = {person.id: replace(person, id=f"p{next(numbers)}") for person in document.people}
        people += persons.values()
        ids = {turn.id: f"t{number}" for number, turn in enumerate(document.turns, len(turns) + 1)}
        turns += [_moved(turn, ids, persons) for turn in document.turns]
    photos = tuple(_photo(number) for number in range(1, len(turns) // _TURNS_TO_A_PHOTO + 1))
    for each, place in zip(photos, range(0, len(turns), _TURNS_TO_A_PHOTO), strict=False):
        turns[place] = replace(turns[place], blocks=(*turns[place].blocks, PhotoBlock(each.id)))
    return replace(DOCUMENT, people=tuple(people), turns=tuple(turns), photos=photos)


def _moved(turn: Turn, ids: dict[str, str], persons: dict[str, Person]) -> Turn:
    return replace(
        turn,
        id=ids[turn.id],
        speaker=persons[turn.speaker].id if turn.speaker else None,
        answers=ids[turn.answers] if turn.answers else None,
        blocks=tuple(block for block in turn.blocks if isinstance(block, Paragraph)),
    )


def _photo(number: int) -> Photo:
    master = (photo(150), photo(90), photo(120, TALL))[number % 3]
    caption = f"新闻发布会现场，第{number}张。"
    return Photo(
        f"f{number}",
        "DSC_0417.jpg",
        caption,
        caption,
        "沈一帆 摄",
        master.digest,
        master.width,
        master.height,
    )
