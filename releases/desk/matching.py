"""Which part of a conference a part of a newly read transcript is, so that it keeps its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from releases.document import Document, Person, Photo, PhotoBlock, Turn

ALIKE = 0.6


def matches(old: Document, new: Document) -> dict[str, str]:
    """Return the ids of ``new`` that are parts of ``old``, with the id each has there."""
    people = _equal(old.people, new.people, [(_name_and_position, _name_and_position), (_name, _name)])
    photos = _equal(old.photos, new.photos, [(_file, _file)])
    return {**people, **photos, **_turns(old, new)}


def _turns(old: Document, new: Document) -> dict[str, str]:
    def whole(document: Document) -> Callable[[Turn], Hashable]:
        return lambda turn: (turn.kind, _voice(document, turn), _content(document, turn))

    def words(document: Document) -> Callable[[Turn], Hashable]:
        return lambda turn: _content(document, turn) or None

    found = _equal(old.turns, new.turns, [(whole(old), whole(new)), (words(old), words(new))])
    free = [turn for turn in old.turns if turn.id not in found.values()]
    for turn in new.turns:
        if turn.id in found:
            continue
        voice = _voice(new, turn)
        scored = [
            (_likeness(_content(old, other), _content(new, turn)), other)
            for other in free
            if _voice(old, other) == voice
        ]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score >= ALIKE:
            found[turn.id] = best.id
            free.remove(best)
    return found


def _name_and_position(person: Person) -> Hashable:
    return person.name, person.position


def _name(person: Person) -> Hashable:
    return person.name


def _file(photo: Photo) -> Hashable:
    return photo.file or None


def _voice(document: Document, turn: Turn) -> str:
    person = document.person(turn.speaker)
    return person.name if person else turn.label


def _content(document: Document, turn: Turn) -> str:
    return "\n".join(
        f"〔{document.photo(block.photo).file}〕" if isinstance(block, PhotoBlock) else block.text
        for block in turn.blocks
    )


def _likeness(one: str, two: str) -> float:
    """Return how many pairs of neighbouring characters two texts share, from 0 to 1.

    Linear in the length, where difflib on two long answers takes seconds.
    """
    first, second = (Counter(pairwise(text)) for text in (one, two))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Part = TypeVar("_Part", bound=_Identified)
_Key = Callable[[_Part], Hashable]


def _equal(
    old: Sequence[_Part], new: Sequence[_Part], keys: Iterable[tuple[_Key[_Part], _Key[_Part]]]
) -> dict[str, str]:
    """Pair what has equal keys, the strictest key first, in order; a key of None pairs with nothing."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for old_key, new_key in keys:
        waiting: dict[Hashable, list[str]] = {}
        for part in old:
            if part.id not in taken:
                waiting.setdefault(old_key(part), []).append(part.id)
        for part in new:
            key = new_key(part)
            if part.id not in found and key is not None and waiting.get(key):
                found[part.id] = waiting[key].pop(0)
                taken.add(found[part.id])
    return found
