"""Each quotation of a text, looked for in what current releases say, and in what they said before.

At most six queries: where some of the quotations stand, and the turns there; where pieces of those stand that
are not in these, and the turns there; the releases; and what these said in earlier versions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from releases.record.models import Release, Version
from releases.record.quotes.likeness import Likeness, nearly, word_for_word
from releases.record.quotes.quotations import Quotations
from releases.record.quotes.said import Said, turns_before, turns_of
from releases.record.quotes.windows import middle, pieces
from releases.record.quotes.words import Words
from releases.record.search.engines import engine
from releases.record.search.query import Phrase

# Of what stands in more places it is enough to know that it does.
_MOST_PLACES = 12
# An article is about one conference or a few, which so many of its quotations tell: of these every turn is
# compared. What is so like a turn of theirs, in per cent, is looked for nowhere else.
_TELLING = 24
_LEADING = 3
_SURE = 90.0
# Of these the turns that share most pairs with a quotation.
_COMPARED = 4

_Positions = dict[str, set[int]]


class Verdict(StrEnum):
    """What the record says of a quotation; ``BEFORE`` is word for word, but in an earlier version only."""

    EXACT = "exact"
    BEFORE = "before"
    NEARLY = "nearly"
    NONE = "not_found"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of a quotation: the turn, how like it is, and the version that says so.

    Of what was said only before, ``now`` is what the same turn says today, if that is alike; ``elsewhere`` is
    the number of other turns in which an exact quotation was seen.
    """

    quotation: Words
    verdict: Verdict = Verdict.NONE
    said: Said | None = None
    likeness: Likeness | None = None
    release: Release | None = None
    version: Version | None = None
    now: Likeness | None = None
    elsewhere: int = 0

    @property
    def address(self) -> str:
        """Return the address of the turn in the version that says so, "" where nothing was found."""
        return f"{self.version.get_absolute_url()}#{self.said.turn}" if self.version and self.said else ""


@dataclass(frozen=True, slots=True)
class _Found:
    said: Said
    likeness: Likeness
    elsewhere: int = 0


def check(asked: Quotations) -> tuple[Answer, ...]:
    """Return an answer to each quotation, in their order."""
    quoted = asked.found
    places = _places([(at, middle(quoted[at])) for at in _some(len(quoted))])
    leading = _leading(places)
    turns = turns_of(leading, _beside(leading, places))
    found = [_best(one, _among(turns, leading, places[at])) for at, one in enumerate(quoted)]
    rest = [at for at, one in enumerate(found) if one is None or one.likeness.share < _SURE]
    more = _places([(at, phrase) for at in rest for phrase in pieces(quoted[at])])
    turns += turns_of((), _beside(leading, more))
    for at in rest:
        found[at] = _best(quoted[at], _among(turns, leading, more[at]))
    about = {*leading, *(one.said.release for one in found if one)}
    releases = Release.objects.current().with_version_line().in_bulk(about)
    answers = [_answer(quotation, one, releases) for quotation, one in zip(quoted, found, strict=True)]
    if all(answer.verdict is Verdict.EXACT for answer in answers):
        return tuple(answers)
    before = turns_before(releases.values())
    return tuple(_with_what_was(answers, before, turns, releases))


def _some(number: int) -> list[int]:
    """Return the places of those quotations, spread over the text, that tell what it is about."""
    return sorted({number * step // _TELLING for step in range(_TELLING)}) if number else []


def _places(phrases: Sequence[tuple[int, Phrase]]) -> defaultdict[int, _Positions]:
    """Return for each quotation in which releases its phrases stand, and at which positions."""
    found: defaultdict[int, _Positions] = defaultdict(lambda: defaultdict(set))
    if phrases:
        for place in engine().standing([phrase for _, phrase in phrases], _MOST_PLACES):
            at, _ = phrases[place.at]
            found[at][place.release].update(map(int, place.turns.split()))
    return found


def _leading(places: Mapping[int, _Positions]) -> tuple[str, ...]:
    """Return the releases that most quotations stand in, of as many the newest."""
    votes = Counter(release for positions in places.values() for release in positions)
    return tuple(sorted(votes, key=lambda release: (votes[release], release), reverse=True)[:_LEADING])


def _beside(leading: Sequence[str], places: Mapping[int, _Positions]) -> _Positions:
    """Return the positions in all other releases."""
    found: _Positions = defaultdict(set)
    for positions in places.values():
        for release, of_release in positions.items():
            if release not in leading:
                found[release] |= of_release
    return found


def _among(turns: Sequence[Said], leading: Sequence[str], positions: _Positions) -> list[Said]:
    """Return the turns that a quotation may be in, those of the leading releases first, then the newest."""
    among = [
        turn for turn in turns if turn.release in leading or turn.position in positions.get(turn.release, ())
    ]
    order = {release: place for place, release in enumerate(reversed(leading), 1)}
    return sorted(among, key=lambda turn: (order.get(turn.release, 0), turn.release), reverse=True)


def _best(quotation: Words, among: Sequence[Said]) -> _Found | None:
    return _exact(quotation, among) or _most_like(quotation, among)


def _exact(quotation: Words, among: Sequence[Said]) -> _Found | None:
    found = [(said, likeness) for said in among if (likeness := word_for_word(quotation, said.words))]
    return _Found(*found[0], elsewhere=len(found) - 1) if found else None


def _most_like(quotation: Words, among: Sequence[Said]) -> _Found | None:
    shared = sorted(among, key=lambda said: -len(quotation.pairs & said.words.pairs))[:_COMPARED]
    found = [_Found(said, likeness) for said in shared if (likeness := nearly(quotation, said.words))]
    return max(found, key=lambda one: one.likeness.share, default=None)


def _answer(quotation: Words, found: _Found | None, releases: Mapping[str, Release]) -> Answer:
    # One that was withdrawn since its turns were read is not there.
    release = releases.get(found.said.release) if found else None
    if found is None or release is None:
        return Answer(quotation)
    verdict = Verdict.EXACT if found.likeness.exact else Verdict.NEARLY
    return Answer(
        quotation, verdict, found.said, found.likeness, release, release.version, elsewhere=found.elsewhere
    )


def _with_what_was(
    answers: Iterable[Answer], before: Sequence[Said], turns: Sequence[Said], releases: Mapping[str, Release]
) -> Iterator[Answer]:
    """Yield the answers; what is not exact but was in an earlier version is answered with that."""
    current = {(said.release, said.turn): said for said in turns}
    for answer in answers:
        found = None if answer.verdict is Verdict.EXACT else _exact(answer.quotation, before)
        if found is None:
            yield answer
            continue
        said = found.said
        today = current.get((said.release, said.turn))
        yield Answer(
            answer.quotation,
            Verdict.BEFORE,
            said,
            found.likeness,
            releases[said.release],
            said.version,
            now=nearly(answer.quotation, today.words) if today else None,
        )
