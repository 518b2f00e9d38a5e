"""What was meant by words that were not found: terms of the vocabulary, the nearest first. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from releases.record.search.distance import one_slip
from releases.record.search.keys import INITIALS, SOUND, SOUND_SHORTENED, SPELLED, SURNAME, spelling
from releases.record.search.pinyin import sound
from releases.record.search.spans import Span, is_latin
from releases.record.search.terms import Known, TermKind
from releases.record.search.words import AT_NO_EDGE


class Grade(IntEnum):
    """How near a term is to what was typed, the nearest first."""

    SAME = 0
    ALIKE = 1
    SAME_SOUND = 2
    INITIALS = 3
    ONE_SLIP = 4
    SOUND_ONE_SLIP = 5
    PART = 6
    SURNAME = 7

    @property
    def is_last_resort(self) -> bool:
        """Return whether it is offered only where nothing nearer is found."""
        return self >= Grade.PART


@dataclass(frozen=True, slots=True)
class Guess:
    """That these words were meant by a span: one that is a term, or several where no spaces were typed."""

    span: Span
    words: tuple[str, ...]
    grade: Grade
    term: Known | None = None

    @property
    def is_name(self) -> bool:
        """Return whether a person or a source was meant."""
        return self.term is not None and self.term.kind != TermKind.WORD

    @property
    def order(self) -> tuple[int, int, bool, int, tuple[str, ...]]:
        """Return what guesses are sorted by: the nearest, the fewest words, people, the more frequent."""
        person = self.term is not None and self.term.kind == TermKind.PERSON
        return self.grade, len(self.words), not person, -(self.term.number if self.term else 0), self.words


def guesses(found: Sequence[Span], known: Sequence[Known]) -> list[Guess]:
    """Return what was meant by each span, the likeliest first."""
    by_key: dict[str, list[Known]] = {}
    for term in known:
        by_key.setdefault(term.key, []).append(term)
    made: list[Guess] = []
    for span in found:
        near = list(_near(span, by_key))
        made += near
        # A name is not taken for the words in it; what a title has as one may be apart elsewhere.
        if not any(guess.grade == Grade.SAME and guess.is_name for guess in near):
            made += _apart(span, by_key)
    return sorted(made, key=lambda guess: guess.order)


def _near(span: Span, by_key: Mapping[str, list[Known]]) -> Iterator[Guess]:
    best: dict[tuple[str, str, str], Guess] = {}
    for key in span.keys & by_key.keys():
        for text in span.texts:
            for term in by_key[key]:
                grade = _grade_of_letters(text, term) if is_latin(text) else _grade(text, term)
                what = term.kind, term.text, term.ref
                if grade is not None and (what not in best or grade < best[what].grade):
                    best[what] = Guess(span, (term.text,), grade, term)
    yield from best.values()


def _grade(word: str, term: Known) -> Grade | None:
    spelled = spelling(term.text)
    if spelled == word:
        return Grade.SAME
    near = one_slip(word, spelled)
    if term.key.startswith(SOUND) and len(spelled) == len(word):
        return Grade.ALIKE if near else Grade.SAME_SOUND
    return Grade.ONE_SLIP if near else None


def _grade_of_letters(letters: str, term: Known) -> Grade | None:
    heard = sound(letters)
    whole = {
        SPELLED + letters: Grade.SAME,
        SOUND + heard: Grade.ALIKE,
        INITIALS + letters: Grade.INITIALS,
        SURNAME + heard: Grade.SURNAME,
    }
    if term.key in whole:
        return whole[term.key]
    if term.key.startswith((SOUND, SOUND_SHORTENED)):
        return Grade.SOUND_ONE_SLIP
    return Grade.ONE_SLIP if one_slip(letters, spelling(term.text)) else None


class _Way(NamedTuple):
    """How the beginning of a text may be made of terms: what that is worth, and which stand where."""

    worth: int
    number: int
    pieces: tuple[tuple[int, int, Known], ...]


def _apart(span: Span, by_key: Mapping[str, list[Known]]) -> Iterator[Guess]:
    """Yield the words that what was typed without spaces is made of, together and one by one."""
    text = span.texts[0]
    best = [_Way(0, 0, ())]
    ending: dict[int, list[tuple[int, int, Known]]] = {}
    for (start, end), keys in span.pieces.items():
        for key in keys:
            term = next((each for each in by_key.get(key, ()) if each.kind == TermKind.WORD), None)
            if term and len(spelling(term.text)) == end - start:
                ending.setdefault(end, []).append((start, end, term))
    for end in range(1, len(text) + 1):
        ways = [best[-1]]
        for piece in ending.get(end, ()):
            start, _, term = piece
            before = best[start]
            # A longer word is worth more than its parts, and spelling more than sound.
            worth = (end - start) * 10 - 3 - 5 * term.key.startswith(SOUND)
            ways.append(_Way(before.worth + worth, before.number + term.number, (*before.pieces, piece)))
        best.append(max(ways, key=lambda way: (way.worth, way.number)))
    pieces = best[-1].pieces
    words = tuple(_with_what_is_between(text, pieces))
    if len(words) > 1 and pieces:
        yield Guess(span, words, Grade.ALIKE)
    for _, _, term in pieces:
        yield Guess(span, (term.text,), Grade.PART, term)


def _with_what_is_between(text: str, pieces: Sequence[tuple[int, int, Known]]) -> Iterator[str]:
    """Yield the terms and, where more than a particle is left between two of them, that as well."""
    at = 0
    for start, end, term in (*pieces, (len(text), len(text), None)):
        left = text[at:start].strip(AT_NO_EDGE)
        if len(left) > 1:
            yield left
        if term:
            yield term.text
        at = end
